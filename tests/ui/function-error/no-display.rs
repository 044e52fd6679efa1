use lambda_client::{Error, FunctionError};

#[derive(Debug, FunctionError)]
enum OrderError {
    Closed,
    OutOfStock { sku: String, left: u32 },
    #[function_error(other)]
    Other(Error),
}

fn main() {}
