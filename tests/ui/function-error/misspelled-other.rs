//! Misspelled `other`.

use lambda_client::{Error, FunctionError};

#[derive(Debug, thiserror::Error, FunctionError)]
enum OrderError {
    #[error("closed")]
    Closed,
    #[error(transparent)]
    #[function_error(othr)]
    Other(Error),
}

fn main() {}
