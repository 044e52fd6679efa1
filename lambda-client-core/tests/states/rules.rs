//! The table of AWS's documentation: what a start finds whose name was used before (AWS Step Functions API reference, `StartExecution`).

use std::time::Duration;

use lambda_client_core::step_functions::{ExecutionName, Machines, StartOutcome};
use lambda_client_core::{DidRun, ErrorKind};
use serde_json::json;

/// The machines of a service that has the rules of Step Functions.
pub(crate) struct Rules<'a> {
    pub(crate) machines: Machines,
    /// Its executions run until they are stopped.
    pub(crate) waiting: &'a str,
    /// Its executions succeed at once with their input.
    pub(crate) passing: &'a str,
}

impl Rules<'_> {
    /// Checks every row of the table.
    pub(crate) async fn check(&self) {
        self.running().await;
        self.finished().await;
        self.aborted().await;
    }

    /// Standard, running: the same input finds the execution, another one is refused.
    async fn running(&self) {
        let (name, waiting) = (
            ExecutionName::random().unwrap(),
            self.machines.machine(self.waiting),
        );
        let first = waiting
            .start(&json!({"id": 1, "sku": "cup"}))
            .name(&name)
            .await
            .unwrap();
        assert_eq!(first.outcome(), StartOutcome::New);
        // AWS does not say for a second that the execution had been started before.
        tokio::time::sleep(Duration::from_millis(2_500)).await;
        let second = waiting
            .start(&json!({"id": 1, "sku": "cup"}))
            .name(&name)
            .await
            .unwrap();
        assert_eq!(second.outcome(), StartOutcome::AlreadyRunning);
        assert_eq!(second.execution().arn(), first.execution().arn());
        let other = waiting
            .start(&json!({"id": 2}))
            .name(&name)
            .await
            .unwrap_err();
        assert_eq!(
            (other.kind(), other.did_run()),
            (ErrorKind::NameTaken, DidRun::No)
        );
        first
            .execution()
            .stop("Cleanup", "the test is over")
            .await
            .unwrap();
    }

    /// Standard, closed: both are refused by AWS, and told apart.
    async fn finished(&self) {
        let (name, passing) = (
            ExecutionName::random().unwrap(),
            self.machines.machine(self.passing),
        );
        let passing = passing.output::<serde_json::Value>();
        let first = passing.start(&json!({"id": 1})).name(&name).await.unwrap();
        assert_eq!(first.outcome(), StartOutcome::New);
        assert_eq!(first.execution().result().await.unwrap(), json!({"id": 1}));
        let second = passing.start(&json!({"id": 1})).name(&name).await.unwrap();
        assert_eq!(second.outcome(), StartOutcome::AlreadyFinished);
        assert_eq!(second.execution().result().await.unwrap(), json!({"id": 1}));
        let other = passing
            .start(&json!({"id": 2}))
            .name(&name)
            .await
            .unwrap_err();
        assert_eq!(
            (other.kind(), other.did_run()),
            (ErrorKind::NameTaken, DidRun::No)
        );
    }

    /// An execution that was stopped is closed, too.
    async fn aborted(&self) {
        let (name, waiting) = (
            ExecutionName::random().unwrap(),
            self.machines.machine(self.waiting),
        );
        let first = waiting.start(&json!({"id": 1})).name(&name).await.unwrap();
        first
            .execution()
            .stop("Cancelled", "by the customer")
            .await
            .unwrap();
        let error = first.execution().result().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ExecutionAborted);
        let second = waiting.start(&json!({"id": 1})).name(&name).await.unwrap();
        assert_eq!(second.outcome(), StartOutcome::AlreadyFinished);
    }
}
