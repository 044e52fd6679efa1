//! Subscribers that see only a part of the spans, or that change while a call is made.

use std::collections::BTreeSet;
use std::future::poll_fn;
use std::task::Poll;
use std::time::Duration;

use lambda_client::test_util::{ScriptedTransport, Step};
use lambda_client::transport::{InvokeResponse, TransportError};
use lambda_client::{Call, Error, Lambda, LocalLambda, RetryConfig, fan_out, server};
use lambda_client_telemetry_tests::seen::{Seen, chain};
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider};
use tracing::subscriber::set_default;
use tracing::{Instrument as _, Metadata, Subscriber, info_span};
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::{Layer, SubscriberExt as _};
use tracing_subscriber::registry;

use crate::collector::Collector;

/// What the layer of OpenTelemetry exports, if it sees only some spans.
struct Filtered {
    exporter: InMemorySpanExporter,
    provider: SdkTracerProvider,
}

impl Filtered {
    fn new() -> Filtered {
        let exporter = InMemorySpanExporter::default();
        let provider = SdkTracerProvider::builder().with_simple_exporter(exporter.clone());
        Filtered {
            exporter,
            provider: provider.build(),
        }
    }

    /// Returns a subscriber whose layer of OpenTelemetry sees only these spans, and whose other layer sees all of them.
    fn subscriber(
        &self,
        is_seen: impl Fn(&Metadata<'_>) -> bool + Send + Sync + 'static,
    ) -> impl Subscriber {
        let layer = tracing_opentelemetry::layer().with_tracer(self.provider.tracer("tests"));
        registry()
            .with(layer.with_filter(filter_fn(is_seen)))
            .with(SeesAll)
    }

    fn spans(&self) -> Vec<Seen> {
        let spans = self.exporter.get_finished_spans().unwrap();
        spans.into_iter().map(Seen::from).collect()
    }
}

/// Sees all spans and does nothing about them.
struct SeesAll;

impl<S: Subscriber> Layer<S> for SeesAll {}

fn seven() -> Step {
    Step::respond(InvokeResponse::new(200, "7".into()))
}

fn call(lambda: &Lambda) -> Call<Result<u32, Error>> {
    let retry = RetryConfig::new()
        .max_attempts(2)
        .base_delay(Duration::from_millis(5));
    lambda.call("f").json(&1).retry(retry)
}

#[tokio::test]
async fn a_span_that_is_filtered_out_does_not_end_the_trace() {
    for (hidden, expected) in [
        ("lambda.call", &["checkout", "lambda.attempt"][..]),
        ("lambda.attempt", &["checkout", "Lambda.Invoke"]),
        ("checkout", &["Lambda.Invoke", "lambda.attempt"]),
    ] {
        let filtered = Filtered::new();
        let guard = set_default(filtered.subscriber(move |span| span.name() != hidden));
        let script = ScriptedTransport::always(seven());
        let lambda = Lambda::new(script.clone());
        let called = async { call(&lambda).await };
        assert_eq!(called.instrument(info_span!("checkout")).await.unwrap(), 7);
        drop(guard);
        let spans = filtered.spans();
        assert_eq!(chain(&spans), expected, "{hidden}");
        // The innermost of them travels.
        let innermost = spans.iter().find(|span| span.name == expected[1]).unwrap();
        let header = script.requests()[0].trace_header().map(str::to_owned);
        let parent = format!(";Parent={};Sampled=1", innermost.id);
        assert!(header.unwrap().ends_with(&parent), "{hidden}");
    }
}

#[tokio::test]
async fn without_spans_of_this_library_the_span_around_the_call_travels() {
    let filtered = Filtered::new();
    let guard = set_default(filtered.subscriber(|span| span.target() != "lambda_client"));
    let script = ScriptedTransport::always(seven());
    let lambda = Lambda::builder(script.clone()).propagate_in_client_context(true);
    let called = async { call(&lambda.build()).await };
    assert_eq!(called.instrument(info_span!("checkout")).await.unwrap(), 7);
    drop(guard);
    let spans = filtered.spans();
    assert_eq!(chain(&spans), ["checkout"]);
    let request = &script.requests()[0];
    let header = request.trace_header().unwrap();
    assert!(header.contains(&spans[0].id), "{header}");
    assert!(request.client_context().is_some());
}

#[tokio::test]
async fn a_filter_by_name_finds_the_span_of_an_invocation() {
    let local = LocalLambda::builder()
        .handler("f", |_: server::Invocation| async { "7" })
        .build();
    for (name, expected) in [("lambda.serve", "f"), ("lambda.call", "Lambda.Invoke")] {
        let filtered = Filtered::new();
        let layer = tracing_opentelemetry::layer().with_tracer(filtered.provider.tracer("tests"));
        // The filter is that of the whole subscriber.
        let by_name = filter_fn(move |span| span.name() == name);
        let guard = set_default(registry().with(by_name).with(layer));
        let seven: u32 = local.lambda().call("f").json(&1).await.unwrap();
        drop(guard);
        assert_eq!(seven, 7);
        assert_eq!(chain(&filtered.spans()), [expected], "{name}");
    }
}

#[test]
fn a_call_can_move_to_a_thread_with_another_subscriber() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    let throttled = TransportError::service(429).with_code("TooManyRequestsException");
    let lambda = Lambda::new(ScriptedTransport::new([Step::fail(throttled), seven()]));
    let mut call = Box::pin(call(&lambda).into_future());
    let (first, second) = (Filtered::new(), Filtered::new());
    {
        let _guard = set_default(first.subscriber(|_| true));
        // Other spans before it, so that its ID is not one of the other subscriber.
        let others: Vec<_> = (0..100).map(|_| info_span!("other")).collect();
        let polled = runtime.block_on(poll_fn(|context| Poll::Ready(call.as_mut().poll(context))));
        assert!(polled.is_pending(), "it waits for its retry");
        drop(others);
    }
    let seven = std::thread::scope(|scope| {
        let other = scope.spawn(|| {
            let _guard = set_default(second.subscriber(|_| true));
            runtime.block_on(call).unwrap()
        });
        other.join().unwrap()
    });
    assert_eq!(seven, 7);
    let names = |filtered: &Filtered| -> BTreeSet<String> {
        let spans = filtered.spans().into_iter();
        spans.map(|span| span.name).collect()
    };
    assert!(names(&first).contains("Lambda.Invoke"));
    assert!(names(&second).contains("lambda.attempt"));
}

