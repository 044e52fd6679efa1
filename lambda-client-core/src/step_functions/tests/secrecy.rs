use super::script::{Script, Step, described, lost, ok, refused, started};
use super::{EXECUTION, machine};
use crate::error::Error;
use crate::payload::Raw;
use crate::step_functions::MAX_INPUT;
use crate::transport::TransportError;

const SECRET: &str = "4111-1111";

fn assert_silent(text: &str) {
    assert!(!text.contains(SECRET), "{text}");
}

#[tokio::test(start_paused = true)]
async fn no_payload_is_in_debug_or_in_an_error() {
    let more = format!(
        r#","input":"\"{SECRET}-other\"","output":"\"{SECRET}\"","cause":"{SECRET}","error":"States.Runtime""#
    );
    for second in [
        described(EXECUTION, "SUCCEEDED", &more),
        described(EXECUTION, "FAILED", &more),
        refused("ExecutionAlreadyExists"),
        lost(),
    ] {
        let script = Script::new([refused("ExecutionAlreadyExists"), second.clone()]);
        let start = machine(&script).start(SECRET).name("order-17");
        assert_silent(&format!("{start:?} {start:#?}"));
        let error = start.await.unwrap_err();
        assert_silent(&format!("{error} {error:?} {error:#?}"));

        let script = Script::new([second]);
        let execution = machine(&script).output::<u8>().execution("order-17");
        let error = execution.result().await.unwrap_err();
        assert_silent(&format!(
            "{error} {error:?} {error:#?} {execution:?} {:?}",
            execution.result()
        ));
    }
    let script = Script::new([started(EXECUTION, 0)]);
    let begun = machine(&script).start(SECRET).await.unwrap();
    assert_silent(&format!("{begun:?} {:?}", script.machines()));
    let call = script.machines().express(super::MACHINE).run(SECRET);
    assert_silent(&format!("{call:?}"));
    let finished =
        format!(r#"{{"executionArn":"arn:e","status":"SUCCEEDED","output":"\"{SECRET}\""}}"#);
    let script = Script::new([ok(finished)]);
    let express = script.machines().express(super::MACHINE);
    let response = express.output::<String>().run(&1).send().await.unwrap();
    assert_eq!(response.value(), SECRET);
    assert_silent(&format!("{response:?} {response:#?}"));
    let task = script.machines().task(SECRET);
    assert_silent(&format!("{task:?}"));
    for code in [
        "InvalidToken",
        "InvalidOutput",
        "ValidationException",
        "InvalidExecutionInput",
    ] {
        let quoting = TransportError::service(400).with_code(code);
        let quoting = quoting.with_message(format!("Value '{SECRET}' is invalid"));
        let script = Script::new([Step::Fail(quoting)]);
        let error = script
            .machines()
            .task(SECRET)
            .succeed(SECRET)
            .await
            .unwrap_err();
        assert_silent(&format!("{error} {error:?} {error:#?}"));
        let error = machine(&script).start(SECRET).await.unwrap_err();
        assert_silent(&format!("{error} {error:?} {error:#?}"));
    }
    // Whatever the refusal, its message must not tell the token.
    for code in ["TaskDoesNotExist", "TaskTimedOut", "AccessDeniedException"] {
        let refused = |message: String| {
            let refused = TransportError::service(400).with_code(code);
            Script::new([Step::Fail(refused.with_message(message))]).machines()
        };
        let quoting = refused(format!("the task {SECRET} has ended"));
        for error in [
            quoting.task(SECRET).heartbeat().await.unwrap_err(),
            quoting.task(SECRET).succeed(&1).await.unwrap_err(),
            quoting
                .task(SECRET)
                .fail(&Error::function("E", ""))
                .await
                .unwrap_err(),
        ] {
            assert_silent(&format!("{error} {error:?} {error:#?}"));
        }
        let plain = refused("the task has ended".to_owned());
        let error = plain.task(SECRET).heartbeat().await.unwrap_err();
        assert_eq!(error.message(), Some("the task has ended"));
    }
    let large = SECRET.repeat(MAX_INPUT);
    let error = machine(&script).start(&large).await.unwrap_err();
    assert_silent(&format!("{error} {error:?}"));
    let raw = Raw::from(format!("{SECRET},"));
    let error = machine(&script).start(&raw).await.unwrap_err();
    assert_silent(&format!("{error} {error:?}"));
}
