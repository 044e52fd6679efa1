//! Invalid error types of every kind.

use lambda_client::{Error, FunctionError};

#[derive(Debug, thiserror::Error, FunctionError)]
enum OrderError {
    #[error("closed")]
    Closed,
    #[error("shut")]
    #[function_error(type = "Shut", type = "Closed")]
    Shut,
    #[error("twice")]
    #[function_error(type = "Twice", type = "Twice")]
    Twice,
    #[error("empty")]
    #[function_error(type = "")]
    Empty,
    #[error("number")]
    #[function_error(type = 404)]
    Number,
    #[error(transparent)]
    #[function_error(other)]
    Other(Error),
}

fn main() {}
