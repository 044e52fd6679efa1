//! The spans of what is asked of Step Functions, field by field, and the trace that an execution gets.

use std::collections::{BTreeSet, VecDeque};
use std::fmt;
use std::future::IntoFuture as _;
use std::sync::{Arc, Mutex};

use lambda_client::step_functions::{
    Machines, StatesOperation, StatesRequest, StatesResponse, StatesTransport,
};
use lambda_client::transport::{BoxFuture, TransportError};
use lambda_client::{Error, FunctionError};
use lambda_client_telemetry_tests::seen::Seen;
use opentelemetry_semantic_conventions::attribute;
use tracing::{Instrument as _, info_span};

use crate::collector::Collector;

/// The names that the semantic conventions define.
const CONVENTIONS: [&str; 7] = [
    attribute::AWS_REQUEST_ID,
    attribute::AWS_STEP_FUNCTIONS_STATE_MACHINE_ARN,
    attribute::CLOUD_REGION,
    attribute::ERROR_TYPE,
    attribute::HTTP_RESPONSE_STATUS_CODE,
    attribute::RPC_METHOD,
    attribute::RPC_SYSTEM_NAME,
];

/// The names for which the conventions have nothing.
const OWN: [&str; 5] = [
    "step_functions.attempt",
    "step_functions.attempts",
    "step_functions.delay_ms",
    "step_functions.did_run",
    "step_functions.execution_arn",
];

const MACHINE: &str = "arn:aws:states:eu-west-1:123456789012:stateMachine:orders";
const EXECUTION: &str = "arn:aws:states:eu-west-1:123456789012:execution:orders:order-17";

/// What nobody may see.
const SECRET: &str = "secret-5f1c";

/// What the machine declares.
#[derive(Debug, thiserror::Error, FunctionError)]
enum OrderError {
    #[error("sold out")]
    OutOfStock,
    #[error(transparent)]
    #[function_error(other)]
    Other(#[from] Error),
}

/// A transport that follows a script.
#[derive(Clone, Default)]
struct Script {
    steps: Arc<Mutex<VecDeque<Result<String, TransportError>>>>,
    traces: Arc<Mutex<Vec<Option<String>>>>,
}

impl fmt::Debug for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Script")
    }
}

impl Script {
    fn new(steps: impl IntoIterator<Item = Result<String, TransportError>>) -> Script {
        let script = Script::default();
        script.steps.lock().unwrap().extend(steps);
        script
    }

    fn machines(&self) -> Machines {
        Machines::new(self.clone())
    }

    /// The trace headers of the starts.
    fn traces(&self) -> Vec<Option<String>> {
        self.traces.lock().unwrap().clone()
    }
}

impl StatesTransport for Script {
    fn send<'a>(
        &'a self,
        request: StatesRequest<'a>,
    ) -> BoxFuture<'a, Result<StatesResponse, TransportError>> {
        if let StatesOperation::StartExecution(start) | StatesOperation::StartSyncExecution(start) =
            request.operation()
        {
            let trace = start.trace_header.map(str::to_owned);
            self.traces.lock().unwrap().push(trace);
        }
        let step = self.steps.lock().unwrap().pop_front().expect("a step");
        if let Err(error) = &step {
            request.report_error(error);
        }
        Box::pin(async { step.map(|body| StatesResponse::new(body).with_request_id("id-1")) })
    }
}

fn started() -> Result<String, TransportError> {
    Ok(format!(
        r#"{{"executionArn":"{EXECUTION}","startDate":1767225600.0}}"#
    ))
}

fn described(status: &str, more: &str) -> Result<String, TransportError> {
    Ok(format!(
        r#"{{"executionArn":"{EXECUTION}","status":"{status}","startDate":1767225600.0{more}}}"#
    ))
}

fn refused(code: &str) -> Result<String, TransportError> {
    Err(TransportError::service(400).with_code(code))
}

/// Checks a span, without the fields that are the same for all spans of its name.
#[track_caller]
fn check(span: &Seen, name: &str, status: &str, fields: &[(&str, &str)]) {
    let own: Vec<_> = span
        .attributes
        .iter()
        .map(|(name, value)| (&**name, &**value))
        .collect();
    assert_eq!((&*span.name, own), (name, fields.to_vec()));
    assert!(span.status.starts_with(status), "{span:?}");
    let known: BTreeSet<_> = CONVENTIONS.into_iter().chain(OWN).collect();
    for name in span.attributes.keys() {
        assert!(known.contains(&**name), "{name}");
    }
    assert!(!format!("{span:?}").contains(SECRET), "{span:?}");
}

