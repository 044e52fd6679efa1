//! What the code of `derive(FunctionError)` calls, besides the fields.

use std::fmt::Display;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::{Error, ErrorDocument, ErrorFields, FailureFields, FunctionError};
use crate::failure::Failure;

/// An error whose text can be the message of its document.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no text to send as the error's message",
    label = "needs `Display`, for example by `#[derive(thiserror::Error)]`",
    note = "variants without fields, and with other fields than one `String`, send the text of `Display`"
)]
pub trait ErrorText: Display {}

impl<T: Display> ErrorText for T {}

/// The text of an error; the one place where derived code asks for it.
pub fn error_text<T: ErrorText>(error: &T) -> &dyn Display {
    error
}

/// The message of a failure, empty where it has none.
pub fn failure_message(failure: &Failure) -> String {
    failure.message().unwrap_or_default().to_owned()
}

/// A field that is written by the function and read by its callers.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a field of a function's error",
    label = "derive both `serde::Serialize` and `serde::Deserialize` for this type, and for those in it",
    note = "the function writes the field as JSON into the error's message, and its callers read it from there"
)]
pub trait ErrorField: Serialize + DeserializeOwned {}

// Two missing traits are one mistake.
#[diagnostic::do_not_recommend]
impl<T: Serialize + DeserializeOwned> ErrorField for T {}

/// Both ways of a field, so that its bound is asked for in one place.
#[derive(Debug)]
pub struct FieldCodec<T> {
    /// See [`ErrorFields::field`].
    pub write: fn(ErrorFields, &'static str, &T) -> ErrorFields,
    /// See [`FailureFields::take`].
    pub read: fn(&FailureFields, &'static str) -> Option<T>,
}

/// The two functions for a type of field.
pub fn error_field<T: ErrorField>() -> FieldCodec<T> {
    FieldCodec {
        write: ErrorFields::field,
        read: FailureFields::take,
    }
}

/// What the variant marked `other` holds.
#[diagnostic::on_unimplemented(
    message = "the variant marked `other` must hold `lambda_client::Error`, not `{Self}`",
    label = "write `lambda_client::Error` here",
    note = "it holds every error that the function did not declare, whole"
)]
pub trait OtherError: Sized {
    /// The error as it came.
    fn from_error(error: Error) -> Self;

    /// The document under which it leaves a function.
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

/// Both ways of the variant marked `other`, so that its bound is asked for in one place.
#[derive(Debug)]
pub struct OtherCodec<T> {
    /// See [`OtherError::from_error`].
    pub from_error: fn(Error) -> T,
    /// See [`OtherError::to_document`].
    pub to_document: fn(&T) -> ErrorDocument,
}

/// The two functions of [`OtherError`] for a type.
pub fn other_error<T: OtherError>() -> OtherCodec<T> {
    OtherCodec {
        from_error: T::from_error,
        to_document: T::to_document,
    }
}
