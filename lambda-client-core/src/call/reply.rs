//! From the result of a call to the return type of a method.

use std::any::type_name;
use std::fmt;
use std::marker::PhantomData;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use serde::de::DeserializeOwned;

use crate::call::engine::{CallResult, ErrorRules, Finished, Success};
use crate::call::response::{Response, ResponseDetails};
use crate::certainty::DidRun;
use crate::error::{CallError, Error, ErrorKind, FunctionError};
use crate::failure::Failure;
use crate::json::JsonMismatch;
#[cfg(feature = "fan-out")]
use crate::limiter::Item;
use crate::observe::CallOutcome;
use crate::payload::{Shape, decode_response as decode};
use crate::server::downstream_errors::{DownstreamErrors, note_downstream};

/// The return type of a method: a `Result` whose value can be decoded and whose error is a [`FunctionError`].
///
/// The bounds are split so that diagnostics name the offending part: [`Fallible`] rejects types that are not a `Result`; the
/// value and error types are then checked separately.
pub trait Reply: Fallible<Value: Received, Error: FunctionError> {}

impl<R: Fallible<Value: Received, Error: FunctionError>> Reply for R {}

/// A `Result` of any types.
#[diagnostic::on_unimplemented(
    message = "a method of a client cannot return `{Self}`",
    label = "write `Result<{Self}, lambda_client::Error>`, or use an error type that derives `FunctionError`",
    note = "a call can always fail, so every method returns a `Result`"
)]
pub trait Fallible: Sized {
    /// The value that the function returns.
    type Value;
    /// The error of the method.
    type Error;

    /// Converts a `Result` to this type.
    #[doc(hidden)]
    fn from_result(result: Result<Self::Value, Self::Error>) -> Self;

    /// Converts this type to a `Result`.
    #[doc(hidden)]
    fn into_result(self) -> Result<Self::Value, Self::Error>;

    /// Returns the error, if there is one.
    #[doc(hidden)]
    fn error(&self) -> Option<&Self::Error>;
}

impl<T, E> Fallible for Result<T, E> {
    type Value = T;
    type Error = E;

    fn from_result(result: Result<T, E>) -> Self {
        result
    }

    fn into_result(self) -> Result<T, E> {
        self
    }

    fn error(&self) -> Option<&E> {
        self.as_ref().err()
    }
}

/// A value that can be decoded from a response: any type that implements `serde::Deserialize` and owns its data.
///
/// An empty response is decoded as `null`, so `()` and an `Option` accept it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be received from a function or state machine",
    label = "`{Self}` does not implement `serde::Deserialize`, or it borrows",
    note = "if the type is yours, add `#[derive(serde::Deserialize)]` to it",
    note = "if it is a type of another crate, enable that crate's serde feature (`rc` of serde for `Arc` and `Rc`), or return a type of \
            yours that holds what you need of it"
)]
pub trait Received: DeserializeOwned + 'static {}

impl<T: DeserializeOwned + 'static> Received for T {}

/// The return type of a method in mode `event` or `dry_run`: `Result<(), E>`.
#[diagnostic::on_unimplemented(
    message = "a method in mode `event` or `dry_run` cannot return `{Self}`",
    label = "write `Result<(), E>`: Lambda responds before the function runs, so it cannot return a value"
)]
pub trait EventReply: Reply<Value = ()> {}

impl<E: FunctionError> EventReply for Result<(), E> {}

/// How the result of a call becomes an `R`.
///
/// It holds functions, so that [`Call`](crate::Call) and its `Future` implementation need no bound on `R`: a type that does not
/// fit is reported once, where the codec is made. Whole and streamed responses differ in their codec alone.
#[doc(hidden)]
pub struct Codec<R> {
    finish: fn(CallResult, Option<&Arc<DownstreamErrors>>) -> (R, Details),
    rules: ErrorRules,
    is_declared: fn(&R, &Error) -> bool,
    marker: PhantomData<fn() -> R>,
}

impl<R> Codec<R> {
    /// Returns what the method returns. `maker` is the handler that made the call.
    pub(crate) fn finish(&self, finished: Finished, maker: Option<&Arc<DownstreamErrors>>) -> R {
        self.typed(finished, maker).0
    }

    fn typed(&self, finished: Finished, maker: Option<&Arc<DownstreamErrors>>) -> (R, Details) {
        let (typed, details) = (self.finish)(finished.result, maker);
        details.note();
        if let Some(watch) = finished.watch {
            watch.finish(&match &details {
                Details::Response(details) => details.outcome(),
                Details::Error(error) => CallOutcome::Failure {
                    error,
                    is_declared: (self.is_declared)(&typed, error),
                },
            });
        }
        (typed, details)
    }

    /// Returns what the method returns, together with everything known about the call.
    pub(crate) fn finish_with_details(
        &self,
        finished: Finished,
        maker: Option<&Arc<DownstreamErrors>>,
    ) -> Result<Response<R::Value>, CallError<R::Error>>
    where
        R: Fallible,
    {
        let (typed, details) = self.typed(finished, maker);
        match (typed.into_result(), details) {
            (Ok(value), Details::Response(details)) => Ok(Response::new(value, details)),
            (Err(error), Details::Error(details)) => Err(CallError::new(error, details)),
            // Without a bound on `R`, the type of `finish` cannot say that the halves match. Only `codec` below makes them.
            (Ok(_), Details::Error(_)) | (Err(_), Details::Response(_)) => {
                unreachable!("a value comes with its response, an error with its details")
            }
        }
    }

    pub(crate) fn rules(&self) -> ErrorRules {
        self.rules
    }
}

/// Everything known about a call besides its typed result: the response of a success, or the error of a failure.
///
/// A method may return any type that its codec makes of a response, so the details are kept apart from that type.
enum Details {
    Response(Box<ResponseDetails>),
    Error(Error),
}

