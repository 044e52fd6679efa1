//! Waits for the end of an execution: when it is described, and what does not end the wait.

use std::time::{Duration, SystemTime};

use tokio::time::Instant;

use super::script::{Script, Step, described, lost, ok, refused, started};
use super::{EXECUTION, attached, machine};
use crate::certainty::DidRun;
use crate::error::ErrorKind;
use crate::step_functions::StatesResponse;
use crate::transport::TransportError;

fn running() -> Step {
    described(EXECUTION, "RUNNING", "")
}

fn succeeded() -> Step {
    described(EXECUTION, "SUCCEEDED", r#","output":"7""#)
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