fn fields<'a>(
    method: &'a str,
    execution: Option<&'a str>,
    late: &[(&'a str, &'a str)],
) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("aws.step_functions.state_machine.arn", MACHINE),
        ("cloud.region", "eu-west-1"),
        ("rpc.method", method),
        ("rpc.system.name", "aws-api"),
    ];
    fields.extend(execution.map(|arn| ("step_functions.execution_arn", arn)));
    fields.extend(late);
    fields.sort_unstable();
    fields
}

#[tokio::test(start_paused = true)]
async fn a_start_and_its_attempts() {
    let collector = Collector::start();
    let script = Script::new([refused("ThrottlingException"), started()]);
    let machines = script.machines();
    let machine = machines.machine(&format!("{MACHINE}:live"));
    machine.start(SECRET).name("order-17").await.unwrap();
    let [first, second, start] = &collector.spans()[..] else {
        panic!("{:#?}", collector.spans());
    };
    let late = [
        ("aws.request_id", "id-1"),
        ("step_functions.attempts", "2"),
        ("step_functions.did_run", "yes"),
    ];
    let expected = fields("StartExecution", Some(EXECUTION), &late);
    check(start, "SFN.StartExecution", "Unset", &expected);
    assert_eq!(start.kind, "Client");
    check(
        first,
        "step_functions.attempt",
        "Error",
        &[
            ("error.type", "ThrottlingException"),
            ("http.response.status_code", "400"),
            ("step_functions.attempt", "1"),
            ("step_functions.delay_ms", "0"),
            ("step_functions.did_run", "no"),
        ],
    );
    let delay = second.attributes["step_functions.delay_ms"].clone();
    check(
        second,
        "step_functions.attempt",
        "Unset",
        &[
            ("aws.request_id", "id-1"),
            ("http.response.status_code", "200"),
            ("step_functions.attempt", "2"),
            ("step_functions.delay_ms", &delay),
            ("step_functions.did_run", "yes"),
        ],
    );
    assert!([first, second].iter().all(|span| span.parent == start.id));
}

