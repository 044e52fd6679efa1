//! The function's side: an invocation comes in, an answer goes out.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Instant;

use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::declaration::Declaration;
use crate::error::{ErrorDocument, FunctionError};
use crate::future::BoxFuture;
use crate::json::JsonMismatch;
use crate::json::MissingFieldDeserializer;
use crate::payload;
use crate::server::FromTenant;

/// The `errorType` for an event that does not fit the handler: the handler was not entered.
const BAD_EVENT: &str = "Runtime.UnmarshalError";

/// The `errorType` for an answer that cannot be serialised.
const BAD_RESULT: &str = "Runtime.MarshalError";

/// The answer of a function: its result as bytes, or its error document.
pub type Answer = Result<Bytes, ErrorDocument>;

/// The functions behind a trait, as bytes in and bytes out. Implemented by the generated server.
pub trait Service: Send + Sync + 'static {
    /// What the trait declares.
    fn declaration(&self) -> &'static Declaration;

    /// Runs a method, by its place in the declaration.
    fn invoke<'a>(&'a self, method: usize, invocation: Invocation) -> BoxFuture<'a, Answer>;
}

/// One method of a generated server, by its place in the declaration.
pub trait Handles<const METHOD: usize> {
    /// Runs the method.
    fn handle<'a>(&'a self, invocation: Invocation) -> BoxFuture<'a, Answer>;
}

/// What a function is invoked with: the event, and what Lambda's context object says of the invocation.
///
/// `Debug` does not print the event or the client context.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Invocation {
    /// The event.
    pub payload: Bytes,
    /// The client context, JSON.
    pub client_context: Option<Bytes>,
    /// The tenant, for functions with tenant isolation.
    pub tenant_id: Option<String>,
    /// Lambda's id of the request; Lambda's own retries of an event keep it.
    pub request_id: Option<String>,
    /// The ARN that was invoked, with the version or alias that was asked for.
    pub function_arn: Option<String>,
    /// The version that runs: a number or `$LATEST`.
    pub version: Option<String>,
    /// When Lambda ends the run, on the clock of whatever invokes it.
    pub deadline: Option<Instant>,
}

impl fmt::Debug for Invocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Invocation")
            .field("payload_bytes", &self.payload.len())
            .field("tenant_id", &self.tenant_id)
            .field("request_id", &self.request_id)
            .field("function_arn", &self.function_arn)
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}

impl Invocation {
    /// An invocation with this event and nothing else.
    pub fn new(payload: Bytes) -> Self {
        Invocation {
            payload,
            ..Invocation::default()
        }
    }
}

fn bad_event(what: impl fmt::Display) -> ErrorDocument {
    ErrorDocument::new(BAD_EVENT, what.to_string())
}

/// The whole event as one argument.
pub fn argument<T: DeserializeOwned + 'static>(
    invocation: &Invocation,
) -> Result<T, ErrorDocument> {
    payload::decode(&invocation.payload).map_err(|error| {
        bad_event(format_args!(
            "the event is no `{}`: {}",
            std::any::type_name::<T>(),
            JsonMismatch::new(&error)
        ))
    })
}

/// The event as an object of named arguments.
#[derive(Debug)]
pub struct Fields {
    entries: BTreeMap<String, Box<RawValue>>,
}

impl Fields {
    /// Reads the event's keys.
    pub fn of(invocation: &Invocation) -> Result<Fields, ErrorDocument> {
        match serde_json::from_slice(&invocation.payload) {
            Ok(entries) => Ok(Fields { entries }),
            Err(error) => Err(bad_event(format_args!(
                "the event is no JSON object: {}",
                JsonMismatch::new(&error)
            ))),
        }
    }

    /// One argument; one that is missing fits an `Option` only.
    pub fn take<T: DeserializeOwned>(&self, name: &'static str) -> Result<T, ErrorDocument> {
        match self.entries.get(name) {
            Some(value) => serde_json::from_str(value.get()).map_err(|error| {
                let misfit = JsonMismatch::new(&error);
                bad_event(format_args!("the event's field `{name}`: {misfit}"))
            }),
            None => T::deserialize(MissingFieldDeserializer)
                .map_err(|_| bad_event(format_args!("the event has no field `{name}`"))),
        }
    }

    /// An argument with serde attributes of its own, from everything but the `others`.
    pub fn spread<T: DeserializeOwned>(&self, others: &[&'static str]) -> Result<T, ErrorDocument> {
        let rest: BTreeMap<&str, &RawValue> = self
            .entries
            .iter()
            .filter(|(name, _)| !others.contains(&name.as_str()))
            .map(|(name, value)| (name.as_str(), value.as_ref()))
            .collect();
        let json = serde_json::to_vec(&rest).map_err(bad_event)?;
        serde_json::from_slice(&json).map_err(|error| bad_event(JsonMismatch::new(&error)))
    }
}

/// The value of a route's tag in an event, if it has one.
#[cfg(feature = "local")]
pub(crate) fn route_of(payload: &[u8], tag: &str) -> Option<String> {
    let entries: BTreeMap<String, &RawValue> = serde_json::from_slice(payload).ok()?;
    serde_json::from_str(entries.get(tag)?.get()).ok()
}

/// The tenant of an invocation.
pub fn tenant<T: FromTenant>(invocation: &Invocation) -> Result<T, ErrorDocument> {
    T::from_tenant(invocation.tenant_id.as_deref())
        .ok_or_else(|| bad_event("the invocation has no tenant id"))
}

/// The client context of an invocation; a missing one reads as `null`, so that it fits an `Option`.
pub fn client_context<T: DeserializeOwned>(invocation: &Invocation) -> Result<T, ErrorDocument> {
    let json = invocation.client_context.as_deref().unwrap_or(b"null");
    serde_json::from_slice(json).map_err(|error| {
        bad_event(format_args!(
            "the client context: {}",
            JsonMismatch::new(&error)
        ))
    })
}

/// The return type of a handler whose answer can be sent.
#[diagnostic::on_unimplemented(
    message = "a Lambda function cannot answer with `{Self}`",
    label = "write `Result<T, E>`: T implements `serde::Serialize`, E is `lambda_client::Error` or derives `FunctionError`"
)]
pub trait ServerReply {
    /// The answer as bytes.
    fn into_answer(self) -> Answer;
}

impl<T: Serialize + 'static, E: FunctionError> ServerReply for Result<T, E> {
    fn into_answer(self) -> Answer {
        match self {
            Ok(value) => payload::encode_answer(&value)
                .map_err(|error| ErrorDocument::new(BAD_RESULT, error.to_string())),
            Err(error) => Err(error.to_document()),
        }
    }
}

/// The answer of a handler as bytes.
pub fn respond<R: ServerReply>(reply: R) -> Answer {
    reply.into_answer()
}

/// The answer to a method that is not there.
pub fn no_such_method<'a>(method: usize) -> BoxFuture<'a, Answer> {
    Box::pin(std::future::ready(Err(ErrorDocument::new(
        "Runtime.HandlerNotFound",
        format!("there is no method {method}"),
    ))))
}
