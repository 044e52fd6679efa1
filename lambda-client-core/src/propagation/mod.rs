//! Carries the OpenTelemetry context of a call to the function that it invokes.
//!
//! It travels twice: as the trace header of AWS X-Ray, which every request can have, and on request as members of the client context.

mod client_context;
mod entries;
#[cfg(any(feature = "local", feature = "serve"))]
mod received;
mod w3c;
mod xray;

use std::panic::{AssertUnwindSafe, catch_unwind};

use opentelemetry::Context;
use opentelemetry::global::get_text_map_propagator;
use opentelemetry::propagation::text_map_propagator::TextMapPropagator;
use opentelemetry::trace::TraceContextExt as _;
use tracing::Span;
use tracing_opentelemetry::OpenTelemetrySpanExt as _;

#[cfg(any(feature = "local", feature = "serve"))]
pub(crate) use self::received::extract;
use crate::propagation::entries::Entries;

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
    let entries = with_propagator(|propagator| {
        let mut entries = Entries::default();
        propagator.inject_context(context, &mut entries);
        entries
    });
    client_context::with_entries(callers, entries?)
}

/// Calls this with the propagator that the application has set, or with W3C's if there is none. Returns `None` if it panics: what is
/// only observed must not fail for that.
fn with_propagator<T>(mut call: impl FnMut(&dyn TextMapPropagator) -> T) -> Option<T> {
    // The panic hook has reported it, and nothing that it has left half done is used.
    let called = catch_unwind(AssertUnwindSafe(|| {
        get_text_map_propagator(|propagator| match propagator.fields().next() {
            Some(_) => call(propagator),
            None => call(&w3c::TraceContext),
        })
    }));
    called.ok()
}
