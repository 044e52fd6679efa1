//! Decodes events, and the inputs of state machines, into the arguments of methods.

use std::collections::BTreeMap;
use std::fmt;

use bytes::Bytes;
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

/// What the arguments of a method are decoded from.
#[doc(hidden)]
pub trait ArgumentSource {
    /// How errors speak of it.
    const TERMS: Terms;

    /// Returns the JSON.
    fn json(&self) -> &Bytes;
}

/// How errors speak of what arguments are decoded from.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// What it is, as in "the event is not a JSON object".
    pub(crate) noun: &'static str,
    /// The `errorType` if it does not fit.
    pub(crate) error_type: &'static str,
}

impl Terms {
    fn error(self, message: impl fmt::Display) -> ErrorDocument {
        ErrorDocument::new(self.error_type, message.to_string())
    }
}

impl ArgumentSource for Invocation {
    const TERMS: Terms = Terms {
        noun: "event",
        error_type: BAD_EVENT,
    };

    fn json(&self) -> &Bytes {
        &self.payload
    }
}

/// Decodes the whole event as one argument.
#[doc(hidden)]
pub fn argument<T: DeserializeOwned + 'static>(
    source: &impl ArgumentSource,
) -> Result<T, ErrorDocument> {
    whole(source.json(), terms_of(source))
}

fn terms_of<S: ArgumentSource>(_: &S) -> Terms {
    S::TERMS
}

fn whole<T: DeserializeOwned + 'static>(json: &Bytes, terms: Terms) -> Result<T, ErrorDocument> {
    payload::decode(json).map_err(|error| {
        terms.error(format_args!(
            "cannot deserialize the {} as `{}`: {}",
            terms.noun,
            std::any::type_name::<T>(),
            JsonMismatch::of::<T>(json, &error)
        ))
    })
}

/// An event that is an object of named arguments. `Debug` prints the names only.
#[doc(hidden)]
pub struct Fields {
    entries: BTreeMap<String, Box<RawValue>>,
    terms: Terms,
}

impl Fields {
    /// Reads the fields of the event.
    pub fn of(source: &impl ArgumentSource) -> Result<Fields, ErrorDocument> {
        Fields::read(source.json(), terms_of(source))
    }

    fn read(json: &[u8], terms: Terms) -> Result<Fields, ErrorDocument> {
        match serde_json::from_slice(json) {
            Ok(entries) => Ok(Fields { entries, terms }),
            Err(error) => Err(terms.error(format_args!(
                "the {} is not a JSON object: {}",
                terms.noun,
                JsonMismatch::new(&error)
            ))),
        }
    }

    /// Decodes one argument. Only an `Option` may be missing.
    pub fn take<T: DeserializeOwned>(&self, name: &'static str) -> Result<T, ErrorDocument> {
        let noun = self.terms.noun;
        match self.entries.get(name) {
            Some(value) => serde_json::from_str(value.get()).map_err(|error| {
                let mismatch = JsonMismatch::of::<T>(value.get().as_bytes(), &error);
                self.terms.error(format_args!(
                    "cannot deserialize the {noun}'s field `{name}`: {mismatch}"
                ))
            }),
            None => T::deserialize(MissingFieldDeserializer).map_err(|_| {
                self.terms
                    .error(format_args!("missing field `{name}` in the {noun}"))
            }),
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
        let json = serde_json::to_vec(&rest).map_err(|error| self.terms.error(error))?;
        serde_json::from_slice(&json).map_err(|error| {
            let mismatch = JsonMismatch::of::<T>(&json, &error);
            self.terms.error(format_args!(
                "cannot deserialize the {}: {mismatch}",
                self.terms.noun
            ))
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
        .ok_or_else(|| Invocation::TERMS.error("missing tenant ID in the invocation"))
}

/// Decodes the client context of an invocation. A missing one is decoded from `null`, so that it fits an `Option`.
#[doc(hidden)]
pub fn client_context<T: DeserializeOwned>(invocation: &Invocation) -> Result<T, ErrorDocument> {
    let json = invocation.client_context.as_deref().unwrap_or(b"null");
    serde_json::from_slice(json).map_err(|error| {
        Invocation::TERMS.error(format_args!(
            "cannot deserialize the client context: {}",
            JsonMismatch::of::<T>(json, &error)
        ))
    })
}
