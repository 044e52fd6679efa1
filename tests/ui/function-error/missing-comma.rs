//! Missing comma between two arguments.

use lambda_client::{Error, FunctionError};

#[derive(Debug, thiserror::Error, FunctionError)]
enum OrderError {
    #[error("closed")]
    #[function_error(retry type = "Shut")]
    Closed,
    #[error(transparent)]
    #[function_error(other)]
    Other(Error),
}

fn main() {}
