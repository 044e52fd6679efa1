//! The errors of a function, as a type that its callers and the function itself share.

#[cfg(feature = "step-functions")]
use crate::error::LambdaFailure;
use crate::error::{Error, ErrorDocument, ErrorType, Origin};
use crate::failure::{Failure, FailureKind};

/// The `errorType` sent when a handler propagates an error from one of its own outgoing calls.
const DOWNSTREAM: &str = "lambda_client.Downstream";

/// An error type that a function and its callers share.
///
/// Usually derived for an enum: see `derive(FunctionError)`. [`Error`] implements it too, so a method may simply return
/// `Result<T, Error>`. Implement it by hand for errors that are not enums:
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::server::ErrorDocument;
/// use lambda_client::{Error, FunctionError};
///
/// #[derive(Debug)]
/// enum QuotaError {
///     Exceeded,
///     Other(Error),
/// }
///
/// impl FunctionError for QuotaError {
///     fn from_error(error: Error) -> Self {
///         match error.code() {
///             Some("QuotaExceeded") => QuotaError::Exceeded,
///             _ => QuotaError::Other(error),
///         }
///     }
///
///     fn to_document(&self) -> ErrorDocument {
///         match self {
///             QuotaError::Exceeded => ErrorDocument::new("QuotaExceeded", "the quota is used up"),
///             QuotaError::Other(error) => error.to_document(),
///         }
///     }
/// }
/// ```
///
/// What a handler returns is not always what leaves the function: see [`server`](crate::server) for errors of the handler's
/// own calls and for reserved names.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the error of a function or state machine",
    label = "write `lambda_client::Error`, or an enum of yours that derives `lambda_client::FunctionError`",
    note = "an error document is decoded into the error type of the method"
)]
pub trait FunctionError: Sized + 'static {
    /// Every `errorType` that becomes a variant of this type, in the order of the variants.
    ///
    /// The retries of a state machine are made from those that ask for one; the default, an empty list, has none.
    const ERROR_TYPES: &'static [ErrorType] = &[];

    /// Converts a failed call into the typed error, on the caller's side. An error that matches no declared one must be kept
    /// whole.
    fn from_error(error: Error) -> Self;

    /// Converts the typed error into the error document to send, on the function's side.
    fn to_document(&self) -> ErrorDocument;

    /// Returns whether the function asks, by the `errorType` of this failure, to be called again.
    ///
    /// Only the function's own code can ask: the client does not call this for failures that Lambda reports, nor for those
    /// that come from further down.
    fn is_retryable(failure: &Failure) -> bool {
        let _ = failure;
        false
    }
}

impl FunctionError for Error {
    fn from_error(error: Error) -> Self {
        error
    }

    /// Returns the document of an error made by [`Error::function`] as it is. Any other error came from a call that the
    /// handler made: its document is `lambda_client.Downstream` with the original as the cause, so that no caller takes it
    /// for an error of the function that it called.
    fn to_document(&self) -> ErrorDocument {
        match (self.failure(), self.origin()) {
            (Some(failure), Some(origin)) => document_of(failure).with_origin(origin),
            _ => self.to_downstream(true),
        }
    }
}

impl Error {
    /// Returns the document under which a handler passes this error on. It may name the function that was called.
    pub(crate) fn to_downstream(&self, names_function: bool) -> ErrorDocument {
        let cause = match self.failure() {
            Some(failure) => document_of(failure),
            None => {
                let name = format!("lambda_client.{:?}", self.kind());
                ErrorDocument::new(name, self.to_string())
                    .with_origin(self.origin_without_failure())
            }
        };
        let function = self.function_name().filter(|_| names_function);
        ErrorDocument::downstream(function, cause)
    }

    /// Returns where an error comes from that no function reported.
    fn origin_without_failure(&self) -> Origin {
        #[cfg(feature = "step-functions")]
        if let Some(failure) = LambdaFailure::of(self) {
            return Origin::Lambda(failure);
        }
        Origin::Unknown
    }
}

impl ErrorDocument {
    /// Returns the document of an error that a call of `function` returned.
    pub(crate) fn downstream(function: Option<&str>, cause: ErrorDocument) -> ErrorDocument {
        // The message of the cause stays in the cause: copied here, it would be copied again at every further step.
        let message = match function {
            Some(function) => format!("a call to `{function}` failed: {}", cause.error_type()),
            None => format!("a call failed: {}", cause.error_type()),
        };
        ErrorDocument::new(DOWNSTREAM, message)
            .with_cause(cause)
            .with_origin(Origin::Downstream)
    }
}

fn document_of(failure: &Failure) -> ErrorDocument {
    let error_type = failure.error_type().unwrap_or(match failure.kind() {
        FailureKind::Timeout => "Sandbox.Timedout",
        _ => "Unknown",
    });
    ErrorDocument::new(error_type, failure.message().unwrap_or_default())
        .with_stack_trace(failure.trace())
        .with_causes(failure.causes().iter().map(document_of))
}
