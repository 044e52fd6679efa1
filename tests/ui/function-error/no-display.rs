//! Error type without `Display`.

use lambda_client::{Error, FunctionError};

#[derive(Debug, FunctionError)]
enum OrderError {
    Closed,
    #[function_error(other)]
    Other(Error),
}

fn main() {}
