//! An error whose `crate` is not `lambda-client`.

use lambda_client::{Error, FunctionError};

#[derive(Debug, thiserror::Error, FunctionError)]
#[function_error(crate = ::serde)]
pub enum OrderError {
    #[error("payment declined")]
    PaymentDeclined { code: u32 },
    #[error(transparent)]
    #[function_error(other)]
    Other(Error),
}

fn main() {}
