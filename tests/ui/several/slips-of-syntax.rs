//! Slips that the compiler reports before the macro sees them: the macro does not add anything, and keeps the rest.

use lambda_client::{Error, Lambda, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
    /// A comment without a method.
}

#[lambda_fn(name = "stock-{method}")]
pub trait Stock {
    async fn count(&self, sku: &str) -> Result<u32, Error>;
    async fn missing_comma(&self, sku: String depot: String) -> Result<u32, Error>;
}

#[lambda_fn(name = "prices-{method}")]
pub trait Prices {
    async fn find(&self, sku: &str) -> Result<u32, Error>;
    async fn default_value(&self, sku: String, depot: u32 = 1) -> Result<u32, Error>;
}

#[lambda_fn(name = "depots-{method}")]
pub trait Depots {
    async fn thick_arrow(&self, sku: &str) => Result<u32, Error>;
    async fn colon(&self, sku: &str): Result<u32, Error>;
}

async fn run(lambda: &Lambda) -> Result<u32, Error> {
    OrdersClient::new(lambda).place(String::new()).await?;
    StockClient::new(lambda).count("cup").await?;
    DepotsClient::new(lambda).thick_arrow("cup").await?;
    DepotsClient::new(lambda).colon("cup").await?;
    PricesClient::new(lambda).find("cup").await
}

fn main() {
    drop(run);
}
