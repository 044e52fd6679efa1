//! Starts whose name is in use: whether it belongs to this start, to an earlier one, or to another input.

use std::time::Duration;

use serde_json::json;
use tokio::time::Instant;

use super::script::{Script, Step, described, lost, refused, started};
use super::starts::start;
use super::{EXECUTION, MACHINE, machine};
use crate::certainty::DidRun;
use crate::error::ErrorKind;
use crate::step_functions::StartOutcome;

const TAKEN: &str = "ExecutionAlreadyExists";

fn input(text: &str) -> String {
    format!(r#","input":{}"#, json!(text))
}

#[tokio::test(start_paused = true)]
async fn a_start_that_responds_with_an_old_date_was_running() {
    for (seconds, outcome) in [
        (0, StartOutcome::New),
        (1, StartOutcome::New),
        (3, StartOutcome::AlreadyRunning),
        (86_400, StartOutcome::AlreadyRunning),
    ] {
        let script = Script::new([started(EXECUTION, seconds)]);
        assert_eq!(start(&script).await.unwrap(), outcome, "{seconds}");
    }
    // A lost attempt of the same start may be the one that began the execution: the time since then counts.
    let lost_long_ago = Script::new([Step::Hang, started(EXECUTION, 25)]);
    let machines = crate::step_functions::Machines::builder(lost_long_ago.clone());
    let machines = machines.attempt_timeout(Duration::from_secs(30)).build();
    let begun = machines
        .machine(MACHINE)
        .start(&1)
        .name("order-17")
        .await
        .unwrap();
    assert_eq!(begun.outcome(), StartOutcome::New);
    // A made-up name is nobody else's.
    let script = Script::new([started(EXECUTION, 86_400)]);
    let begun = machine(&script).start(&1).await.unwrap();
    assert_eq!(begun.outcome(), StartOutcome::New);
}

#[tokio::test(start_paused = true)]
async fn a_name_in_use_is_compared_by_its_input() {
    for (status, text, expected) in [
        ("RUNNING", r#"{"id":17}"#, Ok(StartOutcome::AlreadyRunning)),
        (
            "PENDING_REDRIVE",
            r#"{"id":17}"#,
            Ok(StartOutcome::AlreadyRunning),
        ),
        // A state that this version does not know has not ended, as for `has_ended`.
        ("SLEEPING", r#"{"id":17}"#, Ok(StartOutcome::AlreadyRunning)),
        (
            "SUCCEEDED",
            r#"{"id":17}"#,
            Ok(StartOutcome::AlreadyFinished),
        ),
        (
            "SUCCEEDED",
            "{ \"id\" : 17.0 }",
            Ok(StartOutcome::AlreadyFinished),
        ),
        ("FAILED", r#"{"id":17}"#, Ok(StartOutcome::AlreadyFinished)),
        (
            "TIMED_OUT",
            r#"{"id":17}"#,
            Ok(StartOutcome::AlreadyFinished),
        ),
        ("ABORTED", r#"{"id":17}"#, Ok(StartOutcome::AlreadyFinished)),
        ("RUNNING", r#"{"id":18}"#, Err(ErrorKind::NameTaken)),
        ("SUCCEEDED", r#"{"id":"17"}"#, Err(ErrorKind::NameTaken)),
    ] {
        let script = Script::new([refused(TAKEN), described(EXECUTION, status, &input(text))]);
        let found = start(&script).await;
        assert_eq!(script.names(), ["StartExecution", "DescribeExecution"]);
        assert_eq!(script.requests()[1].1["executionArn"], EXECUTION);
        match found {
            Ok(outcome) => assert_eq!(Ok(outcome), expected, "{status} {text}"),
            Err(error) => {
                assert_eq!(Err(error.kind()), expected, "{status} {text}");
                assert_eq!(error.did_run(), DidRun::No);
                assert_eq!(error.code(), Some(TAKEN));
                assert!(!error.is_retryable());
                let text = error.to_string();
                assert!(
                    text.contains("the name belongs to an execution with another input"),
                    "{text}"
                );
                assert!(text.contains("the execution did not start"), "{text}");
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_result_of_an_execution_that_has_ended_is_read_at_once() {
    let own = described(EXECUTION, "SUCCEEDED", &(input("1") + r#","output":"7""#));
    let script = Script::new([refused(TAKEN), own, lost()]);
    let start = machine(&script).output::<u8>().start(&1).name("order-17");
    let found = start.await.unwrap();
    assert_eq!(found.outcome(), StartOutcome::AlreadyFinished);
    // It is known to have started, even if it cannot be described any more.
    let began = Instant::now();
    let wait = found.execution().result().timeout(Duration::from_secs(2));
    assert_eq!(wait.await.unwrap_err().did_run(), DidRun::Yes);
    assert_eq!(script.names().len(), 4, "at once, and after a second");
    assert_eq!(began.elapsed(), Duration::from_secs(2));
}

#[tokio::test(start_paused = true)]
async fn a_lost_attempt_that_arrived_is_recognized() {
    // With a made-up name, the execution can only be this start's own: it need not be described, which may not be permitted.
    let script = Script::new([lost(), refused(TAKEN), refused("AccessDeniedException")]);
    let begun = machine(&script).start(&1).await.unwrap();
    assert_eq!(begun.outcome(), StartOutcome::New);
    assert_eq!(begun.attempts().len(), 2);
    assert_eq!(script.names(), ["StartExecution", "StartExecution"]);
    let name = script.requests()[0].1["name"].clone();
    assert_eq!(begun.execution().name(), name);
    // With a given name, the date tells.
    let own = described(EXECUTION, "SUCCEEDED", &input(r#"{"id":17}"#));
    let script = Script::new([lost(), refused(TAKEN), own]);
    assert_eq!(start(&script).await.unwrap(), StartOutcome::New);
    // Without a lost attempt, it is not.
    let script = Script::new([
        refused(TAKEN),
        described(EXECUTION, "RUNNING", &input(r#"{"id":17}"#)),
    ]);
    assert_eq!(start(&script).await.unwrap(), StartOutcome::AlreadyRunning);
}

#[tokio::test(start_paused = true)]
async fn a_name_of_another_input_proves_that_a_lost_attempt_started_nothing() {
    let other = described(EXECUTION, "RUNNING", &input("18"));
    let script = Script::new([lost(), refused(TAKEN), other]);
    let error = start(&script).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.did_run()),
        (ErrorKind::NameTaken, DidRun::No)
    );
    assert_eq!(
        error.attempts()[0].did_run(),
        DidRun::Unknown,
        "the attempt on its own"
    );
}

#[tokio::test(start_paused = true)]
async fn descriptions_are_waited_for_with_patience_that_ends() {
    let unseen = || refused("ExecutionDoesNotExist");
    let seen = described(EXECUTION, "RUNNING", &input(r#"{"id":17}"#));
    let script = Script::new([refused(TAKEN), unseen(), unseen(), unseen(), seen]);
    assert_eq!(start(&script).await.unwrap(), StartOutcome::AlreadyRunning);
    let script = Script::new([refused(TAKEN), unseen()]);
    let began = Instant::now();
    let error = start(&script).await.unwrap_err();
    assert!(began.elapsed() > Duration::from_secs(5) && began.elapsed() < Duration::from_secs(15));
    assert_eq!(
        (error.kind(), error.code()),
        (ErrorKind::Service, Some(TAKEN))
    );
    assert_eq!(error.did_run(), DidRun::Unknown);
    // The start's own time limit holds for the descriptions.
    let began = Instant::now();
    let limited = machine(&script)
        .start(&1)
        .name("order-17")
        .timeout(Duration::from_secs(1));
    limited.await.unwrap_err();
    assert!(
        began.elapsed() <= Duration::from_secs(1),
        "{:?}",
        began.elapsed()
    );
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_compared_is_said() {
    let hidden = described(EXECUTION, "RUNNING", "");
    let odd = described(EXECUTION, "RUNNING", &input(r#"{"id":17"#));
    for (second, words) in [
        (
            refused("AccessDeniedException"),
            "could not be described (AccessDeniedException)",
        ),
        (
            refused("KmsAccessDeniedException"),
            "could not be described (KmsAccessDeniedException)",
        ),
        (hidden, "the input of its execution is not shown"),
        (odd, "the two inputs cannot be compared"),
    ] {
        let script = Script::new([refused(TAKEN), second.clone()]);
        let error = start(&script).await.unwrap_err();
        // An execution exists, and it may be the one that was to start.
        assert_eq!(
            (error.kind(), error.did_run()),
            (ErrorKind::Service, DidRun::Unknown)
        );
        assert_eq!((error.code(), error.status()), (Some(TAKEN), Some(400)));
        let text = error.to_string();
        assert!(text.contains(words), "{text}");
        assert!(text.contains("the execution may have started"), "{text}");
    }
}
