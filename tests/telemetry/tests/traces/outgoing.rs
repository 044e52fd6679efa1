//! What an attempt sends.

use std::sync::{Arc, Mutex};

use lambda_client::local::Fault;
use lambda_client::sdk::aws_sdk_lambda::Client;
use lambda_client::sdk::aws_sdk_lambda::config::interceptors::BeforeTransmitInterceptorContextMut;
use lambda_client::sdk::aws_sdk_lambda::config::{
    BehaviorVersion, Config, ConfigBag, Credentials, Intercept, Region, RuntimeComponents,
};
use lambda_client::sdk::aws_sdk_lambda::error::BoxError;
use lambda_client::test_util::{ScriptedTransport, Step};
use lambda_client::transport::{
    BoxFuture, InvokeRequest, InvokeResponse, Transport, TransportError,
};
use lambda_client::{ClientContext, Context, Lambda, LocalLambda, SdkTransport, server};
use opentelemetry::trace::{
    SpanContext, SpanId, TraceContextExt as _, TraceFlags, TraceId, TraceState,
};
use opentelemetry_sdk::trace::Sampler;
use tracing::{Instrument as _, info_span};

use crate::collector::Collector;
use crate::local::Functions;

/// Sends every request with this trace header.
#[derive(Debug)]
pub(crate) struct WithHeader<T>(pub(crate) T, pub(crate) Option<String>);

impl<T: Transport> Transport for WithHeader<T> {
    fn invoke<'a>(
        &'a self,
        request: InvokeRequest<'a>,
    ) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
        self.0.invoke(request.with_trace_header(self.1.as_deref()))
    }
}

/// Returns a function that calls another one, and the header that the other one receives.
async fn passed_on(received: &str) -> (Collector, String) {
    let collector = Collector::start();
    let functions = Functions::new(|lambda| lambda);
    let transport = WithHeader(functions.orders.clone(), Some(received.to_owned()));
    let lambda = Lambda::new(transport);
    let left: u32 = lambda.call("orders-place:live").json(&"cup").await.unwrap();
    assert_eq!(left, 7);
    let request = functions.stock.recorder().requests().remove(0);
    (collector, request.trace_header.unwrap())
}

fn seven() -> ScriptedTransport {
    ScriptedTransport::always(Step::respond(InvokeResponse::new(200, "7".into())))
}

#[tokio::test]
async fn without_a_trace_nothing_is_invented() {
    let script = seven();
    let lambda = Lambda::builder(script.clone()).propagate_in_client_context(true);
    let lambda = lambda.build();
    let seven: u32 = lambda.call("f").json(&1).await.unwrap();
    // A subscriber without OpenTelemetry has spans, but no trace.
    let guard = tracing::subscriber::set_default(tracing_subscriber::registry());
    let again: u32 = lambda.call("f").json(&1).await.unwrap();
    drop(guard);
    assert_eq!((seven, again), (7, 7));
    for request in script.requests() {
        assert_eq!(request.trace_header(), None);
        assert_eq!(request.client_context(), None);
    }
}

#[tokio::test]
async fn a_context_that_was_attached_without_tracing_is_sent() {
    let script = seven();
    let lambda = Lambda::builder(script.clone()).propagate_in_client_context(true);
    let span = SpanContext::new(
        TraceId::from(0x5759e988_bd862e3fe1be46a994272793),
        SpanId::from(0x53995c3f42cd8ad8),
        TraceFlags::SAMPLED,
        false,
        TraceState::from_key_value([("vendor", "1")]).unwrap(),
    );
    let attached = opentelemetry::Context::new()
        .with_remote_span_context(span)
        .attach();
    let seven: u32 = lambda.build().call("f").json(&1).await.unwrap();
    drop(attached);
    assert_eq!(seven, 7);
    let request = &script.requests()[0];
    assert_eq!(
        request.trace_header(),
        Some("Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1")
    );
    let context = ClientContext::from_base64(request.client_context().unwrap()).unwrap();
    let expected = ClientContext::new()
        .with_custom(
            "traceparent",
            "00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01",
        )
        .with_custom("tracestate", "vendor=1");
    assert_eq!(context, expected);
}

