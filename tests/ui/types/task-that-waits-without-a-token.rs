//! Task that waits for a token which its method does not take as its last argument.

use lambda_client::step_functions::TaskToken;
use lambda_client::{Error, lambda_fn};

#[derive(serde::Serialize, serde::Deserialize)]
struct Order;

#[lambda_fn(name = "orders-{method}")]
trait Orders {
    async fn approve(&self, token: TaskToken, order: Order) -> Result<(), Error>;
}

fn main() {
    let _ = OrdersClient::approve_task().wait_for_token::<Order>();
}
