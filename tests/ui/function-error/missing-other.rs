//! Missing variant for errors that are not declared.

use lambda_client::FunctionError;

#[derive(Debug, thiserror::Error, FunctionError)]
enum OrderError {
    #[error("closed")]
    Closed,
}

fn main() {}
