//! The spans of calls and attempts, field by field.

use lambda_client::{Lambda, LocalLambda};

use crate::collector::{Collector, Seen};
use crate::shop::{Course, SECRET};

/// Makes the call, and returns the span of the call and those of its attempts.
async fn spans(course: Course) -> (Seen, Vec<Seen>) {
    let collector = Collector::default();
    let guard = tracing::subscriber::set_default(collector.clone());
    course.run(Lambda::builder(course.transport())).await;
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
async fn every_call_has_a_span_with_its_attempts_below() {
    for course in Course::ALL {
        let (call, attempts) = spans(course).await;
        let count = match course {
            Course::Refused => 0,
            Course::ThrottledSuccess => 2,
            _ => 1,
        };
        assert_eq!(attempts.len(), count, "{course:?}");
        let field = |name: &str| call.fields.get(name).map(String::as_str);
        assert_eq!(field("lambda.attempts"), Some(&*count.to_string()));
        // The function has returned something; that it is not a number shows after the attempt.
        if course == Course::Undecodable {
            assert_eq!(field("error.type"), Some("decode"));
            assert!(!attempts[0].fields.contains_key("error.type"));
        }
        // No text that anybody may choose is the name of a failure.
        if course == Course::OddCode {
            assert_eq!(field("error.type"), Some("_OTHER"));
            assert_eq!(attempts[0].fields["error.type"], "_OTHER");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_span_of_an_attempt_is_left_while_it_waits() {
    let (_, attempts) = spans(Course::Success).await;
    assert!(attempts[0].entered > 1, "{attempts:?}");
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
    let (call, attempts) = spans(Course::DroppedInFlight).await;
    assert_eq!(
        call.fields(),
        call_fields(&[
            ("error.type", "dropped"),
            ("lambda.attempts", "1"),
            ("lambda.did_run", "unknown"),
            ("otel.status_code", "ERROR"),
        ])
    );
    assert_eq!(
        attempts[0].fields(),
        [
            ("error.type", "dropped"),
            ("lambda.attempt", "1"),
            ("lambda.delay_ms", "0"),
            ("lambda.did_run", "unknown"),
            ("otel.status_code", "ERROR"),
        ]
    );
}
