//! `retry` for an error of the platform.

use lambda_client::{Error, FunctionError};

#[derive(Debug, thiserror::Error, FunctionError)]
enum OrderError {
    #[error("exited")]
    #[function_error(type = "Runtime.ExitError", retry)]
    Exited,
    #[error(transparent)]
    #[function_error(other)]
    Other(Error),
}

fn main() {}
