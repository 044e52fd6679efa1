//! Field that borrows.

use lambda_client::{Error, FunctionError};

#[derive(Debug, thiserror::Error, FunctionError)]
enum OrderError {
    #[error("{0}")]
    Text(&'static str),
    #[error(transparent)]
    #[function_error(other)]
    Other(Error),
}

fn main() {}
