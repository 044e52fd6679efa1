//! The errors of a function, as a type of both sides.

use crate::error::{Error, ErrorDocument};
use crate::failure::{Failure, FailureKind};

/// The `errorType` under which an error leaves that a handler got from a call of its own.
pub(crate) const DOWNSTREAM: &str = "lambda_client.Downstream";

/// An error type that a function's caller and the function itself share.
///
/// Usually derived for an enum: see `derive(FunctionError)`. [`Error`] implements it too, so a method may simply return
/// `Result<T, Error>`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the error of a Lambda function",
    label = "derive `lambda_client::FunctionError` for `{Self}`, wrap it in an enum that does, or use `lambda_client::Error`",
    note = "the error type of a method is what the function's error document is decoded into"
)]
pub trait FunctionError: Sized + 'static {
    /// The caller's side: the typed form of a failed call. What is not one of the declared errors is kept whole.
    fn from_error(error: Error) -> Self;

    /// The function's side: the error document to answer with.
    fn to_document(&self) -> ErrorDocument;

    /// Whether the function asks, by this failure's `errorType`, to be called again.
    fn asks_for_retry(failure: &Failure) -> bool {
        let _ = failure;
        false
    }
}

impl FunctionError for Error {
    fn from_error(error: Error) -> Self {
        error
    }

    /// An error of [`Error::function`] leaves as it is. Any other came from a call that the handler made: it leaves as
    /// `lambda_client.Downstream`, with the original as its cause, so that no caller takes it for an error of the function
    /// that it called.
    fn to_document(&self) -> ErrorDocument {
        if self.is_own()
            && let Some(failure) = self.failure()
        {
            return document_of(failure);
        }
        let cause = match self.failure() {
            Some(failure) => document_of(failure),
            None => {
                ErrorDocument::new(format!("lambda_client.{:?}", self.kind()), self.to_string())
            }
        };
        // What went wrong there is in the cause; repeated here, it would be repeated again at every further step.
        let message = match self.function_name() {
            Some(function) => format!("a call of `{function}` failed: {}", cause.error_type()),
            None => format!("a call failed: {}", cause.error_type()),
        };
        ErrorDocument::new(DOWNSTREAM, message).with_cause(cause)
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
