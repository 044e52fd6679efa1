//! The spans of calls and attempts, field by field.

use lambda_client::{Lambda, LocalLambda};

use crate::collector::{Collector, Seen};
use crate::shop::{Course, SECRET};

/// Makes the call, and returns the span of the call and those of its attempts.
async fn spans(course: Course) -> (Seen, Vec<Seen>) {
    let collector = Collector::default();
    let guard = tracing::subscriber::set_default(collector.clone());
    let _ = course.run(Lambda::builder(course.transport())).await;
    drop(guard);
    let spans = collector.spans();
    assert!(!format!("{spans:?}").contains(SECRET), "{spans:?}");
    for span in &spans {
        assert_eq!(span.target, "lambda_client");
        assert!(span.is_closed(), "{span:?}");
    }
    let (call, attempts) = spans.split_first().unwrap();
    assert_eq!((call.name, call.parent), ("lambda.call", None));
    for attempt in attempts {
        assert_eq!((attempt.name, attempt.parent), ("lambda.attempt", Some(0)));
        assert!(attempt.entered > 0, "{attempt:?}");
    }
    (call.clone(), attempts.to_vec())
}

/// The fields that every call of the shop starts with, and these.
fn call_fields<'a>(late: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("faas.invoked_name", "orders-place"),
        ("faas.invoked_provider", "aws"),
        ("faas.invoked_region", "eu-west-1"),
        ("lambda.method", "place"),
        ("lambda.mode", "RequestResponse"),
        ("lambda.qualifier", "live"),
        ("otel.kind", "client"),
        ("otel.name", "Lambda.Invoke"),
        ("rpc.method", "Invoke"),
        ("rpc.system.name", "aws-api"),
    ];
    fields.extend(late);
    fields.sort_unstable();
    fields
}

#[tokio::test(start_paused = true)]
async fn a_success() {
    let (call, attempts) = spans(Course::Success).await;
    assert_eq!(
        call.fields(),
        call_fields(&[
            ("aws.request_id", "id-1"),
            ("lambda.attempts", "1"),
            ("lambda.did_run", "yes"),
            ("lambda.executed_version", "3"),
        ])
    );
    assert_eq!(attempts.len(), 1);
    assert_eq!(
        attempts[0].fields(),
        [
            ("aws.request_id", "id-1"),
            ("http.response.status_code", "200"),
            ("lambda.attempt", "1"),
            ("lambda.delay_ms", "0"),
            ("lambda.did_run", "yes"),
        ]
    );
    // It was left while it waited.
    assert!(attempts[0].entered > 1, "{attempts:?}");
}

#[tokio::test(start_paused = true)]
async fn a_throttled_success() {
    let (call, attempts) = spans(Course::ThrottledSuccess).await;
    assert_eq!(
        call.fields(),
        call_fields(&[
            ("aws.request_id", "id-2"),
            ("lambda.attempts", "2"),
            ("lambda.did_run", "yes"),
            ("lambda.executed_version", "3"),
        ])
    );
    assert_eq!(attempts.len(), 2);
    assert_eq!(
        attempts[0].fields(),
        [
            ("aws.request_id", "id-1"),
            ("error.type", "TooManyRequestsException"),
            ("http.response.status_code", "429"),
            ("lambda.attempt", "1"),
            ("lambda.delay_ms", "0"),
            ("lambda.did_run", "no"),
            ("otel.status_code", "ERROR"),
        ]
    );
    assert_eq!(
        attempts[1].fields(),
        [
            ("aws.request_id", "id-2"),
            ("http.response.status_code", "200"),
            ("lambda.attempt", "2"),
            ("lambda.delay_ms", "1000"),
            ("lambda.did_run", "yes"),
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_timeout() {
    let (call, attempts) = spans(Course::Timeout).await;
    assert_eq!(
        call.fields(),
        call_fields(&[
            ("error.type", "timeout"),
            ("lambda.attempts", "1"),
            ("lambda.did_run", "unknown"),
            ("otel.status_code", "ERROR"),
        ])
    );
    assert_eq!(
        attempts[0].fields(),
        [
            ("error.type", "timeout"),
            ("lambda.attempt", "1"),
            ("lambda.delay_ms", "0"),
            ("lambda.did_run", "unknown"),
            ("otel.status_code", "ERROR"),
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn errors_of_the_function() {
    for (course, error_type) in [
        (Course::TypedError, "OutOfStock"),
        // Any text could stand there.
        (Course::UndeclaredError, "_OTHER"),
        (Course::Undecodable, "decode"),
    ] {
        let (call, attempts) = spans(course).await;
        assert_eq!(
            call.fields(),
            call_fields(&[
                ("aws.request_id", "id-1"),
                ("error.type", error_type),
                ("lambda.attempts", "1"),
                ("lambda.did_run", "yes"),
                ("otel.status_code", "ERROR"),
            ])
        );
        let attempt = attempts[0].fields.get("error.type").map(String::as_str);
        let expected = (course != Course::Undecodable).then_some(error_type);
        assert_eq!(attempt, expected, "{course:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_cold_start() {
    let (call, _) = spans(Course::ColdStart).await;
    assert_eq!(
        call.fields(),
        call_fields(&[
            ("aws.request_id", "id-1"),
            ("faas.coldstart", "true"),
            ("lambda.attempts", "1"),
            ("lambda.billed_ms", "90"),
            ("lambda.did_run", "yes"),
            ("lambda.executed_version", "3"),
            ("lambda.max_memory_mb", "31"),
        ])
    );
}

#[tokio::test]
async fn a_listing() {
    let collector = Collector::default();
    let guard = tracing::subscriber::set_default(collector.clone());
    let local = LocalLambda::builder().build();
    local.lambda().functions().all().await.unwrap();
    drop(guard);
    let spans = collector.spans();
    assert_eq!(
        spans[0].fields(),
        [
            ("faas.invoked_provider", "aws"),
            ("lambda.attempts", "1"),
            ("lambda.did_run", "no"),
            ("otel.kind", "client"),
            ("otel.name", "Lambda.ListFunctions"),
            ("rpc.method", "ListFunctions"),
            ("rpc.system.name", "aws-api"),
        ]
    );
    assert_eq!(spans[1].name, "lambda.attempt");
}

#[tokio::test(start_paused = true)]
async fn the_spans_of_a_dropped_call_say_so() {
    let collector = Collector::default();
    let guard = tracing::subscriber::set_default(collector.clone());
    let call = Course::Timeout.run(Lambda::builder(Course::Timeout.transport()));
    let second = std::time::Duration::from_secs(1);
    tokio::time::timeout(second, call).await.unwrap_err();
    drop(guard);
    let spans = collector.spans();
    assert_eq!(spans.len(), 2);
    for span in &spans {
        assert!(span.is_closed(), "{span:?}");
    }
    assert_eq!(
        spans[0].fields(),
        call_fields(&[
            ("error.type", "dropped"),
            ("lambda.attempts", "1"),
            ("lambda.did_run", "unknown"),
            ("otel.status_code", "ERROR"),
        ])
    );
    assert_eq!(
        spans[1].fields(),
        [
            ("error.type", "dropped"),
            ("lambda.attempt", "1"),
            ("lambda.delay_ms", "0"),
            ("lambda.did_run", "unknown"),
            ("otel.status_code", "ERROR"),
        ]
    );
}
