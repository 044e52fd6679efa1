//! Syntax errors are reported by the compiler, or by the macro if it has to leave something out.

use lambda_client::{Error, Lambda, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
    async fn cancel(&self id: u32) -> Result<(), Error>;
    async fn change(&self, id: u32) -> Result<(), Error>
}

async fn run(lambda: &Lambda) -> Result<(), Error> {
    let orders = OrdersClient::new(lambda);
    orders.place(String::new()).await?;
    orders.change(5).await
}

fn main() {
    let _ = run;
}
