//! What propagators write to and read from.

use std::collections::BTreeMap;

use opentelemetry::propagation::{Extractor, Injector};

use crate::client_context::ClientContext;

/// What a propagator writes, in its order.
#[derive(Default)]
pub(super) struct Entries(pub(super) Vec<(String, String)>);

impl Injector for Entries {
    fn set(&mut self, key: &str, value: String) {
        self.0.retain(|(name, _)| name != key);
        self.0.push((key.to_owned(), value));
    }
}

/// The member `custom` of a client context.
#[derive(Default)]
pub(super) struct Received(BTreeMap<String, String>);

impl Received {
    /// Reads a client context as far as possible.
    pub(super) fn read(json: &[u8]) -> Option<Received> {
        let context: ClientContext = serde_json::from_slice(json).ok()?;
        Some(Received(context.custom().clone()))
    }
}

impl Extractor for Received {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    fn keys(&self) -> Vec<&str> {
        self.0.keys().map(String::as_str).collect()
    }
}
