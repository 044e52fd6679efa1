//! Two variants marked `other`.

use lambda_client::{Error, FunctionError};

#[derive(Debug, thiserror::Error, FunctionError)]
enum OrderError {
    #[error("rest")]
    #[function_error(other)]
    Rest(Error),
    #[error(transparent)]
    #[function_error(other)]
    Other(Error),
}

fn main() {}
