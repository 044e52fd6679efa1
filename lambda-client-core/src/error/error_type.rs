//! The names under which a function reports an error.

/// An `errorType` that a function reports, and whether it asks to be called again.
///
/// `derive(FunctionError)` lists those of an enum in [`FunctionError::ERROR_TYPES`](crate::FunctionError::ERROR_TYPES). What is made from
/// a trait without calling it reads them there, such as the retries of a state machine.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::server::ErrorType;
///
/// const ERROR_TYPES: &[ErrorType] = &[ErrorType::new("OutOfStock"), ErrorType::new("Busy").retry()];
/// let retried: Vec<&str> = ERROR_TYPES.iter().filter(|known| known.is_retryable()).map(|known| known.name()).collect();
/// assert_eq!(retried, ["Busy"]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ErrorType {
    name: &'static str,
    retry: bool,
}

impl ErrorType {
    /// Creates an error type that does not ask for a retry.
    pub const fn new(name: &'static str) -> ErrorType {
        ErrorType { name, retry: false }
    }

    /// Declares that the function asks to be called again, as `#[function_error(retry)]` does.
    #[must_use]
    pub const fn retry(mut self) -> ErrorType {
        self.retry = true;
        self
    }

    /// Returns the `errorType`.
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// Returns whether the function asks to be called again.
    pub const fn is_retryable(self) -> bool {
        self.retry
    }
}
