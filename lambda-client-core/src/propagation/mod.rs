//! Carries the OpenTelemetry context of a call to the function that it invokes.
//!
//! It travels twice: as the trace header of AWS X-Ray, which every request can have, and on request as members of the client context.

mod carrier;
mod client_context;
mod w3c;
mod xray;

use opentelemetry::Context;
use opentelemetry::baggage::BaggageExt as _;
use opentelemetry::global::get_text_map_propagator;
use opentelemetry::propagation::text_map_propagator::TextMapPropagator;
use opentelemetry::trace::TraceContextExt as _;
use tracing::Span;
use tracing_opentelemetry::OpenTelemetrySpanExt as _;

use crate::propagation::carrier::{Entries, Received};
use crate::server::Invocation;

/// Returns the OpenTelemetry context that this code runs in, if it is part of a trace.
///
/// While a span of an attempt is entered, that is the context of the span. If the subscriber does not collect the spans of this crate, it
/// is the context of the nearest span around the call, or one that was attached without `tracing`.
pub(crate) fn current() -> Option<Context> {
    // Not every layer makes the contexts of its spans current.
    let context = Span::current().context();
    if is_traced(&context) {
        return Some(context);
    }
    Context::map_current(|context| is_traced(context).then(|| context.clone()))
}

fn is_traced(context: &Context) -> bool {
    context.span().span_context().is_valid()
}

/// Returns the trace header of an attempt that is made in this context, by an invocation with this header. Returns `None` if that one is
/// to be sent as it is.
pub(crate) fn trace_header(context: &Context, invocation: Option<&str>) -> Option<String> {
    xray::header(context.span().span_context(), invocation)
}

/// Returns the client context of an attempt that is made in this context: the caller's with what continues the trace. Returns `None` if
/// the caller's is to be sent as it is.
pub(crate) fn client_context(context: &Context, callers: Option<&str>) -> Option<String> {
    let mut entries = Entries::default();
    with_propagator(|propagator| propagator.inject_context(context, &mut entries));
    client_context::with_entries(callers, entries)
}

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
        with_propagator(|propagator| propagator.extract_with_context(&nothing, &received));
    if is_traced(&context) {
        return Some(context);
    }
    match invocation.trace_header.as_deref().and_then(xray::extract) {
        Some(span) => Some(context.with_remote_span_context(span)),
        None => (!context.baggage().is_empty()).then_some(context),
    }
}

/// Calls this with the propagator that the application has set, or with W3C's if there is none.
fn with_propagator<T>(mut call: impl FnMut(&dyn TextMapPropagator) -> T) -> T {
    get_text_map_propagator(|propagator| match propagator.fields().next() {
        Some(_) => call(propagator),
        None => call(&w3c::TraceContext),
    })
}
