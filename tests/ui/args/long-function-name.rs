//! Function name that is too long.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "a123456789b123456789c123456789d123456789e123456789f123456789g1234")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