#[tokio::test(start_paused = true)]
async fn a_name_in_use_is_described_within_the_start() {
    let collector = Collector::start();
    let input = format!(r#","input":"\"{SECRET}\"""#);
    let script = Script::new([
        refused("ExecutionAlreadyExists"),
        described("RUNNING", &input),
    ]);
    let start = script.machines().machine(MACHINE).start(SECRET);
    start.name("order-17").await.unwrap();
    let (start, describe) = (
        collector.span("SFN.StartExecution"),
        collector.span("SFN.DescribeExecution"),
    );
    assert_eq!(describe.parent, start.id);
    assert_eq!(start.status, "Unset");
    let late = [
        ("aws.request_id", "id-1"),
        ("step_functions.attempts", "1"),
        ("step_functions.did_run", "no"),
    ];
    let expected = fields("DescribeExecution", Some(EXECUTION), &late);
    check(&describe, "SFN.DescribeExecution", "Unset", &expected);
}

#[tokio::test(start_paused = true)]
async fn a_wait_has_its_polls_and_the_end_of_the_execution() {
    let running = || described("RUNNING", "");
    let cause = format!(
        r#","error":"OutOfStock","cause":"{{\"errorType\":\"OutOfStock\",\"errorMessage\":\"{SECRET}\"}}""#
    );
    let secret = format!(r#","error":"{SECRET}","cause":"{SECRET}""#);
    let output = format!(r#","output":"\"{SECRET}\"""#);
    for (end, status, error) in [
        (described("SUCCEEDED", &output), "Unset", None),
        (described("FAILED", &secret), "Error", Some("_OTHER")),
        (described("FAILED", &cause), "Error", Some("OutOfStock")),
        (described("ABORTED", ""), "Error", Some("execution_aborted")),
    ] {
        let collector = Collector::start();
        let script = Script::new([running(), running(), end]);
        let execution = script.machines().execution(EXECUTION);
        let result = execution
            .output::<String>()
            .error::<OrderError>()
            .result()
            .await;
        assert_eq!(result.is_err(), error.is_some());
        let spans = collector.spans();
        let [polls @ .., wait] = &spans[..] else {
            panic!("{spans:#?}");
        };
        assert_eq!(polls.len(), 3, "{spans:#?}");
        for (number, poll) in polls.iter().enumerate() {
            assert_eq!(
                (&*poll.name, &poll.parent),
                ("step_functions.attempt", &wait.id)
            );
            let expected = (number + 1).to_string();
            assert_eq!(poll.attributes["step_functions.attempt"], expected);
        }
        let mut late = vec![
            ("aws.request_id", "id-1"),
            ("step_functions.attempts", "3"),
            ("step_functions.did_run", "yes"),
        ];
        late.extend(error.map(|error| ("error.type", error)));
        let expected = fields("DescribeExecution", Some(EXECUTION), &late);
        check(wait, "SFN.DescribeExecution", status, &expected);
    }
}

#[tokio::test(start_paused = true)]
async fn reports_of_tasks_and_express_executions() {
    let collector = Collector::start();
    let finished = format!(
        r#"{{"executionArn":"{EXECUTION}","status":"FAILED","error":"States.Timeout","cause":"{SECRET}"}}"#
    );
    let script = Script::new([Ok("{}".to_owned()), Ok(finished)]);
    let machines = script.machines();
    machines.task(SECRET).succeed(SECRET).await.unwrap();
    let run = machines.express(MACHINE).run(SECRET);
    run.await.unwrap_err();
    let late = [
        ("aws.request_id", "id-1"),
        ("step_functions.attempts", "1"),
        ("step_functions.did_run", "yes"),
    ];
    let mut expected = vec![
        ("rpc.method", "SendTaskSuccess"),
        ("rpc.system.name", "aws-api"),
    ];
    expected.extend(late);
    expected.sort_unstable();
    let report = collector.span("SFN.SendTaskSuccess");
    check(&report, "SFN.SendTaskSuccess", "Unset", &expected);
    let mut late = late.to_vec();
    late.push(("error.type", "States.Timeout"));
    let expected = fields("StartSyncExecution", None, &late);
    let run = collector.span("SFN.StartSyncExecution");
    check(&run, "SFN.StartSyncExecution", "Error", &expected);
}

#[tokio::test(start_paused = true)]
async fn a_start_that_is_dropped_says_so() {
    let collector = Collector::start();
    let script = Script::new((0..3).map(|_| refused("ThrottlingException")));
    let start = script.machines().machine(MACHINE).start(&1).into_future();
    drop(tokio::time::timeout(std::time::Duration::from_micros(1), start).await);
    let start = collector.span("SFN.StartExecution");
    assert_eq!(start.attributes["error.type"], "dropped");
    assert_eq!(start.attributes["step_functions.did_run"], "no");
}

#[tokio::test(start_paused = true)]
async fn an_execution_continues_the_trace_of_its_start() {
    let collector = Collector::start();
    let script = Script::new([
        refused("ThrottlingException"),
        started(),
        started(),
        started(),
    ]);
    let machines = script.machines();
    let machine = machines.machine(MACHINE);
    let checkout = info_span!("checkout");
    let start = machine.start(&1).into_future().instrument(checkout);
    start.await.unwrap();
    let given = "Root=1-5759e988-bd862e3fe1be46a994272793";
    machine.start(&1).trace_header(given).await.unwrap();
    machines.express(MACHINE).start(&1).await.unwrap();
    let spans = collector.spans();
    let starts: Vec<_> = spans
        .iter()
        .filter(|span| span.name == "SFN.StartExecution")
        .collect();
    let header = |span: &Seen| {
        let (seconds, rest) = span.trace.split_at(8);
        Some(format!(
            "Root=1-{seconds}-{rest};Parent={};Sampled=1",
            span.id
        ))
    };
    let own = header(starts[0]);
    assert_eq!(
        script.traces(),
        [
            own.clone(),
            // A retry is the same request.
            own,
            Some(given.to_owned()),
            header(starts[2]),
        ]
    );
    assert_eq!(collector.span("checkout").id, starts[0].parent);
}
