//! Constant whose name is in quotes.

use lambda_client::{Error, FunctionError};

#[derive(Debug, thiserror::Error, FunctionError)]
enum OrderError {
    #[error("out of stock")]
    #[function_error(constant = "OUT_OF_STOCK")]
    OutOfStock,
    #[error(transparent)]
    #[function_error(other)]
    Other(Error),
}

fn main() {}
