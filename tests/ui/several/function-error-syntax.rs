//! Attributes that cannot be parsed do not affect the rest of the enum.

use lambda_client::{Error, FunctionError};

#[derive(Debug, thiserror::Error, FunctionError)]
enum Bare {
    #[error(transparent)]
    #[function_error]
    Other(Error),
}

#[derive(Debug, thiserror::Error, FunctionError)]
enum NoComma {
    #[error("busy")]
    #[function_error(retry type = "Busy")]
    Busy,
    #[error(transparent)]
    #[function_error(other)]
    Other(Error),
}

#[derive(Debug, thiserror::Error, FunctionError)]
#[function_error(crate = ::lambda_client, crate = ::lambda_client)]
enum NoKey {
    #[error("busy")]
    #[function_error("Busy")]
    Busy,
    #[error(transparent)]
    #[function_error(other)]
    Other(Error),
}

fn main() {}
