//! Argument on a field.

use lambda_client::{Error, FunctionError};

#[derive(Debug, thiserror::Error, FunctionError)]
enum OrderError {
    #[error("closed")]
    Closed {
        #[function_error(retry)]
        until: u64,
    },
    #[error(transparent)]
    #[function_error(other)]
    Other(Error),
}

fn main() {}
