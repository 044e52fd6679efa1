use std::time::Duration;

use super::script::{Script, described, lost, ok, refused};
use super::{EXECUTION, attached, machine};
use crate::certainty::DidRun;
use crate::error::{Error, ErrorDocument, ErrorKind, FunctionError};
use crate::step_functions::ExecutionStatus;

#[derive(Debug, PartialEq)]
pub(super) enum OrderError {
    OutOfStock(String),
    Other(ErrorKind),
}

impl FunctionError for OrderError {
    fn from_error(error: Error) -> Self {
        match error.code() {
            Some("OutOfStock") => {
                let message = error.message().unwrap_or_default();
                OrderError::OutOfStock(message.to_owned())
            }
            _ => OrderError::Other(error.kind()),
        }
    }

    fn to_document(&self) -> ErrorDocument {
        ErrorDocument::new("OutOfStock", "no cups")
    }
}

#[tokio::test(start_paused = true)]
async fn the_error_of_a_function_becomes_the_typed_error() {
    let cause = r#","error":"OutOfStock","cause":"{\"errorType\":\"OutOfStock\",\"errorMessage\":\"no cups\"}""#;
    for (status, more, expected) in [
        ("FAILED", cause, OrderError::OutOfStock("no cups".into())),
        (
            "FAILED",
            r#","error":"States.Runtime","cause":"text""#,
            OrderError::Other(ErrorKind::ExecutionFailed),
        ),
        (
            "TIMED_OUT",
            r#","error":"States.Timeout""#,
            OrderError::Other(ErrorKind::ExecutionTimedOut),
        ),
        (
            "ABORTED",
            "",
            OrderError::Other(ErrorKind::ExecutionAborted),
        ),
    ] {
        let script = Script::new([described(EXECUTION, status, more)]);
        let execution = machine(&script).error::<OrderError>().execution("order-17");
        assert_eq!(execution.result().await.unwrap_err(), expected);
        let details = execution.result().send().await.unwrap_err();
        assert_eq!(details.did_run(), DidRun::Yes);
    }
}

#[tokio::test(start_paused = true)]
async fn states_are_read() {
    let script = Script::new([described(
        EXECUTION,
        "FAILED",
        r#","input":"1","stopDate":1767225601.5,"error":"E","cause":"secret","redriveCount":2"#,
    )]);
    let execution = attached(&script);
    assert_eq!(execution.status().await.unwrap(), ExecutionStatus::Failed);
    assert_eq!(script.requests()[0].1["includedData"], "METADATA_ONLY");
    let description = execution.describe().await.unwrap();
    assert_eq!(description.input.as_ref().unwrap().bytes(), "1");
    assert_eq!(
        (description.error.as_deref(), description.redrive_count),
        (Some("E"), 2)
    );
    let ran = description
        .stop_date
        .unwrap()
        .duration_since(description.start_date);
    assert_eq!(ran.unwrap(), Duration::from_millis(1_500));
    assert!(!format!("{description:?}").contains("secret"));
    let other = Script::new([described(EXECUTION, "SLEEPING", "")]);
    let status = attached(&other).status().await.unwrap();
    assert_eq!((status.as_str(), status.has_ended()), ("SLEEPING", false));
}

#[tokio::test(start_paused = true)]
async fn stops_and_redrives_are_retried_as_the_same_request() {
    let script = Script::new([lost(), ok(r#"{"stopDate":1767225600.0}"#)]);
    attached(&script)
        .stop("Cancelled", "by the customer")
        .await
        .unwrap();
    let requests = script.requests();
    assert_eq!(requests[0], requests[1]);
    assert_eq!(requests[0].1["error"], "Cancelled");
    assert_eq!(requests[0].1["cause"], "by the customer");

    let script = Script::new([lost(), ok(r#"{"redriveDate":1767225600.0}"#)]);
    attached(&script).redrive().await.unwrap();
    let requests = script.requests();
    assert_eq!(requests[0], requests[1]);
    assert_eq!(requests[0].1["clientToken"].as_str().unwrap().len(), 36);

    // Another call has another token, and might redrive once more.
    let script = Script::new([lost()]);
    let error = attached(&script).redrive().await.unwrap_err();
    assert!(!error.is_retryable(), "{error}");
    assert!(
        error.to_string().contains("check before retrying"),
        "{error}"
    );

    let script = Script::new([refused("ExecutionNotRedrivable")]);
    let error = attached(&script).redrive().await.unwrap_err();
    assert!(
        error.to_string().contains("the execution was not redriven"),
        "{error}"
    );
    let script = Script::new([lost()]);
    let error = attached(&script).stop("", "").await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("the execution may have been stopped"),
        "{error}"
    );
    let error = attached(&script).stop(&"x".repeat(257), "").await;
    assert_eq!(
        error.unwrap_err().to_string(),
        "StopExecution: too large for Step Functions: the error has 257 characters, but the limit is 256"
    );
}

#[tokio::test(start_paused = true)]
async fn a_history_is_read_page_by_page() {
    let event = |id: u64, kind: &str, details: &str| {
        format!(
            r#"{{"timestamp":1767225600.5,"type":"{kind}","id":{id},"previousEventId":{}{details}}}"#,
            id - 1
        )
    };
    let first = format!(
        r#"{{"events":[{},{}],"nextToken":"t1"}}"#,
        event(
            1,
            "ExecutionStarted",
            r#","executionStartedEventDetails":{"input":"1"}"#
        ),
        event(
            2,
            "PassStateEntered",
            r#","stateEnteredEventDetails":{"name":"Pay"}"#
        ),
    );
    let last = format!(
        r#"{{"events":[{}],"nextToken":""}}"#,
        event(
            3,
            "ExecutionFailed",
            r#","executionFailedEventDetails":{"error":"E","cause":"secret"}"#
        ),
    );
    let script = Script::new([lost(), ok(first.clone()), ok(last)]);
    let mut history = attached(&script).history().page_size(2);
    let event = history.next().await.unwrap().unwrap();
    assert_eq!(
        (event.id(), event.previous_id(), event.event_type()),
        (1, 0, "ExecutionStarted")
    );
    assert_eq!(script.names().len(), 2, "the second page is not needed yet");
    let rest = history.all().await.unwrap();
    assert_eq!(rest[0].state().as_deref(), Some("Pay"));
    assert_eq!(
        (rest[1].error().as_deref(), rest[1].cause().as_deref()),
        (Some("E"), Some("secret"))
    );
    assert!(!format!("{:?}", rest[1]).contains("secret"));
    let requests = script.requests();
    assert_eq!(requests[1].1["maxResults"], 2);
    assert_eq!(requests[2].1["nextToken"], "t1");
    assert_eq!(requests[1].1.get("reverseOrder"), None);

    // A page that leads to itself, and one that cannot be read, end the history.
    let script = Script::new([ok(first)]);
    let mut history = attached(&script).history().newest_first();
    let mut read = 0;
    let error = loop {
        match history.next().await.unwrap() {
            Ok(_) if read == 100 => panic!("the history goes on for ever"),
            Ok(_) => read += 1,
            Err(error) => break error,
        }
    };
    assert_eq!((read, error.kind()), (2, ErrorKind::Response));
    assert!(history.next().await.is_none());
    assert_eq!(script.requests()[0].1["reverseOrder"], true);
}
