//! Argument for the enum on a variant.

use lambda_client::{Error, FunctionError};

#[derive(Debug, thiserror::Error, FunctionError)]
enum OrderError {
    #[error("closed")]
    #[function_error(crate = ::lambda_client)]
    Closed,
    #[error(transparent)]
    #[function_error(other)]
    Other(Error),
}

fn main() {}
