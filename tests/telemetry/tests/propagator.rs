//! The propagator that an application sets, which is global: nothing else is tested in this process.

use lambda_client::{ClientContext, LocalLambda, server};
use lambda_client_telemetry_tests::seen::subscriber;
use opentelemetry::baggage::BaggageExt as _;
use opentelemetry::global::set_text_map_propagator;
use opentelemetry::propagation::TextMapCompositePropagator;
use opentelemetry::{Context, KeyValue};
use opentelemetry_sdk::propagation::{BaggagePropagator, TraceContextPropagator};
use opentelemetry_sdk::trace::SdkTracerProvider;
use tracing::{Instrument as _, info_span};
use tracing_opentelemetry::OpenTelemetrySpanExt as _;

#[tokio::test(start_paused = true)]
async fn what_the_propagator_writes_arrives_with_the_baggage_and_only_on_request() {
    set_text_map_propagator(TextMapCompositePropagator::new(vec![
        Box::new(TraceContextPropagator::new()),
        Box::new(BaggagePropagator::new()),
    ]));
    let (_provider, subscriber) = subscriber(SdkTracerProvider::builder());
    let _guard = tracing::subscriber::set_default(subscriber);
    // Returns the customer of the baggage, and the trace.
    let local = LocalLambda::builder()
        .handler("f", |_: server::Invocation| async {
            let (context, span) = (Context::current(), tracing::Span::current());
            let customer = context
                .baggage()
                .get("customer")
                .map(|value| value.to_string());
            let trace = trace_of(&span.context());
            serde_json::to_vec(&(customer, trace)).unwrap_or_default()
        })
        .build();
    for (in_client_context, customer) in [(false, None), (true, Some("7"))] {
        let lambda = local
            .lambda_builder()
            .propagate_in_client_context(in_client_context)
            .build();
        let span = info_span!("checkout");
        let baggage = Context::new().with_baggage([KeyValue::new("customer", "7")]);
        span.set_parent(baggage).unwrap();
        let trace = trace_of(&span.context());
        let call = async { lambda.call("f").json::<(Option<String>, String)>(&1).await };
        let (received, functions_trace) = call.instrument(span).await.unwrap();
        assert_eq!((received.as_deref(), functions_trace), (customer, trace));
    }
    let requests = local.recorder().requests();
    assert_eq!(requests[0].client_context, None);
    let context = ClientContext::from_base64(requests[1].client_context.as_deref().unwrap());
    let names: Vec<_> = context.unwrap().custom().keys().cloned().collect();
    // An empty `tracestate` is one that the SDK writes.
    assert_eq!(names, ["baggage", "traceparent", "tracestate"]);
}

fn trace_of(context: &Context) -> String {
    use opentelemetry::trace::TraceContextExt as _;

    context.span().span_context().trace_id().to_string()
}
