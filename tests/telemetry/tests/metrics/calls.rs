//! Counters and times of calls, field by field.

use lambda_client::{Lambda, LocalLambda, Raw};
use metrics::{Counter, Gauge, Histogram, Key, KeyName, Metadata, Recorder, SharedString, Unit};
use metrics_util::debugging::DebuggingRecorder;

use crate::FREE_TEXT;
use crate::recorded::{lines, recorded};
use crate::shop::Course;

/// The metrics of a call of the shop with these attempts by outcome.
fn expected(attempts: &[(&str, u32)], outcome: &str, did_run: &str, seconds: f64) -> Vec<String> {
    let mut lines: Vec<String> = attempts
        .iter()
        .map(|(outcome, count)| {
            format!("attempts_total{{function=orders-place,outcome={outcome}}} {count} Count")
        })
        .collect();
    lines.push(format!(
        "call_duration_seconds{{function=orders-place,method=place,outcome={outcome}}} [{seconds:?}] Seconds"
    ));
    lines.push(format!(
        "calls_total{{did_run={did_run},function=orders-place,method=place,outcome={outcome}}} 1 Count"
    ));
    lines
}

#[tokio::test(start_paused = true)]
async fn every_way_a_call_can_go() {
    for (course, attempts, outcome, did_run, seconds) in [
        (
            Course::Success,
            &[("success", 1)][..],
            "success",
            "yes",
            0.05,
        ),
        (
            Course::ThrottledSuccess,
            &[("success", 1), ("throttled", 1)],
            "success",
            "yes",
            1.05,
        ),
        (
            Course::Timeout,
            &[("timeout", 1)],
            "timeout",
            "unknown",
            2.0,
        ),
        (
            Course::TypedError,
            &[("function", 1)],
            "function",
            "yes",
            0.05,
        ),
        (
            Course::UndeclaredError,
            &[("function", 1)],
            "function",
            "yes",
            0.05,
        ),
        (
            Course::Undecodable,
            &[("success", 1)],
            "decode",
            "yes",
            0.05,
        ),
        (Course::OddCode, &[("service", 1)], "service", "no", 0.0),
        // Whether an environment was started is no label: only calls with `tail_log` know.
        (Course::ColdStart, &[("success", 1)], "success", "yes", 0.05),
        (Course::Refused, &[], "configuration", "no", 0.0),
        (Course::Event, &[("success", 1)], "success", "yes", 0.05),
        (
            Course::DroppedInFlight,
            &[("dropped", 1)],
            "dropped",
            "unknown",
            0.5,
        ),
        (
            Course::DroppedBeforeRetry,
            &[("throttled", 1)],
            "dropped",
            "no",
            0.5,
        ),
    ] {
        let lines = recorded(course).await;
        assert_eq!(
            lines,
            expected(attempts, outcome, did_run, seconds),
            "{course:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn no_label_holds_what_a_call_carries() {
    for course in Course::ALL {
        let lines = recorded(course).await.concat();
        assert!(!lines.is_empty(), "{course:?}");
        for unfit in FREE_TEXT {
            assert!(!lines.contains(unfit), "{course:?}: {lines}");
        }
    }
}

#[tokio::test]
async fn the_label_is_the_bare_name() {
    let recorder = DebuggingRecorder::new();
    let snapshotter = recorder.snapshotter();
    let _guard = metrics::set_default_local_recorder(&recorder);
    let lambda = Lambda::new(Course::Success.transport());
    let arn = "arn:aws:lambda:eu-west-1:123456789012:function:orders:live";
    let _ = lambda.call(arn).json::<Raw>(&()).await;
    let lines = lines(&snapshotter);
    // A call without a trait has no method; as in Prometheus, that is an empty label.
    let call = "calls_total{did_run=yes,function=orders,method=,outcome=success} 1 Count";
    assert!(lines.iter().any(|line| line == call), "{lines:?}");
}

#[tokio::test]
async fn requests_that_read_are_not_calls_of_functions() {
    let recorder = DebuggingRecorder::new();
    let snapshotter = recorder.snapshotter();
    let _guard = metrics::set_default_local_recorder(&recorder);
    let lambda = LocalLambda::builder().build().lambda();
    lambda.functions().all().await.unwrap();
    lambda.function("orders").await.unwrap_err();
    assert_eq!(lines(&snapshotter), [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn a_second_recorder_learns_the_units_too() {
    let lambda = LocalLambda::builder().build().lambda();
    for _ in 0..2 {
        let recorder = Box::new(DebuggingRecorder::new());
        let snapshotter = recorder.snapshotter();
        let recorder = Box::leak(recorder);
        let guard = metrics::set_default_local_recorder(recorder);
        lambda.call("missing").json::<Raw>(&()).await.unwrap_err();
        drop(guard);
        // Each line is found to have a unit.
        assert_eq!(lines(&snapshotter).len(), 3);
    }
}

thread_local! {
    static COUNTED: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
}

/// A recorder that holds nothing, like the one that `metrics` uses while there is none.
struct Empty;

impl Recorder for Empty {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn register_counter(&self, _: &Key, metadata: &Metadata<'_>) -> Counter {
        assert_eq!(metadata.target(), "lambda_client");
        COUNTED.set(COUNTED.get() + 1);
        Counter::noop()
    }
    fn register_gauge(&self, _: &Key, _: &Metadata<'_>) -> Gauge {
        Gauge::noop()
    }
    fn register_histogram(&self, _: &Key, _: &Metadata<'_>) -> Histogram {
        Histogram::noop()
    }
}

#[tokio::test(start_paused = true)]
async fn a_recorder_that_holds_nothing_is_a_recorder() {
    let _guard = metrics::set_default_local_recorder(&Empty);
    Course::Success
        .run(Lambda::builder(Course::Success.transport()))
        .await;
    assert_eq!(COUNTED.get(), 2);
}