#[tokio::test(start_paused = true)]
async fn each_attempt_sends_its_own_span_and_the_same_payload() {
    let collector = Collector::start();
    let functions = Functions::new(|lambda| lambda);
    let throttled = Fault::throttle().on_call(1);
    functions.orders.inject("orders-place", throttled).unwrap();
    let lambda = functions.orders.lambda_builder();
    crate::local::checkout(lambda.propagate_in_client_context(true)).await;
    let spans = collector.spans();
    let call = spans.iter().find(|span| {
        span.attributes
            .get("lambda.attempts")
            .is_some_and(|n| n == "2")
    });
    let call = call.unwrap();
    let attempts = spans.iter().filter(|span| span.parent == call.id);
    let attempts: Vec<_> = attempts.collect();
    assert_eq!(attempts.len(), 2);
    let requests = functions.orders.recorder().requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0].payload, requests[1].payload);
    for (attempt, request) in attempts.iter().zip(&requests) {
        let header = request.trace_header.as_deref().unwrap();
        let parent = format!(";Parent={};Sampled=1", attempt.id);
        assert!(header.ends_with(&parent), "{header}");
        let context = ClientContext::from_base64(request.client_context.as_deref().unwrap());
        let traceparent = format!("00-{}-{}-01", attempt.trace, attempt.id);
        assert_eq!(context.unwrap().custom()["traceparent"], traceparent);
    }
    // The function ran in the second one.
    assert_eq!(collector.span("orders-place").parent, attempts[1].id);
}

#[tokio::test]
async fn a_trace_that_is_not_sampled_says_so() {
    let collector = Collector::sampled(Sampler::AlwaysOff);
    let script = seven();
    let lambda = Lambda::builder(script.clone()).propagate_in_client_context(true);
    let seven: u32 = lambda.build().call("f").json(&1).await.unwrap();
    assert_eq!((seven, collector.spans().len()), (7, 0));
    let request = &script.requests()[0];
    let header = request.trace_header().unwrap();
    assert!(
        header.starts_with("Root=1-") && header.ends_with(";Sampled=0"),
        "{header}"
    );
    let context = ClientContext::from_base64(request.client_context().unwrap()).unwrap();
    let parent = &context.custom()["traceparent"];
    assert!(parent.ends_with("-00"), "{parent}");
}

#[tokio::test(start_paused = true)]
async fn in_the_trace_of_the_invocation_the_attempt_becomes_the_parent() {
    let root = "Root=1-5759e988-bd862e3fe1be46a994272793";
    let received = format!("{root};Parent=53995c3f42cd8ad8;Sampled=1;Lineage=1:a87bd80c:3");
    let (collector, sent) = passed_on(&received).await;
    let serve = collector.span("stock-take");
    let expected = format!(
        "{root};Parent={};Sampled=1;Lineage=1:a87bd80c:3",
        serve.parent
    );
    assert_eq!(sent, expected);
    let outer = collector.span("orders-place");
    assert_eq!(outer.trace, "5759e988bd862e3fe1be46a994272793");
    assert_eq!(outer.parent, "53995c3f42cd8ad8");
    assert_eq!(serve.trace, outer.trace);
}

#[tokio::test(start_paused = true)]
async fn an_invocation_that_x_ray_does_not_record_joins_the_trace_of_its_span_and_keeps_its_lineage()
 {
    let received = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0;Lineage=1:a87bd80c:3";
    let (collector, sent) = passed_on(received).await;
    let (outer, inner) = (collector.span("orders-place"), collector.span("stock-take"));
    assert_eq!(outer.parent, "0000000000000000");
    assert_ne!(outer.trace, "5759e988bd862e3fe1be46a994272793");
    assert_eq!(inner.trace, outer.trace);
    let (seconds, rest) = outer.trace.split_at(8);
    let expected = format!(
        "Root=1-{seconds}-{rest};Parent={};Sampled=1;Lineage=1:a87bd80c:3",
        inner.parent
    );
    assert_eq!(sent, expected);
}

