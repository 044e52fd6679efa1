//! Union instead of an enum.

use lambda_client::FunctionError;

#[derive(FunctionError)]
union OrderError {
    code: u8,
    sign: i8,
}

fn main() {}
