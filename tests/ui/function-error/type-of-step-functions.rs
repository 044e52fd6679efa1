//! Type that Step Functions reserves.

use lambda_client::{Error, FunctionError};

#[derive(Debug, thiserror::Error, FunctionError)]
enum OrderError {
    #[error("too late")]
    #[function_error(type = "States.Timeout")]
    TooLate,
    #[error(transparent)]
    #[function_error(other)]
    Other(Error),
}

fn main() {}
