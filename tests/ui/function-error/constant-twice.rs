//! Argument `constant` twice.

use lambda_client::{Error, FunctionError};

#[derive(Debug, thiserror::Error, FunctionError)]
enum OrderError {
    #[error("out of stock")]
    #[function_error(constant = GONE, constant = SOLD)]
    OutOfStock,
    #[error(transparent)]
    #[function_error(other)]
    Other(Error),
}

fn main() {}
