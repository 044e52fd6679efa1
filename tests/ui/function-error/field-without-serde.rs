//! Field that can be neither serialized nor deserialized.

use lambda_client::{Error, FunctionError};

#[derive(Debug)]
pub struct Place;

#[derive(Debug, thiserror::Error, FunctionError)]
enum OrderError {
    #[error("away")]
    Away { place: Place, at: u8 },
    #[error(transparent)]
    #[function_error(other)]
    Other(Error),
}

fn main() {}
