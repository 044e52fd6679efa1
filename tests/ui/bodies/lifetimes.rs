//! A body of a method that stays local whose borrow is too short.

use lambda_client::lambda_fn;

#[lambda_fn(name = "orders-{method}")]
pub trait Orders: Sync {
    async fn too_short(&self, text: &str) -> &'static str {
        text
    }

    async fn remote(&self) -> Result<(), lambda_client::Error>;
}

fn main() {}
