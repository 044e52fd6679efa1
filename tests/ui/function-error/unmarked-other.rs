//! Variant that lacks the mark `other`.

use lambda_client::{Error, FunctionError};

#[derive(Debug, thiserror::Error, FunctionError)]
enum OrderError {
    #[error("closed")]
    Closed,
    #[error(transparent)]
    Rest(Error),
}

fn main() {}
