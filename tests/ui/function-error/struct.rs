//! Struct instead of an enum.

use lambda_client::FunctionError;

#[derive(FunctionError)]
struct OrderError {
    message: String,
}

fn main() {}
