//! From the outcome of a call to the return type of a method.

use std::fmt;
use std::marker::PhantomData;

use serde::de::DeserializeOwned;
use serde_json::error::Category;

use crate::call::Response;
use crate::call::engine::Outcome;
use crate::certainty::DidRun;
use crate::error::{CallError, Error, ErrorKind, FunctionError};
use crate::failure::Failure;
use crate::json::{JsonMismatch, is_json};
use crate::payload::decode;
use crate::transport::InvocationType;

/// The return type of a method: a `Result` whose value can be decoded and whose error is a [`FunctionError`].
///
/// `Result`s are told from other types by [`Fallible`], and their parts are asked for one by one: what the compiler then
/// reports is the part that does not fit, not the `Result` around it.
pub trait Reply: Fallible<Value: Received, Error: FunctionError> {}

impl<R: Fallible<Value: Received, Error: FunctionError>> Reply for R {}

/// A `Result`, whatever its parts.
#[diagnostic::on_unimplemented(
    message = "a Lambda function's method cannot return `{Self}`",
    label = "write `Result<{Self}, lambda_client::Error>`, or an error of your own that derives `FunctionError`",
    note = "a call can always fail on its way, so there is no method without an error"
)]
pub trait Fallible: Sized {
    /// The answer of the function.
    type Value;
    /// The error of the method.
    type Error;

    /// The result as this type.
    #[doc(hidden)]
    fn from_result(result: Result<Self::Value, Self::Error>) -> Self;
}

impl<T, E> Fallible for Result<T, E> {
    type Value = T;
    type Error = E;

    fn from_result(result: Result<T, E>) -> Self {
        result
    }
}

/// A value that can be read from an answer: everything that implements `serde::Deserialize` and owns what it holds.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be received from a Lambda function",
    label = "add `#[derive(serde::Deserialize)]` to this type",
    note = "answers travel as JSON, so each of them implements `serde::Deserialize`"
)]
pub trait Received: DeserializeOwned + 'static {}

impl<T: DeserializeOwned + 'static> Received for T {}

/// The return type of a method that gets no answer: `Result<(), E>`.
#[diagnostic::on_unimplemented(
    message = "a method in mode `event` or `dry_run` cannot return `{Self}`",
    label = "write `Result<(), E>`: Lambda answers before the function runs, so there is no value to return"
)]
pub trait EventReply: Reply<Value = ()> {}

impl<E: FunctionError> EventReply for Result<(), E> {}

/// How the outcome of a call becomes an `R`. Holds functions, so that what uses it needs no bound on `R`.
pub struct Codec<R> {
    finish: fn(Outcome) -> R,
    asks_for_retry: fn(&Failure) -> bool,
    marker: PhantomData<fn() -> R>,
}

impl<R> Codec<R> {
    pub(crate) fn finish(&self, outcome: Outcome) -> R {
        (self.finish)(outcome)
    }

    pub(crate) fn asks_for_retry(&self) -> fn(&Failure) -> bool {
        self.asks_for_retry
    }
}

impl<R> fmt::Debug for Codec<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Codec")
    }
}

/// The codec of a method that returns the function's answer.
pub fn codec<R>() -> Codec<R>
where
    R: Fallible,
    R::Value: Received,
    R::Error: FunctionError,
{
    Codec {
        finish: |outcome| {
            R::from_result(
                receive::<R>(outcome)
                    .map(Response::into_value)
                    .map_err(CallError::into_error),
            )
        },
        asks_for_retry: R::Error::asks_for_retry,
        marker: PhantomData,
    }
}

/// The codec of a method in mode `event` or `dry_run`.
pub fn accepted<R: EventReply>() -> Codec<R> {
    codec::<R>()
}

/// The outcome of a call, typed.
pub(crate) fn receive<R: Reply>(
    outcome: Outcome,
) -> Result<Response<R::Value>, CallError<R::Error>> {
    let fail = |error: Error| CallError::new(R::Error::from_error(error.clone()), error);
    let finished = outcome.map_err(fail)?;
    let decoded = match finished.plan.invocation_type {
        InvocationType::RequestResponse => decode::<R::Value>(&finished.answer.payload),
        // There is no answer: `()` is what a method in these modes returns, and it reads as JSON's null.
        InvocationType::Event | InvocationType::DryRun => serde_json::from_slice(b"null"),
    };
    match decoded {
        Ok(value) => Ok(Response::new(value, finished.answer, finished.attempts)),
        Err(cause) => {
            let payload = &finished.answer.payload;
            let what = match (payload.is_empty(), cause.classify()) {
                (true, _) => {
                    "it is empty; a function that returns nothing answers `null`".to_owned()
                }
                (_, Category::Data) if is_json(payload) => {
                    format!(
                        "valid JSON, but not a `{}`",
                        std::any::type_name::<R::Value>()
                    )
                }
                _ => format!(
                    "its {} bytes are not JSON; declare the answer as `lambda_client::Raw` to take any bytes",
                    payload.len()
                ),
            };
            Err(fail(
                Error::builder(ErrorKind::Decode)
                    .function(finished.plan.function())
                    .message(what)
                    .did_run(DidRun::Yes)
                    .response(&finished.answer)
                    .raw(payload.clone())
                    .attempts(finished.attempts)
                    .source(JsonMismatch::new(&cause))
                    .build(),
            ))
        }
    }
}
