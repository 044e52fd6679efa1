use std::time::Duration;

use serde_json::json;

use super::script::{Script, Step, lost, ok, refused, started};
use super::{EXECUTION, MACHINE, machine};
use crate::certainty::DidRun;
use crate::error::{Error, ErrorKind};
use crate::settings::RetryConfig;
use crate::step_functions::{ExecutionName, MAX_INPUT, StartOutcome};
use crate::transport::TransportError;

pub(super) async fn start(script: &Script) -> Result<StartOutcome, Error> {
    let started = machine(script)
        .start(&json!({"id": 17}))
        .name("order-17")
        .await?;
    assert_eq!(started.execution().arn(), EXECUTION);
    assert_eq!(started.execution().name(), "order-17");
    Ok(started.outcome())
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
        let advice = match (is_retryable, error.did_run()) {
            (false, _) => "; check before retrying",
            (true, DidRun::Unknown) => "; safe to retry under the same name",
            (true, _) => "; retry later",
        };
        assert!(error.to_string().contains(advice), "{error}");
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
