use lambda_client::FunctionError;

#[derive(Debug, thiserror::Error, FunctionError)]
enum OrderError {
    #[error("closed")]
    Closed,
}

#[derive(Debug, thiserror::Error, FunctionError)]
enum Unmarked {
    #[error(transparent)]
    Rest(#[from] lambda_client::Error),
}

fn main() {}
