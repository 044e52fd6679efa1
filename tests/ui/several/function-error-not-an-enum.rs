//! A struct or union gets an implementation, so that its users see only this error.

use lambda_client::FunctionError;

#[derive(Debug, FunctionError)]
struct OrderError {
    message: String,
}

#[derive(FunctionError)]
union Bits {
    a: u8,
    b: i8,
}

fn needs<E: FunctionError>() {}

fn main() {
    needs::<OrderError>();
}
