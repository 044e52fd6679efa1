//! Functions and traits that the code of `derive(FunctionError)` uses, besides fields.

use std::fmt::Display;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::{Error, ErrorDocument, ErrorFields, FailureFields, FunctionError};
use crate::failure::Failure;

/// An error whose text can be the message of its document.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not implement `Display`, whose text is sent as the error's message",
    label = "add `#[derive(thiserror::Error)]`, or implement `Display`",
    note = "every variant except one with a single `String` sends the text of `Display`"
)]
pub trait ErrorText: Display {}

impl<T: Display> ErrorText for T {}

/// Returns the text of an error. Derived code needs it in one place only, so that a missing `Display` is reported once.
pub fn error_text<T: ErrorText>(error: &T) -> &dyn Display {
    error
}

/// Returns the message of a failure, or an empty one.
pub fn failure_message(failure: &Failure) -> String {
    failure.message().unwrap_or_default().to_owned()
}

/// A field that the function writes and its callers read.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a field of a function's error",
    label = "`{Self}`, or a type in it, does not implement both `serde::Serialize` and `serde::Deserialize`",
    note = "if the type is yours, derive both for it; if it is a type of another crate, enable that crate's serde feature, or hold a \
            type of yours instead",
    note = "the function sends the field as JSON in the error's message, and its callers read it from there"
)]
pub trait ErrorField: Serialize + DeserializeOwned {}

// If both traits are missing, one message is enough.
#[diagnostic::do_not_recommend]
impl<T: Serialize + DeserializeOwned> ErrorField for T {}

/// Both directions of a field, so that its bound is required in one place.
#[derive(Debug)]
pub struct FieldCodec<T> {
    /// See [`ErrorFields::field`].
    pub write: fn(ErrorFields, &'static str, &T) -> ErrorFields,
    /// See [`FailureFields::take`].
    pub read: fn(&FailureFields, &'static str) -> Option<T>,
}

/// Returns the two functions for a type of field.
pub fn error_field<T: ErrorField>() -> FieldCodec<T> {
    FieldCodec {
        write: ErrorFields::field,
        read: FailureFields::take,
    }
}

/// The type that the variant marked `other` holds.
#[diagnostic::on_unimplemented(
    message = "the variant marked `other` must hold `lambda_client::Error`, not `{Self}`",
    label = "write `lambda_client::Error` here",
    note = "it holds every error that the function did not declare"
)]
pub trait OtherError: Sized {
    /// Wraps the error.
    fn from_error(error: Error) -> Self;

    /// Converts the error into the document to send.
    fn to_document(&self) -> ErrorDocument;
}

impl OtherError for Error {
    fn from_error(error: Error) -> Self {
        error
    }

    fn to_document(&self) -> ErrorDocument {
        FunctionError::to_document(self)
    }
}

/// Both directions of the variant marked `other`, so that its bound is required in one place.
#[derive(Debug)]
pub struct OtherCodec<T> {
    /// See [`OtherError::from_error`].
    pub from_error: fn(Error) -> T,
    /// See [`OtherError::to_document`].
    pub to_document: fn(&T) -> ErrorDocument,
}

/// Returns the two functions of [`OtherError`] for a type.
pub fn other_error<T: OtherError>() -> OtherCodec<T> {
    OtherCodec {
        from_error: T::from_error,
        to_document: T::to_document,
    }
}
