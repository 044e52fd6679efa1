//! `other` with an error type.

use lambda_client::{Error, FunctionError};

#[derive(Debug, thiserror::Error, FunctionError)]
enum OrderError {
    #[error("closed")]
    Closed,
    #[error(transparent)]
    #[function_error(other, type = "Other")]
    Other(Error),
}

fn main() {}
