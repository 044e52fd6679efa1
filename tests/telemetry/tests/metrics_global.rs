//! Metrics of a process with a global recorder and a global meter provider, installed by its only test.

use std::time::Duration;

use lambda_client::local::Function;
use lambda_client::observe::OpenTelemetryMetrics;
use lambda_client::server::Invocation;
use lambda_client::{Lambda, LocalLambda, fan_out};
use metrics_util::debugging::{DebugValue, DebuggingRecorder};
use opentelemetry_sdk::metrics::{InMemoryMetricExporter, PeriodicReader, SdkMeterProvider};

fn echo() -> Function {
    Function::new(|invocation: Invocation| async move {
        tokio::time::sleep(Duration::from_millis(1)).await;
        invocation.payload
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn global_recorders_see_the_calls_of_all_threads() {
    let local = LocalLambda::builder().function("resize", echo()).build();
    let lambda = local.lambda();
    // Nobody records yet.
    let one: u32 = lambda.call("resize").json(&1).await.unwrap();
    assert_eq!(one, 1);

    let recorder = DebuggingRecorder::new();
    let snapshotter = recorder.snapshotter();
    recorder.install().unwrap();
    let exporter = InMemoryMetricExporter::default();
    let reader = PeriodicReader::builder(exporter.clone()).build();
    let provider = SdkMeterProvider::builder().with_reader(reader).build();
    opentelemetry::global::set_meter_provider(provider.clone());
    let metered = Lambda::builder(local)
        .observer(OpenTelemetryMetrics::new())
        .build();

    let mut tasks = Vec::new();
    for lambda in [&lambda, &metered] {
        for number in 0..10 {
            let call = lambda.call("resize").json::<u32>(&number);
            tasks.push(tokio::spawn(async move { call.await.unwrap() }));
        }
    }
    for task in tasks {
        task.await.unwrap();
    }
    let batch = fan_out(0..20, |item| lambda.call("resize").json::<u32>(&item));
    assert_eq!(batch.collect().await.succeeded().count(), 20);

    let mut calls = 0;
    let mut gauges = 0;
    for (key, unit, description, value) in snapshotter.snapshot().into_vec() {
        // The recorder was installed after the `Lambda` was built and had made a call.
        assert!(unit.is_some() && description.is_some(), "{key:?}");
        match value {
            DebugValue::Counter(count) if key.key().name() == "lambda_client_calls_total" => {
                calls += count;
            }
            DebugValue::Gauge(_) => gauges += 1,
            _ => {}
        }
    }
    assert_eq!((calls, gauges), (40, 2));

    provider.force_flush().unwrap();
    let exported = exporter.get_finished_metrics().unwrap();
    let scopes: Vec<_> = exported
        .iter()
        .flat_map(|resource| resource.scope_metrics())
        .collect();
    let [scope] = scopes[..] else {
        panic!("{scopes:?}");
    };
    assert_eq!(scope.scope().name(), "lambda-client");
    assert_eq!(scope.scope().version(), Some(env!("CARGO_PKG_VERSION")));
    let text = format!("{:?}", scope.metrics().collect::<Vec<_>>());
    assert!(
        text.contains("rpc.client.call.duration") && text.contains("count: 10"),
        "{text}"
    );
}
