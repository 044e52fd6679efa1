//! Variant marked `other` with a constant.

use lambda_client::{Error, FunctionError};

#[derive(Debug, thiserror::Error, FunctionError)]
enum OrderError {
    #[error(transparent)]
    #[function_error(other, constant = OTHER)]
    Other(Error),
}

fn main() {}
