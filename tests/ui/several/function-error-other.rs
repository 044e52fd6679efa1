//! Invalid `other` variants of every kind.

use lambda_client::{Error, FunctionError};

#[derive(Debug, thiserror::Error, FunctionError)]
enum Two {
    #[error(transparent)]
    #[function_error(other)]
    One(Error),
    #[error("another")]
    #[function_error(other)]
    Another(Error),
}

#[derive(Debug, thiserror::Error, FunctionError)]
enum Holds {
    #[error("other")]
    #[function_error(other, type = "Other", retry)]
    Other { error: Error, at: u64 },
}

fn main() {}
