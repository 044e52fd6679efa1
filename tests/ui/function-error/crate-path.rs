use lambda_client::{Error, FunctionError};

#[derive(Debug, thiserror::Error, FunctionError)]
#[function_error(crate = lambda_client)]
enum Relative {
    #[error(transparent)]
    #[function_error(other)]
    Other(Error),
}

#[derive(Debug, thiserror::Error, FunctionError)]
#[function_error(crate = "lambda_client")]
enum Text {
    #[error(transparent)]
    #[function_error(other)]
    Other(Error),
}

fn main() {}
