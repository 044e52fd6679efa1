//! Results without a size.

use lambda_client::lambda_fn;

#[lambda_fn(name = "orders-{method}")]
pub trait Orders: Sync {
    async fn text(&self) -> str {
        *"text"
    }

    async fn never(&self) -> str {
        todo!()
    }

    async fn slice(&self) -> [u8] {
        [1_u8][..]
    }

    async fn remote(&self) -> Result<(), lambda_client::Error>;
}

fn main() {}
