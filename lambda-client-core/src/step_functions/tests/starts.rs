use std::time::Duration;

use serde_json::json;
use tokio::time::Instant;

use super::script::{Script, Step, described, lost, ok, refused, started};
use super::{EXECUTION, MACHINE, machine};
use crate::certainty::DidRun;
use crate::error::{Error, ErrorKind};
use crate::settings::RetryConfig;
use crate::step_functions::{ExecutionName, MAX_INPUT, StartOutcome};
use crate::transport::TransportError;

const TAKEN: &str = "ExecutionAlreadyExists";

async fn start(script: &Script) -> Result<StartOutcome, Error> {
    let started = machine(script)
        .start(&json!({"id": 17}))
        .name("order-17")
        .await?;
    assert_eq!(started.execution().arn(), EXECUTION);
    assert_eq!(started.execution().name(), "order-17");
    Ok(started.outcome())
}

fn input(text: &str) -> String {
    format!(r#","input":{}"#, json!(text))
}

#[tokio::test(start_paused = true)]
async fn a_start_is_retried_after_anything_with_the_same_name_and_bytes() {
    for failure in [
        lost(),
        Step::Fail(TransportError::service(500)),
        Step::Fail(TransportError::service(503).with_code("ServiceUnavailable")),
        ok("<html>"),
        ok("{}"),
        refused("ThrottlingException"),
        refused("KmsThrottlingException"),
        refused("ExecutionLimitExceeded"),
    ] {
        let script = Script::new([failure.clone(), started(EXECUTION, 0)]);
        let started = machine(&script).start(&[1]).await.unwrap();
        assert_eq!(started.outcome(), StartOutcome::New, "{failure:?}");
        assert_eq!(started.attempts().len(), 2);
        let requests = script.requests();
        assert_eq!(requests[0], requests[1], "{failure:?}");
        let name = requests[0].1["name"].as_str().unwrap();
        assert_eq!(name.len(), 36, "a UUID");
        assert_eq!(requests[0].1["input"], "[1]");
        assert_eq!(requests[0].1["stateMachineArn"], MACHINE);
    }
}

#[tokio::test(start_paused = true)]
async fn made_up_names_differ_between_starts() {
    let script = Script::new([started(EXECUTION, 0)]);
    for _ in 0..2 {
        machine(&script).start(&1).await.unwrap();
    }
    let requests = script.requests();
    assert_ne!(requests[0].1["name"], requests[1].1["name"]);
}

#[tokio::test(start_paused = true)]
async fn permanent_refusals_are_not_retried_and_started_nothing() {
    for code in [
        "InvalidArn",
        "InvalidExecutionInput",
        "InvalidName",
        "StateMachineDoesNotExist",
        "StateMachineDeleting",
        "ValidationException",
        "KmsAccessDeniedException",
        "KmsInvalidStateException",
        "AccessDeniedException",
    ] {
        let script = Script::new([refused(code)]);
        let error = start(&script).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.did_run()),
            (ErrorKind::Service, DidRun::No),
            "{code}"
        );
        assert_eq!(script.names().len(), 1, "{code}");
        assert_eq!(error.is_not_found(), code == "StateMachineDoesNotExist");
        let text = error.to_string();
        assert_eq!(
            text,
            format!(
                "state machine `{MACHINE}`: Step Functions returned {code} (HTTP 400); the execution did not start; retrying does not help"
            )
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_start_that_stays_lost_says_that_it_may_have_started() {
    let script = Script::new([lost()]);
    let error = start(&script).await.unwrap_err();
    assert_eq!(error.did_run(), DidRun::Unknown);
    assert_eq!(script.names().len(), 3);
    let text = error.to_string();
    assert!(
        text.contains("lost the connection to Step Functions; the execution may have started"),
        "{text}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_lost_start_with_a_generated_name_is_not_made_again_under_another() {
    let throttled = || refused("ThrottlingException");
    for (steps, is_named, is_retryable) in [
        (vec![lost()], true, true),
        (vec![lost()], false, false),
        (vec![lost(), throttled()], false, false),
        (vec![Step::Hang], false, false),
        // Nothing has started, so another call starts the only one.
        (vec![throttled()], false, true),
    ] {
        let script = Script::new(steps.clone());
        let start = machine(&script).start(&1);
        let start = match is_named {
            true => start.name("order-17"),
            false => start,
        };
        let error = start.await.unwrap_err();
        assert_eq!(error.is_retryable(), is_retryable, "{steps:?} {error}");
        let name = script.requests()[0].1["name"].clone();
        let shown = format!("the generated name is `{}`", name.as_str().unwrap());
        assert_eq!(error.to_string().contains(&shown), !is_retryable, "{error}");
        assert_eq!(
            error.to_string().contains("check before retrying"),
            !is_retryable,
            "{error}"
        );
    }
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

#[tokio::test(start_paused = true)]
async fn an_express_machine_is_found_out() {
    let script = Script::new([started(
        "arn:aws:states:us-east-1:123456789012:express:orders:a:b",
        0,
    )]);
    let error = machine(&script).start(&1).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.did_run()),
        (ErrorKind::Configuration, DidRun::Yes)
    );
    assert!(
        error.to_string().contains("use `Machines::express`"),
        "{error}"
    );
}

#[tokio::test(start_paused = true)]
async fn mistakes_are_reported_before_anything_is_sent() {
    let script = Script::new([started(EXECUTION, 0)]);
    let machines = script.machines();
    let machine = machines.machine(MACHINE);
    let errors = [
        (
            machines.machine("orders").start(&1).await.err(),
            ErrorKind::Configuration,
        ),
        (
            machine.start(&1).name("a/b").await.err(),
            ErrorKind::Configuration,
        ),
        (
            machine.start(&"x".repeat(MAX_INPUT)).await.err(),
            ErrorKind::TooLarge,
        ),
        (
            machine.start(&1).trace_header("x".repeat(257)).await.err(),
            ErrorKind::TooLarge,
        ),
        (
            machine.start(&1).trace_header("Root=ß").await.err(),
            ErrorKind::Configuration,
        ),
        (
            machine.start(&1).timeout(Duration::ZERO).await.err(),
            ErrorKind::Configuration,
        ),
        (
            machine
                .start(&1)
                .retry(RetryConfig::new().max_attempts(0))
                .await
                .err(),
            ErrorKind::Configuration,
        ),
        (
            machine.execution("a b").status().await.err(),
            ErrorKind::Configuration,
        ),
        (
            machines.execution(MACHINE).status().await.err(),
            ErrorKind::Configuration,
        ),
    ];
    for (error, kind) in errors {
        let error = error.expect("a mistake");
        assert_eq!(
            (error.kind(), error.did_run()),
            (kind, DidRun::No),
            "{error}"
        );
    }
    assert_eq!(script.names(), [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn a_key_becomes_the_name_and_a_trace_goes_along() {
    let script = Script::new([started(EXECUTION, 0)]);
    let begin = machine(&script)
        .start(&1)
        .key("orders/17")
        .trace_header("Root=1-2-3");
    begin.await.unwrap();
    let body = &script.requests()[0].1;
    assert_eq!(body["name"], ExecutionName::from_key("orders/17").as_str());
    assert_eq!(body["traceHeader"], "Root=1-2-3");
}

#[tokio::test(start_paused = true)]
async fn a_delay_that_is_too_long_for_a_start_is_told() {
    let throttled = TransportError::service(400)
        .with_code("ThrottlingException")
        .with_retry_after(Duration::from_secs(600));
    let script = Script::new([Step::Fail(throttled)]);
    let error = start(&script).await.unwrap_err();
    assert_eq!(script.names().len(), 1);
    let text = error.to_string();
    assert!(
        text.contains("Step Functions asks for a longer delay"),
        "{text}"
    );
}
