//! Counters and times of what is asked of Step Functions, field by field.

use lambda_client::step_functions::{Machines, StatesRequest, StatesResponse, StatesTransport};
use lambda_client::transport::{BoxFuture, TransportError};
use metrics_util::debugging::DebuggingRecorder;

use crate::recorded::lines;

pub(crate) const MACHINE: &str = "arn:aws:states:eu-west-1:123456789012:stateMachine:orders";
pub(crate) const EXECUTION: &str =
    "arn:aws:states:eu-west-1:123456789012:execution:orders:order-17";

/// Starts and describes executions that have succeeded, and knows no tasks.
#[derive(Debug)]
pub(crate) struct Service;

impl StatesTransport for Service {
    fn send<'a>(
        &'a self,
        request: StatesRequest<'a>,
    ) -> BoxFuture<'a, Result<StatesResponse, TransportError>> {
        let result = match request.operation().name() {
            "SendTaskSuccess" => Err(TransportError::service(400).with_code("TaskDoesNotExist")),
            _ => Ok(StatesResponse::new(format!(
                r#"{{"executionArn":"{EXECUTION}","status":"SUCCEEDED","output":"7","startDate":1767225600.0}}"#
            ))),
        };
        if let Err(error) = &result {
            request.report_error(error);
        }
        Box::pin(async { result })
    }
}

#[tokio::test(start_paused = true)]
async fn starts_waits_and_reports_are_counted() {
    let recorder = DebuggingRecorder::new();
    let snapshotter = recorder.snapshotter();
    let guard = metrics::set_default_local_recorder(&recorder);
    let machines = Machines::new(Service);
    let machine = machines.machine(&format!("{MACHINE}:live"));
    let started = machine.start(&1).name("order-17").await.unwrap();
    drop(started);
    machines.execution(EXECUTION).result().await.unwrap();
    machines.task("secret").succeed(&1).await.unwrap_err();
    drop(guard);
    let labels = |machine: &str, operation: &str, outcome: &str| {
        format!("machine={machine},operation={operation},outcome={outcome}")
    };
    let mut expected = Vec::new();
    for (machine, operation, outcome, did_run) in [
        ("orders", "StartExecution", "success", "yes"),
        ("orders", "wait", "success", "yes"),
        ("", "SendTaskSuccess", "service", "no"),
    ] {
        let labels = labels(machine, operation, outcome);
        expected.push(format!("step_functions_attempts_total{{{labels}}} 1 Count"));
        expected.push(format!(
            "step_functions_call_duration_seconds{{{labels}}} [0.0] Seconds"
        ));
        expected.push(format!(
            "step_functions_calls_total{{did_run={did_run},{labels}}} 1 Count"
        ));
    }
    expected.sort_unstable();
    assert_eq!(lines(&snapshotter), expected);
}
