//! `other` with `retry`.

use lambda_client::{Error, FunctionError};

#[derive(Debug, thiserror::Error, FunctionError)]
enum OrderError {
    #[error("closed")]
    Closed,
    #[error(transparent)]
    #[function_error(other, retry)]
    Other(Error),
}

fn main() {}
