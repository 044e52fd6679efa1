// The derive adds no warning of its own, whatever is denied.
#![deny(warnings, missing_docs, unused_qualifications, unreachable_pub, clippy::pedantic)]
//! Errors.

use lambda_client::{Error, FunctionError};

/// Errors of the shop.
#[derive(Debug, thiserror::Error, FunctionError)]
#[non_exhaustive]
pub enum OrderError {
    /// Closed.
    #[error("closed")]
    Closed,
    /// Old.
    #[error("gone")]
    #[deprecated]
    Gone(String),
    /// Busy.
    #[error("busy since {since:?}")]
    #[function_error(retry)]
    Busy {
        /// When it began.
        since: Option<u64>,
    },
    /// Anything else.
    #[error(transparent)]
    #[function_error(other)]
    Other(#[from] Error),
}

/// Errors that Lambda and this library report for a function.
#[derive(Debug, thiserror::Error, FunctionError)]
pub enum PlatformError {
    /// Lambda stopped the function.
    #[error("timed out: {0}")]
    #[function_error(type = "Sandbox.Timedout")]
    TimedOut(String),
    /// A function that this one calls failed.
    #[error("failed further down: {0}")]
    #[function_error(type = "lambda_client.Downstream")]
    Downstream(String),
    /// Anything else.
    #[error(transparent)]
    #[function_error(other)]
    Other(Error),
}

/// Only what was not declared.
#[derive(Debug, thiserror::Error, FunctionError)]
pub enum Undeclared {
    /// Anything.
    #[error(transparent)]
    #[function_error(other)]
    Other(Error),
}

fn main() {}
