//! The metric of OpenTelemetry, field by field, as the SDK exports it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use lambda_client::observe::{CallEnd, Observer, OpenTelemetryMetrics};
use lambda_client::step_functions::{Machines, StatesRequest, StatesResponse, StatesTransport};
use lambda_client::transport::{BoxFuture, TransportError};
use lambda_client::{Lambda, LocalLambda};
use opentelemetry::metrics::MeterProvider as _;
use opentelemetry_sdk::metrics::data::{AggregatedMetrics, HistogramDataPoint, MetricData};
use opentelemetry_sdk::metrics::{InMemoryMetricExporter, PeriodicReader, SdkMeterProvider};
use opentelemetry_semantic_conventions::{attribute, metric};

use crate::FREE_TEXT;
use crate::executions::{EXECUTION, MACHINE, Service};
use crate::shop::Course;

/// A provider whose metrics can be read back.
struct Exported {
    exporter: InMemoryMetricExporter,
    provider: SdkMeterProvider,
}

/// A point of the histogram: its attributes, sorted, and what it has counted.
#[derive(Debug)]
struct Point {
    attributes: Vec<(String, String)>,
    bounds: Vec<f64>,
    count: u64,
    sum: f64,
}

impl Exported {
    fn new() -> Exported {
        let exporter = InMemoryMetricExporter::default();
        let reader = PeriodicReader::builder(exporter.clone()).build();
        let provider = SdkMeterProvider::builder().with_reader(reader).build();
        Exported { exporter, provider }
    }

    fn observer(&self) -> OpenTelemetryMetrics {
        OpenTelemetryMetrics::with_meter(&self.provider.meter("shop"))
    }

    /// Returns the points of the one metric that there is.
    fn points(&self) -> Vec<Point> {
        self.provider.force_flush().unwrap();
        let mut points = Vec::new();
        for resource in self.exporter.get_finished_metrics().unwrap() {
            for metric in resource.scope_metrics().flat_map(|scope| scope.metrics()) {
                assert_eq!(metric.name(), metric::RPC_CLIENT_CALL_DURATION);
                assert_eq!(metric.unit(), "s");
                assert!(!metric.description().is_empty());
                let AggregatedMetrics::F64(MetricData::Histogram(histogram)) = metric.data() else {
                    panic!("{metric:?}");
                };
                points.extend(histogram.data_points().map(point));
            }
        }
        points
    }
}

fn point(point: &HistogramDataPoint<f64>) -> Point {
    let mut attributes: Vec<_> = point
        .attributes()
        .map(|pair| (pair.key.to_string(), pair.value.to_string()))
        .collect();
    attributes.sort_unstable();
    Point {
        attributes,
        bounds: point.bounds().collect(),
        count: point.count(),
        sum: point.sum(),
    }
}

/// Makes the call, and returns what was exported.
async fn exported(course: Course) -> Point {
    let exported = Exported::new();
    course
        .run(Lambda::builder(course.transport()).observer(exported.observer()))
        .await;
    let mut points = exported.points();
    assert_eq!(points.len(), 1, "{points:?}");
    points.remove(0)
}

/// The attributes of a call of the shop.
fn attributes(did_run: &str, error_type: Option<&str>) -> Vec<(String, String)> {
    let mut attributes = vec![
        (attribute::FAAS_INVOKED_NAME, "orders-place"),
        (attribute::FAAS_INVOKED_PROVIDER, "aws"),
        (attribute::FAAS_INVOKED_REGION, "eu-west-1"),
        (attribute::RPC_METHOD, "Invoke"),
        (attribute::RPC_SYSTEM_NAME, "aws-api"),
        // The conventions have no names for these two. Spans have them as well.
        ("lambda.did_run", did_run),
        ("lambda.method", "place"),
    ];
    attributes.extend(error_type.map(|error_type| (attribute::ERROR_TYPE, error_type)));
    attributes.sort_unstable();
    let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    attributes.into_iter().map(owned).collect()
}

#[tokio::test(start_paused = true)]
async fn every_way_a_call_can_go() {
    for (course, did_run, error_type, seconds) in [
        (Course::Success, "yes", None, 0.05),
        (Course::ThrottledSuccess, "yes", None, 1.05),
        (Course::Timeout, "unknown", Some("timeout"), 2.0),
        (Course::TypedError, "yes", Some("OutOfStock"), 0.05),
        (Course::UndeclaredError, "yes", Some("_OTHER"), 0.05),
        (Course::Undecodable, "yes", Some("decode"), 0.05),
        (Course::OddCode, "no", Some("_OTHER"), 0.0),
        (Course::ColdStart, "yes", None, 0.05),
        (Course::Refused, "no", Some("configuration"), 0.0),
        (Course::Event, "yes", None, 0.05),
        (Course::DroppedInFlight, "unknown", Some("dropped"), 0.5),
        (Course::DroppedBeforeRetry, "no", Some("dropped"), 0.5),
    ] {
        let point = exported(course).await;
        assert_eq!(
            point.attributes,
            attributes(did_run, error_type),
            "{course:?}"
        );
        assert_eq!(point.count, 1, "{course:?}");
        assert!(
            (point.sum - seconds).abs() < 1e-9,
            "{course:?}: {}",
            point.sum
        );
    }
}

#[tokio::test(start_paused = true)]
async fn the_buckets_are_those_of_the_conventions() {
    // The crate of the conventions has no constant for them: "General metric semantic conventions" of RPC, metric
    // `rpc.client.call.duration`, advice `ExplicitBucketBoundaries`.
    let bounds = [
        0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0,
    ];
    assert_eq!(exported(Course::Success).await.bounds, bounds);
}

