//! Fields that cannot be sent, in two enums.

use lambda_client::{Error, FunctionError};

#[derive(Debug, serde::Serialize)]
struct Place;

#[derive(Debug, thiserror::Error, FunctionError)]
enum OrderError {
    #[error("away")]
    Away { from: Place, at: u8 },
    #[error(transparent)]
    #[function_error(other)]
    Other(Error),
}

#[derive(Debug, thiserror::Error, FunctionError)]
enum Borrowed {
    #[error("{0}")]
    Text(&'static str),
    #[error("{0:?}")]
    Bytes(&'static [u8]),
    #[error(transparent)]
    #[function_error(other)]
    Other(Error),
}

fn main() {}
