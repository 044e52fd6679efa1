//! `other` on the enum instead of a variant.

use lambda_client::{Error, FunctionError};

#[derive(Debug, thiserror::Error, FunctionError)]
#[function_error(other)]
enum OrderError {
    #[error("closed")]
    Closed,
    #[error(transparent)]
    Other(Error),
}

fn main() {}