#[tokio::test(start_paused = true)]
async fn no_attribute_holds_what_a_call_carries() {
    for course in Course::ALL {
        let point = format!("{:?}", exported(course).await);
        for unfit in FREE_TEXT {
            assert!(!point.contains(unfit), "{course:?}: {point}");
        }
    }
}

/// Never returns.
struct Stuck;

impl Observer for Stuck {
    fn call_finished(&self, _: &CallEnd) {
        loop {
            std::thread::park();
        }
    }
}

#[tokio::test]
async fn a_call_is_recorded_when_it_ends_whatever_other_observers_do() {
    for is_shared in [false, true] {
        let exported = Exported::new();
        let builder = Lambda::builder(Course::Success.transport()).observer(Stuck);
        let lambda = match is_shared {
            false => builder.observer(exported.observer()),
            true => builder.observer(Arc::new(exported.observer())),
        };
        let call = lambda.build().call("orders").json::<u32>(&());
        assert_eq!(call.await.unwrap(), 7);
        assert_eq!(exported.points().len(), 1);
    }
}

#[tokio::test]
async fn a_listing_has_neither_function_nor_method() {
    let exported = Exported::new();
    let local = LocalLambda::builder().build();
    let lambda = Lambda::builder(local).observer(exported.observer()).build();
    lambda.functions().all().await.unwrap();
    let points = exported.points();
    let names: Vec<_> = points[0]
        .attributes
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(
        names,
        [
            attribute::FAAS_INVOKED_PROVIDER,
            "lambda.did_run",
            attribute::RPC_METHOD,
            attribute::RPC_SYSTEM_NAME,
        ]
    );
    assert!(
        points[0]
            .attributes
            .contains(&(attribute::RPC_METHOD.to_owned(), "ListFunctions".to_owned()))
    );
}

/// The attributes of what Step Functions is asked.
fn of_execution(
    operation: &str,
    machine: Option<&str>,
    did_run: &str,
    error_type: Option<&str>,
) -> Vec<(String, String)> {
    let known = [
        (attribute::RPC_METHOD, Some(operation)),
        (attribute::RPC_SYSTEM_NAME, Some("aws-api")),
        (attribute::AWS_STEP_FUNCTIONS_STATE_MACHINE_ARN, machine),
        (attribute::CLOUD_REGION, machine.map(|_| "eu-west-1")),
        // The conventions have no name for it.
        ("step_functions.did_run", Some(did_run)),
        (attribute::ERROR_TYPE, error_type),
    ];
    let owned = |(name, value): (&str, Option<&str>)| Some((name.to_owned(), value?.to_owned()));
    let mut attributes: Vec<_> = known.into_iter().filter_map(owned).collect();
    attributes.sort_unstable();
    attributes
}

#[tokio::test(start_paused = true)]
async fn requests_to_step_functions_have_no_attribute_of_a_function() {
    let exported = Exported::new();
    let machines = Machines::builder(Service)
        .observer(exported.observer())
        .build();
    let machine = machines.machine(&format!("{MACHINE}:live"));
    machine.start(&1).name("order-17").await.unwrap();
    machines.execution(EXECUTION).status().await.unwrap();
    machines.task("secret").succeed(&1).await.unwrap_err();
    let mut points = exported.points();
    points.sort_by(|one, other| one.attributes.cmp(&other.attributes));
    let mut expected = [
        of_execution("StartExecution", Some(MACHINE), "yes", None),
        of_execution("DescribeExecution", Some(MACHINE), "no", None),
        of_execution("SendTaskSuccess", None, "no", Some("TaskDoesNotExist")),
    ];
    expected.sort_unstable();
    let found: Vec<_> = points.into_iter().map(|point| point.attributes).collect();
    assert_eq!(found, expected);
}

/// Describes an execution that runs, then one that has failed. Each description takes 100 milliseconds.
#[derive(Debug, Default)]
struct Failing {
    is_described: AtomicBool,
}

impl StatesTransport for Failing {
    fn send<'a>(
        &'a self,
        _: StatesRequest<'a>,
    ) -> BoxFuture<'a, Result<StatesResponse, TransportError>> {
        let status = match self.is_described.swap(true, Ordering::Relaxed) {
            false => "RUNNING",
            true => "FAILED",
        };
        Box::pin(async move {
            tokio::time::sleep(Duration::from_millis(100)).await;
            Ok(StatesResponse::new(format!(
                r#"{{"executionArn":"{EXECUTION}","status":"{status}","startDate":1767225600.0}}"#
            )))
        })
    }
}

#[tokio::test(start_paused = true)]
async fn a_wait_is_recorded_poll_by_poll() {
    let exported = Exported::new();
    let machines = Machines::builder(Failing::default())
        .observer(exported.observer())
        .build();
    let execution = machines.execution(EXECUTION);
    execution.result().await.unwrap_err();
    // The poll of this one is dropped with it.
    let wait = async { execution.result().await.map(drop) };
    let limited = tokio::time::timeout(Duration::from_millis(50), wait);
    limited.await.unwrap_err();
    let points = exported.points();
    assert_eq!(points.len(), 1, "{points:?}");
    let described = of_execution("DescribeExecution", Some(MACHINE), "no", None);
    assert_eq!((&points[0].attributes, points[0].count), (&described, 2));
    // Without the pause between the two.
    assert!((points[0].sum - 0.2).abs() < 1e-9, "{points:?}");
}
