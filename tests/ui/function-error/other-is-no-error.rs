use lambda_client::FunctionError;

#[derive(Debug, thiserror::Error, FunctionError)]
enum OrderError {
    #[error("closed")]
    Closed,
    #[error("other: {0}")]
    #[function_error(other)]
    Other(String),
}

fn main() {}
