use super::*;
use std::error::Error as _;

use serde_json::json;

fn decode(text: &str) -> Failure {
    let failure = Failure::decode(Bytes::copy_from_slice(text.as_bytes()));
    assert_eq!(failure.raw(), text.as_bytes());
    failure
}

#[test]
fn causes_are_decoded_to_the_depth_that_is_documented() {
    for field in ["cause", "causes"] {
        let mut document = json!({"errorType": "E"});
        for _ in 0..40 {
            let inner = match field {
                "causes" => json!([document]),
                _ => document,
            };
            document = json!({"errorType": "E", field: inner});
        }
        let failure = Failure::decode(document.to_string().into());
        let (mut causes, mut next) = (0, failure.cause());
        while let Some(cause) = next {
            (causes, next) = (causes + 1, cause.cause());
        }
        assert_eq!(causes, 32, "{field}");
    }
}

#[test]
fn python() {
    let failure = decode(
        r#"{"errorMessage": "na\u00efve", "errorType": "KeyError", "requestId": "1-2-3", "stackTrace": ["  File \"a.py\"\n"]}"#,
    );
    assert_eq!(failure.error_type(), Some("KeyError"));
    assert_eq!(failure.message(), Some("naïve"));
    assert_eq!(failure.trace(), ["  File \"a.py\"\n"]);
    assert_eq!(
        (failure.kind(), failure.did_run()),
        (FailureKind::Application, DidRun::Yes)
    );
}

#[test]
fn node() {
    let failure = decode(r#"{"errorType":"string","errorMessage":"boom","trace":[]}"#);
    assert_eq!(failure.error_type(), Some("string"));
    assert_eq!(failure.message(), Some("boom"));
    assert!(failure.trace().is_empty());
}

#[test]
fn java() {
    let failure = decode(
        r#"{"errorMessage":null,"errorType":"com.acme.CardDeclined","stackTrace":null,"cause":null}"#,
    );
    assert_eq!(failure.to_string(), "com.acme.CardDeclined");
    assert!(failure.cause().is_none());
    assert!(failure.causes().is_empty());
}

#[test]
fn dotnet() {
    let failure = decode(
        r#"{"errorType":"AggregateException","errorMessage":"several","stackTrace":["at A"],
            "cause":{"errorType":"First","errorMessage":"1","stackTrace":["at B"]},
            "causes":[{"errorType":"First","errorMessage":"1"},{"errorType":"Second","cause":{"errorType":"Third"}}]}"#,
    );
    assert_eq!(failure.cause().and_then(Failure::error_type), Some("First"));
    assert_eq!(
        failure.cause().map(Failure::trace),
        Some(["at B".to_owned()].as_slice())
    );
    let types: Vec<_> = failure.causes().iter().map(Failure::error_type).collect();
    assert_eq!(types, [Some("First"), Some("Second")]);
    assert_eq!(
        failure.causes()[1].cause().and_then(Failure::error_type),
        Some("Third")
    );
    assert_eq!(failure.causes()[1].raw(), failure.raw());

    let too_large =
        decode(r#"{"errorMessage":"Exception exceeded maximum payload size of 256KB."}"#);
    assert_eq!(
        (too_large.kind(), too_large.did_run()),
        (FailureKind::Application, DidRun::Yes)
    );
}

#[test]
fn one_cause_is_also_the_list_of_causes() {
    let failure = decode(r#"{"errorType":"A","cause":{"errorType":"B"}}"#);
    assert_eq!(failure.causes().len(), 1);
    let failure = decode(r#"{"errorType":"A","causes":[{"errorType":"B"}, null, 1]}"#);
    assert_eq!(failure.causes().len(), 1);
    assert_eq!(failure.cause().and_then(Failure::error_type), Some("B"));
    let failure = decode(r#"{"errorType":"A","cause":"disk full"}"#);
    assert_eq!(
        failure.cause().and_then(Failure::message),
        Some("disk full")
    );
    assert_eq!(
        failure.cause().map(Failure::kind),
        Some(FailureKind::Application)
    );
}

#[test]
fn go_panic() {
    let failure = decode(
        r#"{"errorMessage":"boom","errorType":"string","stackTrace":[{"path":"main.go","line":7,"label":"main.f"}]}"#,
    );
    assert_eq!(failure.trace(), ["main.f (main.go:7)"]);
}

#[test]
fn platform() {
    let failure = decode(
        r#"{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: 1-2 Error: Task timed out after 3.00 seconds"}"#,
    );
    assert_eq!(failure.kind(), FailureKind::Timeout);
    assert_eq!(failure.timed_out_after(), Some(Duration::from_secs(3)));
    assert_eq!(
        decode(r#"{"errorType":"Sandbox.Timedout"}"#).timed_out_after(),
        None
    );
    let own = decode(r#"{"errorType":"E","errorMessage":"Task timed out after 3.00 seconds"}"#);
    assert_eq!(own.timed_out_after(), None);
}

#[test]
fn bytes_that_are_not_a_document() {
    for text in [
        "",
        "null",
        "<html><body>502</body></html>",
        "[1]",
        "{}",
        "{\"a\":1}",
    ] {
        let failure = decode(text);
        assert_eq!(
            (failure.kind(), failure.did_run()),
            (FailureKind::Unreadable, DidRun::Unknown),
            "{text}"
        );
        assert_eq!(
            (failure.error_type(), failure.message()),
            (None, None),
            "{text}"
        );
    }
    assert_eq!(decode("").to_string(), "function error without a document");
    assert_eq!(
        decode("[1]").to_string(),
        "function error with an unreadable document of 3 bytes"
    );
}

#[test]
fn invalid_utf8_is_read_and_kept() {
    let raw = Bytes::from_static(b"{\"errorType\":\"E\xff\",\"errorMessage\":\"\xf0\x9f\"}");
    let failure = Failure::decode(raw.clone());
    assert_eq!(failure.error_type(), Some("E\u{fffd}"));
    assert_eq!(failure.message(), Some("\u{fffd}"));
    assert_eq!(failure.raw(), &raw);
}

#[test]
fn empty_names_and_messages_are_kept_and_not_shown() {
    let failure = decode(r#"{"errorType":"Error","errorMessage":""}"#);
    assert_eq!(failure.message(), Some(""));
    assert_eq!(failure.to_string(), "Error");
    assert_eq!(
        decode(r#"{"errorType":"","errorMessage":"m"}"#).to_string(),
        "m"
    );
}

#[test]
fn a_huge_document_is_read() {
    let message = "x".repeat(6 << 20);
    let failure = decode(&format!(
        r#"{{"errorType":"E","errorMessage":"{message}"}}"#
    ));
    assert_eq!(failure.message().map(str::len), Some(message.len()));
}

#[test]
fn debug_leaves_out_the_bytes() {
    let debug = format!("{:?}", decode(r#"{"errorType":"E","secret":"hunter2"}"#));
    assert!(
        debug.contains("\"E\"") && !debug.contains("hunter2"),
        "{debug}"
    );
}

#[test]
fn the_source_is_the_cause() {
    let failure = decode(r#"{"errorType":"A","cause":{"errorType":"B"}}"#);
    assert_eq!(
        failure.source().map(ToString::to_string).as_deref(),
        Some("B")
    );
}
