//! Unknown pointer in `forward`.
use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}", forward(Mutex))]
trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
