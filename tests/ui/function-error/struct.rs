//! The error is a struct.

use lambda_client::FunctionError;

#[derive(FunctionError)]
struct OrderError {
    message: String,
}

fn main() {}
