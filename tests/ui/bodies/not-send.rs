//! A body of a method that stays local whose future is not `Send`.

use std::rc::Rc;

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders: Sync {
    async fn count(&self) -> Result<u32, Error>;

    async fn counted(&self) -> Result<u32, Error> {
        let number = Rc::new(1);
        Ok(self.count().await? + *number)
    }

    async fn remote(&self) -> Result<(), lambda_client::Error>;
}

fn main() {}
