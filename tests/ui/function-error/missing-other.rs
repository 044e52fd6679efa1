//! There is no place for errors that the function did not declare.

use lambda_client::FunctionError;

#[derive(Debug, thiserror::Error, FunctionError)]
enum OrderError {
    #[error("closed")]
    Closed,
}

fn main() {}
