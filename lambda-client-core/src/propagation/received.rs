//! What has travelled with an invocation.

use std::collections::BTreeMap;

use opentelemetry::Context;
use opentelemetry::baggage::BaggageExt as _;
use opentelemetry::propagation::Extractor;
use opentelemetry::trace::TraceContextExt as _;

use crate::client_context::ClientContext;
use crate::propagation::{is_traced, with_propagator, xray};
use crate::server::Invocation;

/// Returns the context that has travelled with an invocation, if any has: that of the client context, or else that of the trace header.
pub(crate) fn extract(invocation: &Invocation) -> Option<Context> {
    let received = invocation
        .client_context
        .as_deref()
        .and_then(Received::read)
        .unwrap_or_default();
    // What surrounds this code is not what has travelled.
    let nothing = Context::new();
    let context =
        with_propagator(|propagator| propagator.extract_with_context(&nothing, &received))
            .unwrap_or_default();
    if is_traced(&context) {
        return Some(context);
    }
    match invocation.trace_header.as_deref().and_then(xray::extract) {
        Some(span) => Some(context.with_remote_span_context(span)),
        None => (!context.baggage().is_empty()).then_some(context),
    }
}

/// The member `custom` of a client context.
#[derive(Default)]
struct Received(BTreeMap<String, String>);

impl Received {
    /// Reads a client context as far as possible.
    fn read(json: &[u8]) -> Option<Received> {
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
