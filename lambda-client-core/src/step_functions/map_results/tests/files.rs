//! Files as Step Functions writes them.

use std::time::{Duration, SystemTime};

use crate::certainty::DidRun;
use crate::error::{Error, ErrorDocument, ErrorKind, FunctionError};
use crate::failure::FailureKind;
use crate::payload::Raw;
use crate::step_functions::ExecutionStatus;
use crate::step_functions::map_results::tests::decode;
use crate::step_functions::map_results::{ChildExecution, OutputType, ResultDecoder};

const SUCCEEDED: &str = r#"{"ExecutionArn":"arn:aws:states:us-east-1:123456789012:execution:orders/place:5f1a","Input":"{\"sku\":\"A-1\",\"note\":\"\\\"]},\"}","InputDetails":{"Included":true},"Name":"5f1a","Output":"{\"total\":7}","OutputDetails":{"Included":true},"RedriveCount":1,"RedriveStatus":"NOT_REDRIVABLE","RedriveStatusReason":"Execution is SUCCEEDED and cannot be redriven","StartDate":"2026-11-29T21:49:40.357Z","StateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:orders/place","Status":"SUCCEEDED","StopDate":"2026-11-29T21:49:41Z"}"#;

const FAILED: &str = r#"{"ExecutionArn":"arn:e2","Cause":"{\"errorType\":\"OutOfStock\",\"errorMessage\":\"no cups\",\"stackTrace\":[]}","Error":"OutOfStock","Input":"{}","Name":"e2","Status":"FAILED"}"#;

#[derive(Debug, PartialEq, serde::Deserialize)]
struct Receipt {
    total: u32,
}

#[derive(Debug)]
enum OrderError {
    OutOfStock,
    Other(Error),
}

impl FunctionError for OrderError {
    fn from_error(error: Error) -> Self {
        match error.code() {
            Some("OutOfStock") => OrderError::OutOfStock,
            _ => OrderError::Other(error),
        }
    }

    fn to_document(&self) -> ErrorDocument {
        match self {
            OrderError::OutOfStock => ErrorDocument::new("OutOfStock", ""),
            OrderError::Other(error) => error.to_document(),
        }
    }
}

type Child = ChildExecution<Receipt, OrderError>;

fn children(file: &str) -> Vec<Child> {
    let records = decode(ResultDecoder::executions(), file);
    records.into_iter().map(Result::unwrap).collect()
}

fn child(record: &str) -> Child {
    children(record).remove(0)
}

#[test]
fn an_execution_is_decoded_with_all_that_is_known_about_it() {
    let child = child(SUCCEEDED);
    assert_eq!(child.result.unwrap().ok(), Some(Receipt { total: 7 }));
    assert_eq!(
        child.arn.as_deref(),
        Some("arn:aws:states:us-east-1:123456789012:execution:orders/place:5f1a")
    );
    assert_eq!(child.name.as_deref(), Some("5f1a"));
    assert_eq!(child.status, ExecutionStatus::Succeeded);
    assert_eq!(
        child.input.unwrap().bytes(),
        r#"{"sku":"A-1","note":"\"]},"}"#
    );
    assert!(child.machine_arn.unwrap().ends_with(":orders/place"));
    let started = SystemTime::UNIX_EPOCH + Duration::from_millis(1_795_988_980_357);
    assert_eq!(child.start_date, Some(started));
    assert_eq!(
        child.stop_date,
        Some(started + Duration::from_millis(643)),
        "without a fraction"
    );
    assert_eq!(child.redrive_count, 1);
    assert_eq!(child.redrive_status.as_deref(), Some("NOT_REDRIVABLE"));
}

#[test]
fn an_array_and_lines_hold_the_same() {
    for file in [
        format!("[{SUCCEEDED},{FAILED}]"),
        format!(" [ {SUCCEEDED} ,\r\n{FAILED}\n]\n"),
        format!("{SUCCEEDED}\n{FAILED}\n"),
        format!("{SUCCEEDED}\r\n\r\n  {FAILED}"),
    ] {
        let children = children(&file);
        assert_eq!(children.len(), 2, "{file}");
        assert!(matches!(children[0].result, Some(Ok(Receipt { total: 7 }))));
        let Some(Err(error)) = &children[1].result else {
            panic!("{file}");
        };
        assert!(matches!(error.error(), OrderError::OutOfStock));
        assert_eq!(error.failure().unwrap().message(), Some("no cups"));
        assert_eq!(error.did_run(), DidRun::Yes);
    }
    assert!(children("[]").is_empty());
}

