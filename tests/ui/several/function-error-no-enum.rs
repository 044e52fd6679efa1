//! What is no enum has a stand-in, so that its users get no error of their own.

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
