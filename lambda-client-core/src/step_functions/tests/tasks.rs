use super::script::{Script, Step, lost, ok, refused};
use crate::certainty::DidRun;
use crate::error::{Error, ErrorDocument, ErrorKind, FunctionError};
use crate::step_functions::{Delivery, TaskToken};
use crate::transport::TransportError;

const ENDED: [&str; 3] = ["TaskTimedOut", "TaskDoesNotExist", "InvalidToken"];

#[tokio::test(start_paused = true)]
async fn a_task_is_told_its_end() {
    let script = Script::new([ok("{}")]);
    let token: TaskToken = serde_json::from_str(r#""token""#).unwrap();
    let task = script.machines().task(&token);
    assert_eq!(task.succeed(&[1]).await.unwrap(), Delivery::Done);
    let error = Error::function("OutOfStock", "no cups");
    assert_eq!(task.fail(&error).await.unwrap(), Delivery::Done);
    task.heartbeat().await.unwrap();
    let requests = script.requests();
    assert_eq!(
        script.names(),
        ["SendTaskSuccess", "SendTaskFailure", "SendTaskHeartbeat"]
    );
    assert!(
        requests
            .iter()
            .all(|(_, body)| body["taskToken"] == "token")
    );
    assert_eq!(requests[0].1["output"], "[1]");
    assert_eq!(requests[1].1["error"], "OutOfStock");
    assert_eq!(
        requests[1].1["cause"],
        r#"{"errorType":"OutOfStock","errorMessage":"no cups"}"#
    );
}

#[tokio::test(start_paused = true)]
async fn a_task_that_had_ended_before_differs_from_one_that_this_call_has_ended() {
    for code in ENDED {
        let script = Script::new([refused(code)]);
        let error = script.machines().task("t").succeed(&1).await.unwrap_err();
        assert_eq!((error.code(), error.did_run()), (Some(code), DidRun::No));
        assert!(
            error.to_string().contains("the task was not told"),
            "{error}"
        );

        for failure in [lost(), Step::Fail(TransportError::service(500))] {
            let script = Script::new([failure, refused(code)]);
            let machines = script.machines();
            assert_eq!(
                machines.task("t").succeed(&1).await.unwrap(),
                Delivery::ProbablyDone
            );
        }
        // A throttled attempt told nobody.
        let script = Script::new([refused("ThrottlingException"), refused(code)]);
        let error = Error::function("E", "");
        let error = script.machines().task("t").fail(&error).await.unwrap_err();
        assert_eq!((error.code(), error.did_run()), (Some(code), DidRun::No));
        // For a heartbeat, a task that has ended is news in any case.
        let script = Script::new([lost(), refused(code)]);
        assert!(script.machines().task("t").heartbeat().await.is_err());
    }
}

/// An error that is named like one of the platform.
struct Named(&'static str);

impl FunctionError for Named {
    fn from_error(_: Error) -> Self {
        Named("")
    }

    fn to_document(&self) -> ErrorDocument {
        ErrorDocument::new(self.0, "m")
    }
}

#[tokio::test(start_paused = true)]
async fn a_worker_does_not_say_what_the_platform_says() {
    let script = Script::new([ok("{}")]);
    let names = [
        (
            "Lambda.TooManyRequestsException",
            "Lambda_TooManyRequestsException",
        ),
        ("States.Timeout", "States_Timeout"),
        ("Sandbox.Timedout", "Sandbox_Timedout"),
        ("com.acme.OutOfStock", "com.acme.OutOfStock"),
    ];
    for (number, (name, sent)) in names.into_iter().enumerate() {
        let task = script.machines().task("t");
        task.fail(&Named(name)).await.unwrap();
        let body = &script.requests()[number].1;
        assert_eq!(body["error"], sent);
        assert_eq!(
            body["cause"],
            format!(r#"{{"errorType":"{sent}","errorMessage":"m"}}"#)
        );
    }
}

#[tokio::test(start_paused = true)]
async fn limits_are_checked_before_anything_is_sent() {
    let script = Script::new([ok("{}")]);
    let task = |token: &str| script.machines().task(token);
    let long = Error::function("x".repeat(257), "");
    let wordy = Error::function("E", "x".repeat(32_768));
    for (error, kind) in [
        (task("").heartbeat().await.err(), ErrorKind::Configuration),
        (
            task(&"x".repeat(2_049)).heartbeat().await.err(),
            ErrorKind::Configuration,
        ),
        (
            task("t").succeed(&"x".repeat(262_143)).await.err(),
            ErrorKind::TooLarge,
        ),
        (task("t").fail(&long).await.err(), ErrorKind::TooLarge),
    ] {
        assert_eq!(error.expect("a mistake").kind(), kind);
    }
    let error = task("t").fail(&long).await.unwrap_err().to_string();
    assert!(
        error.starts_with("SendTaskFailure: too large for Step Functions: the error has "),
        "{error}"
    );
    assert_eq!(script.names(), [""; 0]);
    // A task must learn that it failed, however much there is to say about it.
    task("t").fail(&wordy).await.unwrap();
    let body = &script.requests()[0].1;
    assert_eq!(body["error"], "E");
    assert_eq!(body["cause"].as_str().unwrap().chars().count(), 32_768);
}
