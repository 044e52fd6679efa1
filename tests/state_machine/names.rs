//! ARNs and settings that are known only at run time.

use std::time::Duration;

use lambda_client::step_functions::{MachineKind, Machines};
use lambda_client::{Error, ErrorKind, RetryConfig, state_machine};

use crate::support::{Flow, FlowClient, Recorder, local};

#[state_machine(arn = "arn:aws:states:{region}:123456789012:stateMachine:{stage}-{method}")]
trait Staged {
    async fn one(&self) -> Result<(), Error>;
    #[state_machine(kind = "express", idempotent)]
    async fn other(&self) -> Result<(), Error>;
    #[cfg(any())]
    #[state_machine(arn = "{never}")]
    async fn none(&self) -> Result<(), Error>;
}

fn machines() -> (Recorder, Machines) {
    let recorder = Recorder::default();
    (recorder.clone(), Machines::new(recorder))
}

#[tokio::test(start_paused = true)]
async fn placeholders_are_filled() {
    let (recorder, machines) = machines();
    let staged = StagedClient::builder(&machines)
        .set("region", "eu-west-1")
        .set("stage", "test")
        .method("other", |other| {
            other.arn("arn:aws:states:eu-west-1:123456789012:stateMachine:x:{stage}")
        })
        .build()
        .unwrap();
    staged.one().await.unwrap();
    staged.other().await.unwrap();
    let arns: Vec<String> = recorder.starts().into_iter().map(|start| start.2).collect();
    let prefix = "arn:aws:states:eu-west-1:123456789012:stateMachine";
    assert_eq!(
        arns,
        [format!("{prefix}:test-one"), format!("{prefix}:x:test")]
    );
}

#[test]
fn every_mistake_is_in_one_error() {
    let (_, machines) = machines();
    let error = StagedClient::builder(&machines)
        .set("stag", "test")
        .set("region", "eu west")
        .method("oen", |method| method)
        .method("other", |other| {
            other
                .arn("{env:LAMBDA_CLIENT_UNSET}")
                .timeout(Duration::ZERO)
        })
        .build()
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    let text = error.to_string();
    for part in [
        "`Staged` cannot be built",
        "unknown method `oen`; did you mean `one`?",
        "unknown key `stag`; did you mean `stage`?",
        "the key `stage` has no value",
        "the environment variable `LAMBDA_CLIENT_UNSET` is not set",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    let builder = StagedClient::builder(&machines).set("stage", "a");
    let error = builder.set("region", "").build().unwrap_err();
    assert!(
        error
            .to_string()
            .contains("the value of the key `region` is empty"),
        "{error}"
    );
    let builder = StagedClient::builder(&machines).arn("arn:aws:states:a:123456789012:activity:b");
    let error = builder
        .timeout(Duration::ZERO)
        .build()
        .unwrap_err()
        .to_string();
    assert!(error.contains("it is the ARN of an activity"), "{error}");
    assert!(error.contains("`timeout` is zero"), "{error}");
}

#[test]
fn methods_that_come_to_share_a_machine_are_a_mistake() {
    let (_, machines) = machines();
    let arn = "arn:aws:states:eu-west-1:123456789012:stateMachine:orders";
    let build = |arn: &str| StagedClient::builder(&machines).arn(arn).build();
    let error = build(arn).unwrap_err().to_string();
    let expected = "`one` and `other` start the same state machine, which cannot tell them apart";
    assert!(error.contains(expected), "{error}");
    assert!(build(&format!("{arn}-{{method}}")).is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_call_overrides_the_client_and_the_client_the_attribute() {
    let (local, _) = local();
    let machines = local.machines();
    let flow = FlowClient::builder(&machines)
        .timeout(Duration::from_secs(3))
        .retry(RetryConfig::never())
        .not_idempotent()
        .method("several", |several| {
            several.timeout(Duration::from_secs(60))
        })
        .build()
        .unwrap();
    assert!(flow.one("cup").await.is_err());
    assert!(
        flow.one("cup")
            .timeout(Duration::from_secs(60))
            .await
            .is_ok()
    );
    assert!(flow.several("cup", None).await.is_ok());
    let lost = lambda_client::step_functions::LocalFault::lose_response();
    local.fault(lost.on("StartSyncExecution"));
    let call = flow.quick_twice("cup").timeout(Duration::from_secs(60));
    let error = call
        .retry(RetryConfig::new().max_attempts(3))
        .await
        .unwrap_err();
    assert_eq!(error.other().attempts().len(), 1);
    // The trait's own method has no options.
    assert!(Flow::one(&flow, "cup").await.is_err());
}

#[test]
fn a_kind_is_written_as_in_the_attribute() {
    assert_eq!(MachineKind::Express.to_string(), "express");
    assert_eq!(MachineKind::Standard.to_string(), "standard");
}
