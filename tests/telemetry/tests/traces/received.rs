//! What a function continues.

use lambda_client::transport::{
    BoxFuture, InvokeRequest, InvokeResponse, Transport, TransportError,
};
use lambda_client::{ClientContext, Lambda, LocalLambda, server};
use lambda_client_telemetry_tests::seen::{Seen, chain};
use opentelemetry::trace::{SpanKind, TraceId};
use opentelemetry::{KeyValue, trace};
use opentelemetry_sdk::trace::{Sampler, SamplingDecision, SamplingResult, ShouldSample};
use tracing::{Instrument as _, info_span};

use crate::collector::Collector;
use crate::local::{Functions, checkout};
use crate::outgoing::WithHeader;

const TRACE: &str = "5759e988bd862e3fe1be46a994272793";
const SPAN: &str = "53995c3f42cd8ad8";
const HEADER: &str = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
const PARENT: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
const NONE: &str = "0000000000000000";

/// Sends every request with this header and client context.
#[derive(Debug)]
struct With(LocalLambda, Option<String>, Option<String>);

impl Transport for With {
    fn invoke<'a>(
        &'a self,
        request: InvokeRequest<'a>,
    ) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
        let request = request.with_trace_header(self.1.as_deref());
        self.0
            .invoke(request.with_client_context(self.2.as_deref()))
    }
}

/// Returns the span of a function that receives these, in a process whose own span is current.
async fn served(header: Option<&str>, custom: &[(&str, &str)]) -> Seen {
    let collector = Collector::start();
    let local = LocalLambda::builder()
        .handler("f", |_: server::Invocation| async { "7" })
        .build();
    let context = custom
        .iter()
        .fold(ClientContext::new(), |context, (name, value)| {
            context.with_custom(*name, *value)
        });
    let context = (!custom.is_empty()).then(|| context.to_base64().unwrap());
    let lambda = Lambda::new(With(local, header.map(str::to_owned), context));
    let call = async { lambda.call("f").json::<u32>(&1).await };
    assert_eq!(call.instrument(info_span!("caller")).await.unwrap(), 7);
    collector.span("f")
}

#[tokio::test(start_paused = true)]
async fn the_client_context_comes_before_the_header_and_nothing_else_counts() {
    let w3c = [("traceparent", PARENT)];
    let (from_header, from_context) = ((TRACE, SPAN), (&PARENT[3..35], &PARENT[36..52]));
    for (header, custom, expected) in [
        (Some(HEADER), &w3c[..], from_context),
        (None, &w3c[..], from_context),
        (Some(HEADER), &[][..], from_header),
        (
            Some(HEADER),
            &[("traceparent", "00-malformed")][..],
            from_header,
        ),
        (Some(HEADER), &[("other", PARENT)][..], from_header),
    ] {
        let span = served(header, custom).await;
        assert_eq!(
            (&*span.trace, &*span.parent),
            expected,
            "{header:?} {custom:?}"
        );
    }
    // The caller's span is current in this process, but nothing of it has travelled.
    assert_eq!(served(None, &[]).await.parent, NONE);
}

#[tokio::test(start_paused = true)]
async fn a_span_that_is_current_where_the_function_runs_is_not_its_parent() {
    let collector = Collector::start();
    let local = LocalLambda::builder()
        .handler("f", |_: server::Invocation| async { "7" })
        .build();
    let lambda = Lambda::new(With(local, None, None));
    // Held across an `await`, it is current in every task of this thread.
    let caller = info_span!("caller").entered();
    let seven: u32 = lambda.call("f").json(&1).await.unwrap();
    drop(caller);
    assert_eq!(seven, 7);
    let span = collector.span("f");
    assert_eq!(span.parent, NONE);
    assert_ne!(span.trace, collector.span("caller").trace);
}

#[tokio::test(start_paused = true)]
async fn a_header_that_is_not_sampled_keeps_nobody_from_recording() {
    for header in [
        HEADER.replace("Sampled=1", "Sampled=0"),
        HEADER.replace(";Sampled=1", ""),
        HEADER[..40].to_owned(),
    ] {
        let span = served(Some(&header), &[]).await;
        assert_eq!(span.parent, NONE, "{header}");
        assert_ne!(span.trace, TRACE, "{header}");
    }
}

#[tokio::test(start_paused = true)]
async fn malformed_values_are_ignored() {
    let mut rng = 1_u64;
    let mut below = |limit: usize| {
        // An LCG: the same mutations in every run.
        rng = rng.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (rng >> 33) as usize % limit
    };
    let mut mutated = |text: &str| {
        let mut bytes = text.as_bytes().to_vec();
        let noise = b"0fgF+-=;: \"\\~";
        for _ in 0..=below(3) {
            let at = below(bytes.len());
            match below(3) {
                0 => bytes[at] = noise[below(noise.len())],
                1 => drop(bytes.remove(at)),
                _ => bytes.insert(at, noise[below(noise.len())]),
            }
        }
        String::from_utf8(bytes).unwrap()
    };
    let is_id = |id: &str, digits: usize| {
        id.len() == digits && id.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
    };
    let mut ignored = 0;
    for _ in 0..200 {
        let (header, parent) = (mutated(HEADER), mutated(PARENT));
        let span = served(
            Some(&header),
            &[("traceparent", &parent), ("tracestate", &header)],
        )
        .await;
        assert!(
            is_id(&span.trace, 32) && is_id(&span.parent, 16),
            "{span:?}"
        );
        ignored += usize::from(span.parent == NONE);
    }
    assert!(ignored > 50, "{ignored}");
}

/// Samples every trace, except those that begin with this span.
#[derive(Clone, Debug)]
struct Without(&'static str);

impl ShouldSample for Without {
    fn should_sample(
        &self,
        _: Option<&opentelemetry::Context>,
        _: TraceId,
        name: &str,
        _: &SpanKind,
        _: &[KeyValue],
        _: &[trace::Link],
    ) -> SamplingResult {
        SamplingResult {
            decision: match name == self.0 {
                true => SamplingDecision::Drop,
                false => SamplingDecision::RecordAndSample,
            },
            attributes: Vec::new(),
            trace_state: trace::TraceState::NONE,
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_decision_against_a_trace_travels_in_the_client_context() {
    let sampler = || Sampler::ParentBased(Box::new(Without("checkout")));
    let collector = Collector::sampled(sampler());
    let functions = Functions::new(|lambda| lambda.propagate_in_client_context(true));
    let lambda = functions.orders.lambda_builder();
    checkout(lambda.propagate_in_client_context(true)).await;
    assert_eq!(collector.spans().len(), 0);
    drop(collector);

    // The header alone cannot be told from the one of an invocation that nobody has decided about.
    let collector = Collector::sampled(sampler());
    let functions = Functions::new(|lambda| lambda);
    checkout(functions.orders.lambda_builder()).await;
    let spans = collector.spans();
    assert_eq!(chain(&spans)[0], "orders-place");
}

#[tokio::test(start_paused = true)]
async fn middleware_can_keep_the_trace_to_itself() {
    let collector = Collector::start();
    let functions = Functions::new(|lambda| lambda);
    checkout(Lambda::builder(WithHeader(functions.orders.clone(), None))).await;
    let span = collector.span("orders-place");
    assert_eq!(span.parent, NONE);
    assert_ne!(span.trace, collector.span("checkout").trace);
}
