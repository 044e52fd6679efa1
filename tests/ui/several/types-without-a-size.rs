//! Types without a size inside others, each reported once.

use lambda_client::{Error, FunctionError, Lambda, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, items: Vec<str>) -> Result<(), Error>;
    async fn quote(&self, id: Option<[u8]>, skus: &[str]) -> Result<Vec<str>, Error>;
    async fn pair(&self) -> Result<(u32, [u64]), Error>;
    async fn object(&self, item: Vec<dyn std::fmt::Debug>) -> Result<dyn std::fmt::Debug, Error>;
    async fn error(&self) -> Result<u32, str>;
}

#[derive(FunctionError)]
pub enum OrderError {
    Rejected {
        reason: str,
    },
    #[function_error(other)]
    Other(Error),
}

impl std::fmt::Debug for OrderError {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Ok(())
    }
}

impl std::fmt::Display for OrderError {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Ok(())
    }
}

async fn run(lambda: &Lambda) -> Result<(), Error> {
    let orders = OrdersClient::new(lambda);
    orders.quote(None, &[]).send().await?;
    orders.object(Vec::new()).await
}

fn main() {
    drop(run);
}
