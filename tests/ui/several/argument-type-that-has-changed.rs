//! A method's argument has another type than its callers and its function were written for.

use lambda_client::{Error, Lambda, lambda_fn, server::Service};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, quantity: u32) -> Result<(), Error>;
}

struct Shop;

// The function.
impl Orders for Shop {
    async fn place(&self, _: String) -> Result<(), Error> {
        Ok(())
    }
}

// Its callers.
async fn call(lambda: &Lambda) -> Result<(), Error> {
    let orders = OrdersClient::new(lambda);
    orders.place("12".to_owned()).await
}

async fn call_any(orders: &impl Orders) -> Result<(), Error> {
    orders.place("12".to_owned()).await
}

fn serve(_: impl Service) {}

fn main() {
    let _ = call;
    serve(OrdersServer::new(Shop));
}
