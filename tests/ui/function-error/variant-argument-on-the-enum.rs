//! Argument for variants on the enum.

use lambda_client::{Error, FunctionError};

#[derive(Debug, thiserror::Error, FunctionError)]
#[function_error(retry)]
enum OrderError {
    #[error("closed")]
    Closed,
    #[error(transparent)]
    #[function_error(other)]
    Other(Error),
}

fn main() {}
