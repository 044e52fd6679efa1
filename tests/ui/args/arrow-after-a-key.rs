//! Arrow instead of an equals sign.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name => "orders")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
