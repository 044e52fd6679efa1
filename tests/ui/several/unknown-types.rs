//! Types that do not exist, each reported once.

use lambda_client::{Error, Lambda, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, order: Order) -> Result<Receipt, OrderError>;
    async fn list(&self, page: Option<&Page>) -> Result<Vec<Entry>, Error>;
}

async fn run(lambda: &Lambda) -> Result<(), Error> {
    let orders = OrdersClient::new(lambda);
    orders.list(None).send().await?;
    Ok(())
}

fn main() {
    drop(run);
}