impl Details {
    /// Tells the item of a fan-out that awaits the call.
    fn note(&self) {
        #[cfg(feature = "fan-out")]
        if let Some(item) = Item::current() {
            match self {
                Details::Response(details) => {
                    let report = details.report();
                    item.call_ended(details.did_run(), details.attempts(), report.as_ref());
                }
                Details::Error(error) => {
                    let report = error.report();
                    item.call_ended(error.did_run(), error.attempts(), report.as_ref());
                    item.call_failed(error);
                }
            }
        }
    }
}

impl<R> fmt::Debug for Codec<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Codec")
    }
}

/// Returns the codec of a method that returns the function's whole response.
#[doc(hidden)]
pub fn codec<R>() -> Codec<R>
where
    R: Fallible,
    R::Value: Received,
    R::Error: FunctionError,
{
    Codec {
        finish: |result, maker| match result.and_then(decode_response::<R::Value>) {
            Ok((value, details)) => (
                R::from_result(Ok(value)),
                Details::Response(Box::new(details)),
            ),
            Err(details) => {
                let error = R::Error::from_error(details.clone());
                note_downstream(&error, &details, maker);
                (R::from_result(Err(error)), Details::Error(details))
            }
        },
        rules: ErrorRules {
            is_retryable: R::Error::is_retryable,
            is_declared: |details| {
                let typed = || R::Error::from_error(details.clone());
                // An attempt that is observed goes on even if this panics; the error of a call that ends with it is made again.
                catch_unwind(AssertUnwindSafe(typed))
                    .is_ok_and(|error| is_declared(&error, details))
            },
        },
        is_declared: |typed, details| {
            typed
                .error()
                .is_some_and(|error| is_declared(error, details))
        },
        marker: PhantomData,
    }
}

/// Returns the codec of a method in mode `event` or `dry_run`.
#[doc(hidden)]
pub fn event_codec<R: EventReply>() -> Codec<R> {
    codec::<R>()
}

/// Returns whether the error type of a method declares this failure of the function. One that is kept whole, since nothing declares it,
/// would leave a handler as another type: that of an error from further down.
pub(crate) fn is_declared<E: FunctionError>(error: &E, details: &Error) -> bool {
    let sent = details.failure().and_then(Failure::error_type);
    // An error type that only callers use may panic here. Being observed must not break their calls.
    let document = || catch_unwind(AssertUnwindSafe(|| error.to_document()));
    sent.is_some_and(|sent| document().is_ok_and(|document| document.error_type() == sent))
}

fn decode_response<T: Received>(success: Success) -> Result<(T, ResponseDetails), Error> {
    let decoded = match success.plan.operation.returns_response() {
        true => decode::<T>(&success.response.payload),
        // A method whose response does not come back returns `()`, which is JSON's `null`.
        false => serde_json::from_slice(b"null"),
    };
    match decoded {
        // It decodes because the type accepts `null`, nothing, or anything.
        Ok(_) if is_page(&success) => Err(page(success)),
        Ok(value) => Ok((
            value,
            ResponseDetails::new(
                success.response,
                success.attempts,
                success.target,
                success.plan.operation,
                success.site,
            ),
        )),
        Err(cause) => Err(unusable::<T>(success, &cause)),
    }
}

/// Returns whether the result of a function was expected and something of unknown origin arrived.
fn is_page(success: &Success) -> bool {
    success.response.is_of_unknown_origin && success.plan.operation.returns_response()
}

/// Returns the error of a response that nothing shows to have come from Lambda.
fn page(mut success: Success) -> Error {
    if let Some(attempt) = success.attempts.last_mut() {
        attempt.did_run = DidRun::Unknown;
    }
    let response = success.response;
    Error::builder(ErrorKind::Response)
        .function(&*success.target.function)
        .operation(success.plan.operation)
        .site(Some(success.site))
        .message(
            "nothing shows that it came from Lambda: it has no request ID, and its body is not a value; it probably comes from \
             a proxy, a login page or a wrong endpoint",
        )
        .did_run(DidRun::Unknown)
        .response(&response)
        .raw(response.payload)
        .attempts(success.attempts)
        .build()
}

/// Returns the error of a response that does not fit the type of the method.
fn unusable<T: Received>(mut success: Success, cause: &serde_json::Error) -> Error {
    let response = success.response;
    let payload = &response.payload;
    let shape = Shape::of(payload, |text| serde_json::from_slice::<T>(text).is_ok());
    let mismatch = JsonMismatch::of::<T>(payload, cause);
    let message = shape.describe(type_name::<T>(), payload.len()).to_string();
    let attempt = success.attempts.last_mut();
    // What no function has returned did not come from Lambda either, unless a header says so. Emulators without such headers
    // send results that can be decoded; what else they send may be the text of a timeout.
    let is_lambdas = response.shows_lambda()
        || attempt
            .as_ref()
            .is_some_and(|attempt| attempt.request_id.is_some());
    let did_run = match is_lambdas {
        true => shape.did_run(),
        false => DidRun::Unknown,
    };
    if let Some(attempt) = attempt {
        attempt.did_run = attempt.did_run.min(did_run);
    }
    let mut error = Error::builder(ErrorKind::Decode)
        .function(&*success.target.function)
        .operation(success.plan.operation)
        .site(Some(success.site))
        .message(message)
        .did_run(did_run);
    if shape.is_result() {
        error = error.completed();
    }
    error
        .response(&response)
        .raw(response.payload)
        .attempts(success.attempts)
        .source(mismatch)
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_codec_is_recognized() {
        assert_eq!(format!("{:?}", codec::<Result<u8, Error>>()), "Codec");
    }
}
