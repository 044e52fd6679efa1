use super::MACHINE;
use super::script::{Script, Step, lost, ok, refused, started};
use crate::certainty::DidRun;
use crate::error::{Error, ErrorKind};
use crate::step_functions::ExpressMachine;
use crate::transport::TransportError;

const ARN: &str = "arn:aws:states:us-east-1:123456789012:express:orders:a:b";

fn express(script: &Script) -> ExpressMachine<u8> {
    script.machines().express(MACHINE).output()
}

fn finished(status: &str, more: &str) -> Step {
    ok(format!(
        r#"{{"executionArn":"{ARN}","status":"{status}","startDate":1.0,"stopDate":2.0{more}}}"#
    ))
}

#[tokio::test(start_paused = true)]
async fn an_output_comes_with_what_was_charged() {
    let billing = r#","output":"7","billingDetails":{"billedDurationInMilliseconds":200,"billedMemoryUsedInMB":64}"#;
    let script = Script::new([finished("SUCCEEDED", billing)]);
    let response = express(&script).run(&1).name("n").send().await.unwrap();
    assert_eq!((*response.value(), response.execution_arn()), (7, ARN));
    assert_eq!(response.billed_duration().unwrap().as_millis(), 200);
    assert_eq!(response.billed_memory_mb(), Some(64));
    assert_eq!(response.attempts().len(), 1);
    let (name, body) = &script.requests()[0];
    assert_eq!(
        (*name, &body["name"], &body["input"]),
        ("StartSyncExecution", &"n".into(), &"1".into())
    );
}

#[tokio::test(start_paused = true)]
async fn a_failed_execution_is_an_error_although_the_status_is_200() {
    for (status, more, kind) in [
        (
            "FAILED",
            r#","error":"OutOfStock","cause":"{\"errorType\":\"OutOfStock\"}""#,
            ErrorKind::Function,
        ),
        (
            "FAILED",
            r#","error":"States.TaskFailed""#,
            ErrorKind::ExecutionFailed,
        ),
        ("TIMED_OUT", "", ErrorKind::ExecutionTimedOut),
    ] {
        let script = Script::new([finished(status, more)]);
        let error: Error = express(&script).run(&1).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.did_run()),
            (kind, DidRun::Yes),
            "{status}"
        );
        assert_eq!(error.attempts().len(), 1, "it ran: no second time");
        assert_eq!(script.names().len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn what_may_have_started_is_not_sent_again_unless_declared() {
    for failure in [
        lost(),
        Step::Fail(TransportError::service(500)),
        ok("<html>"),
    ] {
        for idempotent in [None, Some(false), Some(true)] {
            let attempts = if idempotent == Some(true) { 3 } else { 1 };
            let script = Script::new([failure.clone()]);
            let run = express(&script).run(&1);
            let run = match idempotent {
                Some(idempotent) => run.idempotent(idempotent),
                None => run,
            };
            let error = run.await.unwrap_err();
            assert_eq!(error.did_run(), DidRun::Unknown, "{failure:?}");
            assert_eq!(script.names().len(), attempts, "{failure:?}");
            assert!(
                error.to_string().contains("the execution may have started"),
                "{error}"
            );
            let script = Script::new([failure.clone()]);
            let start = express(&script).start(&1);
            let start = match idempotent {
                Some(idempotent) => start.idempotent(idempotent),
                None => start,
            };
            let error = start.await.unwrap_err();
            assert_eq!(error.did_run(), DidRun::Unknown, "{failure:?}");
            assert_eq!(
                script.names(),
                vec!["StartExecution"; attempts],
                "{failure:?}"
            );
        }
    }
}

#[tokio::test(start_paused = true)]
async fn what_certainly_did_not_start_is_sent_again() {
    let script = Script::new([
        refused("ThrottlingException"),
        finished("SUCCEEDED", r#","output":"7""#),
    ]);
    assert_eq!(express(&script).run(&1).await.unwrap(), 7);
    let script = Script::new([refused("ThrottlingException"), started(ARN, 0)]);
    let begun = express(&script).start(&1).await.unwrap();
    assert_eq!((begun.execution_arn(), begun.attempts().len()), (ARN, 2));
    assert_eq!(script.requests()[0].1.get("name"), None, "AWS makes one up");
    let script = Script::new([refused("StateMachineTypeNotSupported")]);
    let error = express(&script).run(&1).await.unwrap_err();
    assert_eq!((error.did_run(), script.names().len()), (DidRun::No, 1));
}
