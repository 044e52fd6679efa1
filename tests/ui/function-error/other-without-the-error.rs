//! `other` around another type.

use lambda_client::FunctionError;

#[derive(Debug, thiserror::Error, FunctionError)]
enum OrderError {
    #[error("closed")]
    Closed,
    #[error("other")]
    #[function_error(other)]
    Other(String),
}

fn main() {}
