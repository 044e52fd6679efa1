//! A propagator that panics, which is global: nothing else is tested in this process.

use lambda_client::{ClientContext, LocalLambda, server};
use lambda_client_telemetry_tests::seen::subscriber;
use opentelemetry::Context;
use opentelemetry::global::set_text_map_propagator;
use opentelemetry::propagation::text_map_propagator::{FieldIter, TextMapPropagator};
use opentelemetry::propagation::{Extractor, Injector};
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider};

/// Panics whenever it is used.
#[derive(Debug)]
struct Broken(Vec<String>);

impl TextMapPropagator for Broken {
    fn inject_context(&self, _: &Context, injector: &mut dyn Injector) {
        injector.set("half", "done".to_owned());
        panic!("injected")
    }

    fn extract_with_context(&self, _: &Context, _: &dyn Extractor) -> Context {
        panic!("extracted")
    }

    fn fields(&self) -> FieldIter<'_> {
        FieldIter::new(&self.0)
    }
}

#[tokio::test(start_paused = true)]
async fn a_propagator_that_panics_breaks_neither_the_call_nor_the_function() {
    set_text_map_propagator(Broken(vec!["half".to_owned()]));
    let exporter = InMemorySpanExporter::default();
    let (_provider, subscriber) =
        subscriber(SdkTracerProvider::builder().with_simple_exporter(exporter.clone()));
    let _guard = tracing::subscriber::set_default(subscriber);
    let local = LocalLambda::builder()
        .handler("f", |_: server::Invocation| async { "7" })
        .build();
    let lambda = local.lambda_builder().propagate_in_client_context(true);
    let context = ClientContext::new().with_custom("k", "v");
    let lambda = lambda.build();
    let call = lambda.call("f").json::<u32>(&1).client_context(&context);
    assert_eq!(call.await.unwrap(), 7);
    // The caller's own context is sent, without what was left half done.
    let request = &local.recorder().requests()[0];
    let sent = ClientContext::from_base64(request.client_context.as_deref().unwrap());
    assert_eq!(sent, Some(context));
    // The trace goes on by the header.
    let spans = exporter.get_finished_spans().unwrap();
    assert_eq!(spans.len(), 3);
    let trace = spans[0].span_context.trace_id();
    assert!(
        spans
            .iter()
            .all(|span| span.span_context.trace_id() == trace)
    );
}
