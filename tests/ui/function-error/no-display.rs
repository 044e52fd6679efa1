//! The error has no text.

use lambda_client::{Error, FunctionError};

#[derive(Debug, FunctionError)]
enum OrderError {
    Closed,
    #[function_error(other)]
    Other(Error),
}

fn main() {}
