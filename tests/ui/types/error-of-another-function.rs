//! Handler of an error that the function does not have.

use lambda_client::step_functions::definition::fail;
use lambda_client::{Error, FunctionError, lambda_fn};

#[derive(Debug, thiserror::Error, FunctionError)]
enum OrderError {
    #[error("out of stock")]
    OutOfStock,
    #[error(transparent)]
    #[function_error(other)]
    Other(Error),
}

#[lambda_fn(name = "orders-{method}")]
trait Orders {
    async fn cancel(&self, id: u64) -> Result<(), Error>;
}

fn main() {
    let _ = OrdersClient::cancel_task().catch(OrderError::OUT_OF_STOCK, fail("Gone", "sold out"));
}
