//! The function `orders-place` of `examples/bootstrap`, by hand on lambda_runtime.

use lambda_runtime::{Diagnostic, LambdaEvent, run, service_fn};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
struct Order {
    sku: String,
    quantity: u32,
}

#[derive(Serialize)]
struct Receipt {
    id: String,
    total_cents: u64,
}

#[derive(Debug, thiserror::Error)]
enum OrderError {
    #[error("{sku} is out of stock")]
    OutOfStock { sku: String },
}

impl From<OrderError> for Diagnostic {
    fn from(error: OrderError) -> Diagnostic {
        let error_type = match error {
            OrderError::OutOfStock { .. } => "OutOfStock",
        };
        Diagnostic {
            error_type: error_type.to_owned(),
            error_message: error.to_string(),
        }
    }
}

async fn place(event: LambdaEvent<Order>) -> Result<Receipt, OrderError> {
    let order = event.payload;
    match order.sku.as_str() {
        "cup" => Ok(Receipt {
            id: "r-1".to_owned(),
            total_cents: 499 * u64::from(order.quantity),
        }),
        _ => Err(OrderError::OutOfStock { sku: order.sku }),
    }
}

#[tokio::main]
async fn main() -> Result<(), lambda_runtime::Error> {
    #[cfg(feature = "tracing")]
    lambda_runtime::tracing::init_default_subscriber();
    run(service_fn(place)).await
}
