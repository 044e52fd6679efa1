//! Constant that the enum already has.

use lambda_client::{Error, FunctionError};

#[derive(Debug, thiserror::Error, FunctionError)]
enum OrderError {
    #[error("out of stock")]
    OutOfStock,
    #[error(transparent)]
    #[function_error(other)]
    Other(Error),
}

impl OrderError {
    const OUT_OF_STOCK: u8 = 7;
}

fn main() {}
