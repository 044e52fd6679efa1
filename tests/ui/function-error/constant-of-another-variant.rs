//! Constant of another variant.

use lambda_client::{Error, FunctionError};

#[derive(Debug, thiserror::Error, FunctionError)]
enum OrderError {
    #[error("out of stock")]
    #[function_error(constant = GONE)]
    OutOfStock,
    #[error("no longer made")]
    #[function_error(constant = GONE)]
    Discontinued,
    #[error(transparent)]
    #[function_error(other)]
    Other(Error),
}

fn main() {}
