use std::time::{Duration, SystemTime};

use tokio::time::Instant;

use super::script::{Script, Step, described, lost, ok, refused, started};
use super::{EXECUTION, machine};
use crate::certainty::DidRun;
use crate::error::{Error, ErrorDocument, ErrorKind, FunctionError};
use crate::step_functions::{Execution, ExecutionStatus, StatesResponse};
use crate::transport::TransportError;

fn running() -> Step {
    described(EXECUTION, "RUNNING", "")
}

fn succeeded() -> Step {
    described(EXECUTION, "SUCCEEDED", r#","output":"7""#)
}

fn attached(script: &Script) -> Execution<u8> {
    machine(script).output().execution("order-17")
}

#[tokio::test(start_paused = true)]
async fn polls_grow_from_one_second_to_thirty() {
    let script = Script::new((0..12).map(|_| running()).chain([succeeded()]));
    let began = Instant::now();
    assert_eq!(attached(&script).result().await.unwrap(), 7);
    // 0, then 1, 1.5, 2.25, 3.4, 5.1, 7.6, 11.4, 17.1, 25.6, 30, 30, 30.
    let seconds = began.elapsed().as_secs_f64();
    assert!((164.0..166.0).contains(&seconds), "{seconds}");
    assert_eq!(script.names().len(), 13);
}

#[tokio::test(start_paused = true)]
async fn an_execution_that_just_started_is_not_polled_at_once_and_may_be_unseen() {
    let script = Script::new([
        started(EXECUTION, 0),
        refused("ExecutionDoesNotExist"),
        refused("ExecutionDoesNotExist"),
        succeeded(),
    ]);
    let begun = machine(&script).output::<u8>().start(&1).await.unwrap();
    let began = Instant::now();
    assert_eq!(begun.execution().result().await.unwrap(), 7);
    assert!(
        began.elapsed() > Duration::from_secs(4),
        "{:?}",
        began.elapsed()
    );
    // One that was attached to has to exist.
    let script = Script::new([refused("ExecutionDoesNotExist")]);
    let error = attached(&script).result().await.unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(script.names().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn an_execution_that_never_appears_ends_the_wait() {
    let script = Script::new([started(EXECUTION, 0), refused("ExecutionDoesNotExist")]);
    let begun = machine(&script).start(&1).await.unwrap();
    let began = Instant::now();
    assert!(begun.execution().result().await.unwrap_err().is_not_found());
    assert!(
        began.elapsed() < Duration::from_secs(60),
        "{:?}",
        began.elapsed()
    );
}

#[tokio::test(start_paused = true)]
async fn failed_polls_do_not_end_the_wait_until_they_have_failed_for_minutes() {
    for failure in [
        lost(),
        refused("ThrottlingException"),
        Step::Fail(TransportError::service(503)),
    ] {
        let few = (0..12).map(|_| failure.clone());
        let script = Script::new(few.chain([succeeded()]));
        assert_eq!(attached(&script).result().await.unwrap(), 7);
        // A poll that succeeds begins the patience anew.
        let again = (0..3).flat_map(|_| (0..9).map(|_| failure.clone()).chain([running()]));
        let script = Script::new(again.chain([succeeded()]));
        assert_eq!(attached(&script).result().await.unwrap(), 7);
        let script = Script::new([failure]);
        let began = Instant::now();
        let error = attached(&script).result().await.unwrap_err();
        assert!(error.is_retryable());
        let seconds = began.elapsed().as_secs();
        assert!((300..=330).contains(&seconds), "{seconds}");
    }
    // One that never responds fails.
    let script = Script::new([running(), Step::Hang, Step::Hang, succeeded()]);
    let began = Instant::now();
    let wait = attached(&script).result().into_future();
    let result = tokio::time::timeout(Duration::from_secs(600), wait).await;
    assert_eq!(result.expect("an end").unwrap(), 7);
    assert!(began.elapsed() < Duration::from_secs(120));
    // A permanent one ends it at once.
    let script = Script::new([refused("AccessDeniedException")]);
    let error = attached(&script).result().await.unwrap_err();
    assert_eq!(error.code(), Some("AccessDeniedException"));
    assert_eq!(script.names().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_fails_does_not_say_that_the_execution_did_not_start() {
    for failure in [
        refused("AccessDeniedException"),
        refused("ThrottlingException"),
        refused("ExecutionDoesNotExist"),
        lost(),
        ok("<html>"),
    ] {
        let script = Script::new([started(EXECUTION, 0), failure.clone()]);
        let begun = machine(&script).start(&1).await.unwrap();
        let error = begun.execution().result().await.unwrap_err();
        assert_eq!(error.did_run(), DidRun::Yes, "{failure:?}");
        let text = error.to_string();
        assert!(
            text.starts_with(&format!("execution `{EXECUTION}`: ")),
            "{text}"
        );
        // Of an execution that was attached to and not seen, nothing is known.
        let script = Script::new([failure.clone()]);
        let error = attached(&script).result().await.unwrap_err();
        assert_eq!(error.did_run(), DidRun::Unknown, "{failure:?}");
        assert!(!error.to_string().contains("before retrying"), "{error}");
        let script = Script::new([running(), failure.clone()]);
        let error = attached(&script).result().await.unwrap_err();
        assert_eq!(error.did_run(), DidRun::Yes, "{failure:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_wait_ends_by_its_timeout_and_the_execution_goes_on() {
    for script in [
        Script::new([running()]),
        Script::new([running(), Step::Hang]),
    ] {
        let began = Instant::now();
        let limited = attached(&script).result().timeout(Duration::from_secs(5));
        let error = limited.await.unwrap_err();
        assert_eq!(began.elapsed(), Duration::from_secs(5));
        assert_eq!(
            (error.kind(), error.did_run()),
            (ErrorKind::Timeout, DidRun::Yes)
        );
        assert_eq!(
            error.to_string(),
            format!("execution `{EXECUTION}`: timed out after 5s; the execution goes on")
        );
    }
    let script = Script::new([Step::Hang]);
    let limited = attached(&script).result().timeout(Duration::from_secs(5));
    let error = limited.await.unwrap_err();
    assert_eq!(
        (error.kind(), error.did_run()),
        (ErrorKind::Timeout, DidRun::Unknown)
    );
}

#[tokio::test(start_paused = true)]
async fn all_executions_share_one_rate() {
    // Failures must not make the requests more.
    for step in [running(), refused("ThrottlingException"), lost()] {
        let script = Script::new([step.clone()]);
        let machines = script.machines();
        let began = Instant::now();
        let waits: Vec<_> = (0..1_000)
            .map(|number| {
                let name = format!("order-{number}");
                let execution = machines.machine(super::MACHINE).execution(&name);
                let wait = execution.result().timeout(Duration::from_secs(20));
                tokio::spawn(wait.into_future())
            })
            .collect();
        for wait in waits {
            assert!(wait.await.unwrap().unwrap_err().is_timeout(), "{step:?}");
        }
        assert_eq!(began.elapsed(), Duration::from_secs(20));
        // 8 a second, and 40 at once.
        let polls = script.names().len();
        assert!((150..=200).contains(&polls), "{polls} of {step:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn waits_that_are_dropped_leave_the_queue() {
    let script = Script::new([succeeded()]);
    let machines = script.machines();
    let execution = machines
        .machine(super::MACHINE)
        .output::<u8>()
        .execution("order-17");
    for _ in 0..40 {
        execution.result().await.unwrap();
    }
    for _ in 0..1_000 {
        let dropped = execution.result().into_future();
        assert!(tokio::time::timeout(Duration::ZERO, dropped).await.is_err());
    }
    let began = Instant::now();
    execution.result().await.unwrap();
    assert!(
        began.elapsed() < Duration::from_secs(1),
        "{:?}",
        began.elapsed()
    );
}

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
async fn the_end_from_before_a_redrive_is_not_the_result() {
    let redriven = || ok(r#"{"redriveDate":1767225700.5}"#);
    let before = || {
        described(
            EXECUTION,
            "FAILED",
            r#","error":"E","stopDate":1767225650.0"#,
        )
    };
    let after = described(
        EXECUTION,
        "SUCCEEDED",
        r#","output":"7","stopDate":1767225701.0"#,
    );
    let script = Script::new([redriven(), before(), before(), running(), after]);
    let execution = attached(&script);
    execution.redrive().await.unwrap();
    assert_eq!(execution.clone().result().await.unwrap(), 7);
    assert_eq!(script.names().len(), 5);
    // A handle that has not redriven it returns what it finds.
    let script = Script::new([before()]);
    let error = attached(&script).result().await.unwrap_err();
    assert_eq!(error.code(), Some("E"));
    assert_eq!(script.names().len(), 1);
    // The patience ends, in case that the clocks differ.
    let script = Script::new([redriven(), before()]);
    let execution = attached(&script);
    execution.redrive().await.unwrap();
    let began = Instant::now();
    let wait = execution.result().into_future();
    let result = tokio::time::timeout(Duration::from_secs(600), wait).await;
    assert_eq!(result.expect("an end").unwrap_err().code(), Some("E"));
    let waited = began.elapsed();
    assert!(
        waited > Duration::from_secs(25) && waited < Duration::from_secs(60),
        "{waited:?}"
    );
    // Without a date in the body, that of the header counts, if there is one.
    let date = SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_225_700);
    let dated = StatesResponse::new("{}").with_date(date);
    for (redriven, polls) in [(Step::Respond(dated), 2), (ok("{}"), 1)] {
        let end = described(
            EXECUTION,
            "FAILED",
            r#","error":"E","stopDate":1767225701.0"#,
        );
        let script = Script::new([redriven, before(), end]);
        let execution = attached(&script);
        execution.redrive().await.unwrap();
        assert_eq!(execution.result().await.unwrap_err().code(), Some("E"));
        assert_eq!(script.names().len(), 1 + polls);
    }
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
