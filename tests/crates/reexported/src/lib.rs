//! A crate that reaches `lambda-client` through another crate only: `crate = ..` names that.

use std::fmt;

use platform::lambda_client::{Error, FunctionError, lambda_fn};

/// What goes wrong.
#[derive(Debug, FunctionError)]
#[function_error(crate = ::platform::lambda_client)]
pub enum Failed {
    /// Anything.
    #[function_error(other)]
    Other(Error),
}

impl fmt::Display for Failed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Other(error) = self;
        error.fmt(formatter)
    }
}

/// A service.
#[lambda_fn(name = "plain-{method}", crate = ::platform::lambda_client)]
pub trait Plain {
    /// Adds.
    async fn sum(&self, a: u8, b: u8) -> Result<u8, Failed>;
}
