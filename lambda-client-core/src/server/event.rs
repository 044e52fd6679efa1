//! Decodes events into the arguments of methods.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::error::ErrorDocument;
use crate::json::JsonMismatch;
use crate::json::MissingFieldDeserializer;
use crate::payload;
use crate::server::FromTenant;
use crate::server::Invocation;

/// The `errorType` for an event that does not fit the method. It tells the caller that the method was not entered.
pub(crate) const BAD_EVENT: &str = "Runtime.UnmarshalError";

fn bad_event(message: impl fmt::Display) -> ErrorDocument {
    ErrorDocument::new(BAD_EVENT, message.to_string())
}

/// Decodes the whole event as one argument.
#[doc(hidden)]
pub fn argument<T: DeserializeOwned + 'static>(
    invocation: &Invocation,
) -> Result<T, ErrorDocument> {
    payload::decode(&invocation.payload).map_err(|error| {
        bad_event(format_args!(
            "cannot deserialize the event as `{}`: {}",
            std::any::type_name::<T>(),
            JsonMismatch::of::<T>(&invocation.payload, &error)
        ))
    })
}

/// An event that is an object of named arguments. `Debug` prints the names only.
#[doc(hidden)]
pub struct Fields {
    entries: BTreeMap<String, Box<RawValue>>,
}

impl Fields {
    /// Reads the fields of the event.
    pub fn of(invocation: &Invocation) -> Result<Fields, ErrorDocument> {
        match serde_json::from_slice(&invocation.payload) {
            Ok(entries) => Ok(Fields { entries }),
            Err(error) => Err(bad_event(format_args!(
                "the event is not a JSON object: {}",
                JsonMismatch::new(&error)
            ))),
        }
    }

    /// Decodes one argument. Only an `Option` may be missing.
    pub fn take<T: DeserializeOwned>(&self, name: &'static str) -> Result<T, ErrorDocument> {
        match self.entries.get(name) {
            Some(value) => serde_json::from_str(value.get()).map_err(|error| {
                let mismatch = JsonMismatch::of::<T>(value.get().as_bytes(), &error);
                bad_event(format_args!(
                    "cannot deserialize the event's field `{name}`: {mismatch}"
                ))
            }),
            None => T::deserialize(MissingFieldDeserializer)
                .map_err(|_| bad_event(format_args!("missing field `{name}` in the event"))),
        }
    }

    /// Decodes an argument that has its own serde attributes from all fields but those of the `others`.
    pub fn spread<T: DeserializeOwned>(&self, others: &[&'static str]) -> Result<T, ErrorDocument> {
        let rest: BTreeMap<&str, &RawValue> = self
            .entries
            .iter()
            .filter(|(name, _)| !others.contains(&name.as_str()))
            .map(|(name, value)| (name.as_str(), value.as_ref()))
            .collect();
        let json = serde_json::to_vec(&rest).map_err(bad_event)?;
        serde_json::from_slice(&json).map_err(|error| {
            let mismatch = JsonMismatch::of::<T>(&json, &error);
            bad_event(format_args!("cannot deserialize the event: {mismatch}"))
        })
    }
}

impl fmt::Debug for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Fields").field(&self.entries.keys()).finish()
    }
}

/// Returns the value of a route's tag in an event.
pub(crate) fn route_of(payload: &[u8], tag: &str) -> Option<String> {
    let entries: BTreeMap<String, &RawValue> = serde_json::from_slice(payload).ok()?;
    serde_json::from_str(entries.get(tag)?.get()).ok()
}

/// Returns the tenant ID of an invocation.
#[doc(hidden)]
pub fn tenant<T: FromTenant>(invocation: &Invocation) -> Result<T, ErrorDocument> {
    T::from_tenant(invocation.tenant_id.as_deref())
        .ok_or_else(|| bad_event("missing tenant ID in the invocation"))
}

/// Decodes the client context of an invocation. A missing one is decoded from `null`, so that it fits an `Option`.
#[doc(hidden)]
pub fn client_context<T: DeserializeOwned>(invocation: &Invocation) -> Result<T, ErrorDocument> {
    let json = invocation.client_context.as_deref().unwrap_or(b"null");
    serde_json::from_slice(json).map_err(|error| {
        bad_event(format_args!(
            "cannot deserialize the client context: {}",
            JsonMismatch::of::<T>(json, &error)
        ))
    })
}