#[tokio::test(start_paused = true)]
async fn the_spans_of_a_thousand_calls_at_once_do_not_mix() {
    let collector = Collector::start();
    let script = ScriptedTransport::always(seven().after(Duration::from_millis(5)));
    let lambda = Lambda::new(script.clone());
    let batch = fan_out(0..1_000, |item| lambda.call("f").json::<u32>(&item)).concurrency(100);
    let batch = async { batch.collect().await };
    let batch = batch.instrument(info_span!("batch")).await;
    assert_eq!(batch.succeeded().count(), 1_000);
    let spans = collector.spans();
    let of = |name: &str| -> Vec<&Seen> { spans.iter().filter(|span| span.name == name).collect() };
    let (calls, attempts) = (of("Lambda.Invoke"), of("lambda.attempt"));
    let batch = collector.span("batch");
    assert_eq!((calls.len(), attempts.len()), (1_000, 1_000));
    assert!(calls.iter().all(|call| call.parent == batch.id));
    let ids = |spans: &[&Seen]| -> BTreeSet<String> {
        spans.iter().map(|span| span.id.clone()).collect()
    };
    let parents: BTreeSet<String> = attempts.iter().map(|span| span.parent.clone()).collect();
    assert_eq!(parents, ids(&calls));
    // Each request carries the span of its own attempt.
    let sent: BTreeSet<String> = script
        .requests()
        .iter()
        .filter_map(|request| {
            let (_, parent) = request.trace_header()?.split_once("Parent=")?;
            Some(parent.get(..16)?.to_owned())
        })
        .collect();
    assert_eq!(sent, ids(&attempts));
}