#[test]
fn every_end_has_the_kind_that_an_execution_has() {
    for (status, error, kind) in [
        ("FAILED", "OutOfStock", ErrorKind::Function),
        ("FAILED", "States.Runtime", ErrorKind::ExecutionFailed),
        ("TIMED_OUT", "States.Timeout", ErrorKind::ExecutionTimedOut),
        ("ABORTED", "Stopped", ErrorKind::ExecutionAborted),
    ] {
        let record = format!(r#"{{"ExecutionArn":"arn:e","Status":"{status}","Error":"{error}"}}"#);
        let error = child(&record).result.unwrap().unwrap_err();
        assert_eq!(error.kind(), kind, "{status}");
        assert!(error.details().to_string().starts_with("execution `arn:e`"));
    }
}

#[test]
fn an_execution_that_did_not_start_has_no_result() {
    for record in [
        r#"{"ExecutionArn":null,"Input":"{\"sku\":1}","Name":"n","Status":"PENDING"}"#,
        r#"{"Input":"{\"sku\":1}","InputDetails":{"Included":true},"Status":"PENDING"}"#,
    ] {
        let child = child(record);
        assert!(child.result.is_none());
        assert_eq!(child.status, ExecutionStatus::Other("PENDING".into()));
        assert_eq!(child.arn, None);
        assert_eq!(child.input_as(), Some(serde_json::json!({"sku": 1})));
    }
}

#[test]
fn a_cause_that_was_cut_off_or_is_any_text_is_kept() {
    let cut = format!(
        r#"{{\"errorType\":\"OutOfStock\",\"errorMessage\":\"{}"#,
        "x".repeat(32_700)
    );
    for (cause, kind) in [
        (cut.as_str(), FailureKind::Application),
        (
            "The limit of the task was reached",
            FailureKind::Application,
        ),
    ] {
        let record = format!(
            r#"{{"ExecutionArn":"arn:e","Status":"FAILED","Error":"OutOfStock","Cause":"{cause}"}}"#
        );
        let error = child(&record).result.unwrap().unwrap_err();
        assert!(matches!(error.error(), OrderError::OutOfStock));
        let failure = error.failure().unwrap();
        assert_eq!(failure.kind(), kind);
        assert_eq!(failure.raw(), cause.replace("\\\"", "\"").as_bytes());
    }
}

#[test]
fn a_cause_that_ends_within_a_character_loses_that_character_alone() {
    let cut = FAILED.replace("[]}\"", r#"[\"🍵 is \ud83d""#);
    let children = children(&format!("[{cut},{SUCCEEDED}]"));
    let error = children[0].result.as_ref().unwrap().as_ref().unwrap_err();
    let failure = error.failure().unwrap();
    assert_eq!(failure.message(), Some("no cups"));
    let raw = String::from_utf8_lossy(failure.raw());
    assert!(raw.ends_with("🍵 is \u{fffd}"), "{raw}");
    assert!(matches!(children[1].result, Some(Ok(_))));
}

#[test]
fn an_output_of_another_type_fails_its_execution_and_not_the_file() {
    let other = SUCCEEDED.replace(r#"{\"total\":7}"#, r#"\"secret\""#);
    let hidden = SUCCEEDED.replace("\"Output\"", "\"NoOutput\"");
    let children = children(&format!("[{other},{hidden},{SUCCEEDED}]"));
    let error = children[0].result.as_ref().unwrap().as_ref().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.raw().unwrap(), "\"secret\"");
    assert!(matches!(error.error(), OrderError::Other(_)));
    let error = children[1].result.as_ref().unwrap().as_ref().unwrap_err();
    assert!(
        error
            .details()
            .to_string()
            .contains("the output is not shown")
    );
    assert!(matches!(children[2].result, Some(Ok(_))));
}

#[test]
fn a_batch_has_the_output_of_its_items() {
    let batch = SUCCEEDED.replace(r#"{\"total\":7}"#, r#"[{\"total\":1},{\"total\":2}]"#);
    let records = decode(
        ResultDecoder::<ChildExecution<Vec<Receipt>>>::executions(),
        &batch,
    );
    let totals = records.into_iter().flat_map(|child| {
        let receipts = child.unwrap().result.unwrap().unwrap();
        receipts.into_iter().map(|receipt| receipt.total)
    });
    assert_eq!(totals.collect::<Vec<_>>(), [1, 2]);
}

#[test]
fn outputs_are_elements_or_lines_of_any_kind() {
    let values = |output_type, file| {
        let records = decode(ResultDecoder::<Raw>::outputs(output_type), file);
        let values = records.into_iter().map(|value| value.unwrap().into_bytes());
        values.collect::<Vec<_>>()
    };
    let expected = [
        "1",
        "-2.5e3",
        "null",
        "true",
        r#""a]\"\\""#,
        r#"[1,[{"b":"}"}]]"#,
        r#"{"c":["]"]}"#,
        "0",
    ];
    let array = format!("[{}]", expected.join(","));
    assert_eq!(values(OutputType::Json, &array), expected);
    let spaced = format!("\n[ {}\t]\r\n", expected.join(" ,\n "));
    assert_eq!(values(OutputType::Json, &spaced), expected);
    let lines = expected.join("\n");
    assert_eq!(values(OutputType::JsonLines, &lines), expected);
    let lines = format!("\n{}\r\n\r\n", expected.join(" \r\n"));
    assert_eq!(values(OutputType::JsonLines, &lines), expected);
    assert!(values(OutputType::Json, "[ ]").is_empty());
    assert!(values(OutputType::JsonLines, "").is_empty());
}

#[test]
fn debug_shows_no_payload() {
    let secret = SUCCEEDED.replace("A-1", "secret");
    let failed = FAILED
        .replace("no cups", "secret")
        .replace("{}", r#"\"secret\""#);
    let free = FAILED.replace(r#"{\"errorType"#, r#"secret{\"errorType"#);
    for record in [secret, failed.replace("errorMessage", "other"), free] {
        let child = child(&record);
        let text = format!("{child:?} {child:#?}");
        assert!(!text.contains("secret"), "{text}");
    }
}
