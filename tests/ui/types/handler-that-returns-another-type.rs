//! Handler of an error that returns another type than the state whose error it handles.

use lambda_client::{Error, FunctionError, lambda_fn};

#[derive(Debug, thiserror::Error, FunctionError)]
enum OrderError {
    #[error("out of stock")]
    OutOfStock,
    #[error(transparent)]
    #[function_error(other)]
    Other(Error),
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Order;

#[derive(serde::Serialize, serde::Deserialize)]
struct Receipt;

#[lambda_fn(name = "orders-{method}")]
trait Orders {
    async fn place(&self, order: Order) -> Result<Receipt, OrderError>;
    async fn cancel(&self, order: Order) -> Result<u64, OrderError>;
}

fn main() {
    let _ = OrdersClient::place_task().catch(OrderError::OUT_OF_STOCK, OrdersClient::cancel_task());
}
