//! The headers of W3C's recommendation "Trace Context", for applications that have not set a propagator.

use std::str::FromStr as _;

use opentelemetry::Context;
use opentelemetry::propagation::text_map_propagator::{FieldIter, TextMapPropagator};
use opentelemetry::propagation::{Extractor, Injector};
use opentelemetry::trace::{
    SpanContext, SpanId, TraceContextExt as _, TraceFlags, TraceId, TraceState,
};

use crate::propagation::xray::hex;

const TRACEPARENT: &str = "traceparent";
const TRACESTATE: &str = "tracestate";

/// The propagator of [Trace Context](https://www.w3.org/TR/trace-context/). The API of OpenTelemetry has none; its SDK has.
#[derive(Debug)]
pub(super) struct TraceContext;

impl TextMapPropagator for TraceContext {
    fn inject_context(&self, context: &Context, injector: &mut dyn Injector) {
        let span = context.span();
        let span = span.span_context();
        if !span.is_valid() {
            return;
        }
        let (trace, parent) = (span.trace_id(), span.span_id());
        let sampled = u8::from(span.is_sampled());
        injector.set(
            TRACEPARENT,
            format!("00-{trace:032x}-{parent:016x}-{sampled:02x}"),
        );
        let state = span.trace_state().header();
        if !state.is_empty() {
            injector.set(TRACESTATE, state);
        }
    }

    fn extract_with_context(&self, context: &Context, extractor: &dyn Extractor) -> Context {
        let state = extractor.get(TRACESTATE).unwrap_or_default();
        match extractor
            .get(TRACEPARENT)
            .and_then(|parent| read(parent, state))
        {
            Some(span) => context.with_remote_span_context(span),
            None => context.clone(),
        }
    }

    fn fields(&self) -> FieldIter<'_> {
        FieldIter::new(&[])
    }
}

/// Reads a header. A later version may have further fields behind those of this one (section 3.2.2 of the recommendation).
fn read(parent: &str, state: &str) -> Option<SpanContext> {
    let mut fields = parent.split('-');
    let (version, trace, span, flags) = (
        fields.next()?,
        fields.next()?,
        fields.next()?,
        fields.next()?,
    );
    let has_more = fields.next().is_some();
    let version = hex(version, 2)?;
    if version == 0xff || (version == 0 && has_more) {
        return None;
    }
    let flags = u8::try_from(hex(flags, 2)?).ok()?;
    let span = SpanContext::new(
        TraceId::from(hex(trace, 32)?),
        SpanId::from(u64::try_from(hex(span, 16)?).ok()?),
        TraceFlags::new(flags) & TraceFlags::SAMPLED,
        true,
        // A state that cannot be read does not end the trace.
        TraceState::from_str(state).unwrap_or_default(),
    );
    span.is_valid().then_some(span)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARENT: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    #[test]
    fn only_what_the_recommendation_allows_is_read() {
        for good in [
            PARENT,
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00",
            "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-09-more",
        ] {
            let span = read(good, "vendor=1").unwrap();
            assert_eq!(span.is_sampled(), !good.ends_with("-00"), "{good}");
            assert!(span.is_remote(), "{good}");
            assert_eq!(span.trace_state().header(), "vendor=1");
        }
        for bad in [
            "",
            "00",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            "00-+bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1",
            "00-4bf92f3577b34da6a3ce929d0e0e473é-00f067aa0ba902b7-01",
            " 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        ] {
            assert_eq!(read(bad, ""), None, "{bad}");
        }
        let span = read(PARENT, "no state").unwrap();
        assert_eq!(span.trace_state().header(), "");
    }

    #[test]
    fn what_is_written_is_read_again() {
        let written = read(PARENT, "a=1,b=2").unwrap();
        let context = Context::new().with_remote_span_context(written.clone());
        let mut entries = crate::propagation::entries::Entries::default();
        TraceContext.inject_context(&context, &mut entries);
        let names_and_values = [(TRACEPARENT, PARENT), (TRACESTATE, "a=1,b=2")];
        let expected = names_and_values.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(entries.0, expected);
        let mut nothing = crate::propagation::entries::Entries::default();
        TraceContext.inject_context(&Context::new(), &mut nothing);
        assert!(nothing.0.is_empty());
    }
}