#[tokio::test]
async fn what_the_caller_sets_wins() {
    let _collector = Collector::start();
    let script = seven();
    let own = "Root=1-00000001-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
    let transport = WithHeader(script.clone(), Some(own.to_owned()));
    let lambda = Lambda::builder(transport).propagate_in_client_context(true);
    let context = ClientContext::new()
        .with_custom("traceparent", "mine")
        .with_env("locale", "de");
    let lambda = lambda.build();
    let call = lambda.call("f").json::<u32>(&1).client_context(&context);
    assert_eq!(call.await.unwrap(), 7);
    let request = &script.requests()[0];
    assert_eq!(request.trace_header(), Some(own));
    let sent = ClientContext::from_base64(request.client_context().unwrap());
    assert_eq!(sent, Some(context));
}

#[tokio::test]
async fn the_client_context_of_the_caller_is_kept() {
    let collector = Collector::start();
    let script = seven();
    let lambda = Lambda::builder(script.clone()).propagate_in_client_context(true);
    let context = ClientContext::new()
        .with_custom("shelf", "3")
        .with_env("locale", "de");
    let lambda = lambda.build();
    let call = lambda.call("f").json::<u32>(&1).client_context(&context);
    assert_eq!(call.await.unwrap(), 7);
    let sent = ClientContext::from_base64(script.requests()[0].client_context().unwrap());
    let attempt = collector.span("lambda.attempt");
    let parent = format!("00-{}-{}-01", attempt.trace, attempt.id);
    assert_eq!(sent, Some(context.with_custom("traceparent", parent)));

    // Without room for the trace, the call succeeds without it.
    let large = ClientContext::new().with_custom("k", "x".repeat(2_640));
    let call = lambda.call("f").json::<u32>(&1).client_context(&large);
    assert_eq!(call.await.unwrap(), 7);
    let sent = ClientContext::from_base64(script.requests()[1].client_context().unwrap());
    assert_eq!(sent, Some(large));
}

#[tokio::test(start_paused = true)]
async fn a_spawned_call_carries_the_trace_of_its_context() {
    let collector = Collector::start();
    let seen = Arc::new(Mutex::new(None));
    let note = Arc::clone(&seen);
    let inner = LocalLambda::builder()
        .handler("inner", move |_: server::Invocation| {
            let context = Context::current();
            let header = context.and_then(|context| context.trace_header().map(str::to_owned));
            *note.lock().unwrap() = header;
            async { "7" }
        })
        .build();
    let lambda = inner.lambda();
    let outer = LocalLambda::builder()
        .handler("outer", move |_: server::Invocation| {
            let lambda = lambda.clone();
            async move {
                let call = async move { lambda.call("inner").json::<u32>(&1).await.is_ok() };
                let task = server::in_context(call.instrument(info_span!("task")));
                tokio::spawn(task)
                    .await
                    .map_or("false", |is_ok| if is_ok { "true" } else { "false" })
            }
        })
        .build();
    let done: bool = outer.lambda().call("outer").json(&1).await.unwrap();
    assert!(done);
    let header = seen.lock().unwrap().take().unwrap();
    let parent = collector.span("inner").parent;
    assert!(header.contains(&parent), "{header}");
    assert_eq!(collector.span("inner").trace, collector.span("outer").trace);
    assert_eq!(collector.span("task").parent, collector.span("outer").id);
}

/// Sets the trace header before the request is signed.
#[derive(Debug)]
struct Sets(&'static str);

impl Intercept for Sets {
    fn name(&self) -> &'static str {
        "sets"
    }

    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let headers = context.request_mut().headers_mut();
        headers.insert("x-amzn-trace-id", self.0);
        Ok(())
    }
}

#[tokio::test]
async fn what_an_interceptor_of_the_sdk_sets_wins() {
    let _collector = Collector::start();
    let local = LocalLambda::builder()
        .handler("f", |_: server::Invocation| async { "7" })
        .build();
    let endpoint = local.listen(0).await.unwrap();
    let own = "Root=1-00000001-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-west-1"))
        .credentials_provider(Credentials::new("test", "test", None, None, "test"))
        .endpoint_url(endpoint.url())
        .interceptor(Sets(own));
    let client = Client::from_conf(config.build());
    let lambda = Lambda::new(SdkTransport::from_client(&client));
    let seven: u32 = lambda.call("f").json(&1).await.unwrap();
    assert_eq!(seven, 7);
    let request = &local.recorder().requests()[0];
    assert_eq!(request.trace_header.as_deref(), Some(own));
}
