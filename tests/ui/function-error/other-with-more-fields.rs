//! `other` with more fields than the error.

use lambda_client::{Error, FunctionError};

#[derive(Debug, thiserror::Error, FunctionError)]
enum OrderError {
    #[error("closed")]
    Closed,
    #[error("other")]
    #[function_error(other)]
    Other { error: Error, at: u64 },
}

fn main() {}
