//! Error type of another variant.

use lambda_client::{Error, FunctionError};

#[derive(Debug, thiserror::Error, FunctionError)]
enum OrderError {
    #[error("closed")]
    Closed,
    #[error("shut")]
    #[function_error(type = "Shut", type = "Closed")]
    Shut,
    #[error(transparent)]
    #[function_error(other)]
    Other(Error),
}

fn main() {}
