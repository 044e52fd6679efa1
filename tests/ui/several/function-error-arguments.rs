//! Invalid arguments of `#[function_error]` of every kind.

use lambda_client::{Error, FunctionError};

#[derive(Debug, thiserror::Error, FunctionError)]
#[function_error(retry)]
enum OrderError {
    #[error("closed")]
    #[function_error(retri, crate = ::lambda_client)]
    Closed,
    #[error("busy")]
    #[function_error(retry = true, retry, color = "red")]
    Busy,
    #[error("field")]
    Field {
        #[function_error(type = "Field")]
        field: u8,
    },
    #[error(transparent)]
    #[function_error(othr)]
    Other(Error),
}

fn main() {}
