//! Whatever arrives, the decoders neither panic nor lose a byte.

use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use lambda_client_core::{
    ClientContext,
    client_context::ClientApplication,
    failure::Failure,
    log::{LogTail, Report},
};
use proptest::prelude::*;

const DOCUMENTS: &[&str] = &[
    r#"{"errorMessage": "na\u00efve \ud83d\ude00", "errorType": "E", "requestId": "", "stackTrace": ["  a\n"]}"#,
    r#"{"errorType":"A","errorMessage":"a","cause":{"errorType":"B"},"causes":[{"errorType":"B"},{"cause":{}}]}"#,
    r#"{"errorType":"string","errorMessage":"é","stackTrace":[{"path":"m.go","line":7,"label":"f"}],"x":[1e5,-1,null]}"#,
    r#"{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: 1 Error: Task timed out after 3.00 seconds"}"#,
    "2024-05-01T12:00:00.000Z 1-2-3 Task timed out after 3.00 seconds",
];

const LOGS: &[&str] = &[
    "é\nREPORT RequestId: 1-2\tDuration: 3016.78 ms\tBilled Duration: 3101 ms\tMemory Size: 128 MB\tMax Memory Used: 31 MB\t\nXRAY TraceId: 1-a\t",
    r#"{"type":"platform.report","record":{"requestId":"1","status":"error","metrics":{"durationMs":1.5,"memorySizeMB":128}}}"#,
];

/// One of the texts with some bytes changed, cut out or put in.
fn mutated(texts: &'static [&'static str]) -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![
        any::<u8>(),
        prop::sample::select(b"{}[]\",:\\u0dn\t\n -.".as_slice())
    ];
    let edits = prop::collection::vec((any::<prop::sample::Index>(), 0..4usize, byte), 0..6);
    (prop::sample::select(texts), edits).prop_map(|(text, edits)| {
        let mut bytes = text.as_bytes().to_vec();
        for (place, edit, byte) in edits {
            if bytes.is_empty() {
                break;
            }
            let place = place.index(bytes.len());
            match edit {
                0 => bytes[place] = byte,
                1 => bytes.insert(place, byte),
                2 => drop(bytes.remove(place)),
                _ => bytes.truncate(place),
            }
        }
        bytes
    })
}

fn texts() -> impl Strategy<Value = Vec<(String, String)>> {
    prop::collection::vec((any::<String>(), any::<String>()), 0..4)
}

fn check_failure(raw: Vec<u8>) {
    let failure = Failure::decode(Bytes::from(raw.clone()));
    assert_eq!(failure.raw(), &raw);
    let shown = failure.to_string();
    assert!(!shown.is_empty());
    for part in [failure.error_type(), failure.message()]
        .into_iter()
        .flatten()
    {
        assert!(shown.contains(part), "{shown:?} lacks {part:?}");
    }
    let _ = (format!("{failure:?}"), failure.timed_out_after());
}

proptest! {
    #[test]
    fn any_bytes_are_a_failure(raw in prop::collection::vec(any::<u8>(), 0..200)) {
        check_failure(raw);
    }

    #[test]
    fn any_document_is_a_failure(raw in mutated(DOCUMENTS)) {
        check_failure(raw);
    }

    #[test]
    fn a_document_is_read_as_it_was_written(
        error_type in "[^.<]{1,20}",
        message in any::<String>(),
        lines in prop::collection::vec(any::<String>(), 0..4),
    ) {
        let document = serde_json::json!({"errorType": error_type, "errorMessage": message, "stackTrace": lines});
        let failure = Failure::decode(document.to_string().into());
        prop_assert_eq!(failure.error_type(), Some(error_type.as_str()));
        prop_assert_eq!(failure.message(), Some(message.as_str()));
        prop_assert_eq!(failure.trace(), lines);
    }

    #[test]
    fn any_log_may_hold_a_report(log in mutated(LOGS)) {
        if let Some(report) = Report::parse(&String::from_utf8_lossy(&log)) {
            prop_assert!(!report.to_string().contains('\n'), "{}", report);
        }
    }

    #[test]
    fn a_report_is_read_as_it_was_written(micros in 0..900_000_000_u64, used in 0..10_240_u64) {
        let (millis, rest) = (micros / 1000, micros % 1000);
        let log = format!("REPORT RequestId: 1\tDuration: {millis}.{rest:03} ms\tMax Memory Used: {used} MB");
        let report = Report::parse(&log).expect("a report");
        prop_assert_eq!(report.duration(), Some(Duration::from_micros(micros)));
        prop_assert_eq!(report.max_memory_used_mb(), Some(used));
    }

    #[test]
    fn any_log_is_a_tail(log in prop::collection::vec(any::<u8>(), 0..200)) {
        let tail = LogTail::decode(&BASE64_STANDARD.encode(&log)).expect("a tail");
        prop_assert_eq!(tail.text(), String::from_utf8_lossy(&log));
        let _ = tail.report();
    }

    #[test]
    fn any_text_may_be_a_header(text in any::<String>(), base64 in "[A-Za-z0-9+/=_ -]{0,60}") {
        for header in [text, base64] {
            let _ = LogTail::decode(&header).and_then(|tail| tail.report());
            let _ = ClientContext::from_base64(&header);
        }
    }

    #[test]
    fn a_client_context_arrives_as_it_was_sent(
        custom in texts(),
        env in texts(),
        application in prop::option::of((any::<String>(), any::<String>())),
    ) {
        let mut context = ClientContext::new();
        for (name, value) in custom {
            context = context.with_custom(name, value);
        }
        for (name, value) in env {
            context = context.with_env(name, value);
        }
        if let Some((id, title)) = application {
            context = context.with_client(ClientApplication::new(id).with_title(title));
        }
        if let Ok(header) = context.to_base64() {
            prop_assert!(header.len() <= 3_583);
            prop_assert_eq!(ClientContext::from_base64(&header), Some(context));
        }
    }
}
