//! Path of the crate in quotes.

use lambda_client::{Error, FunctionError};

#[derive(Debug, thiserror::Error, FunctionError)]
#[function_error(crate = "lambda_client")]
enum OrderError {
    #[error("closed")]
    Closed,
    #[error(transparent)]
    #[function_error(other)]
    Other(Error),
}

fn main() {}
