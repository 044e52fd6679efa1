//! A server with the idempotency rules of Step Functions (AWS Step Functions API reference, `StartExecution`), and faults.
//!
//! The name of the machine says what its executions do: those of `waiting` run until they are stopped, those of `passing` succeed at once with
//! their input, those of `express` are of an Express machine.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{SystemTime, UNIX_EPOCH};

use lambda_client_core::RetryConfig;
use lambda_client_core::sdk::SdkStatesTransport;
use lambda_client_core::sdk::aws_config::{BehaviorVersion, Region, SdkConfig};
use lambda_client_core::sdk::aws_sdk_lambda::config::{Credentials, SharedCredentialsProvider};
use lambda_client_core::step_functions::{Machines, MachinesBuilder};
use lambda_client_test_support::{Peer, Request, Response, Step};
use serde_json::{Value, json};

const PREFIX: &str = "arn:aws:states:us-east-1:123456789012";

/// The ARN of a machine.
pub(crate) fn machine(name: &str) -> String {
    format!("{PREFIX}:stateMachine:{name}")
}

/// A fault of one request.
#[derive(Clone, Debug)]
pub(crate) enum Fault {
    /// The request has no effect, and this happens in place of a response.
    Before(Step),
    /// The request has its effect, and this happens in place of the response.
    After(Step),
    /// The request has its effect, and so many bytes of the response are missing.
    Cut(usize),
}

#[derive(Default)]
struct State {
    executions: HashMap<String, Execution>,
    /// How often an execution was started, by its input.
    starts: HashMap<String, usize>,
    faults: VecDeque<Option<Fault>>,
    /// How many descriptions of an execution are late.
    unseen: usize,
    tasks: HashMap<String, bool>,
}

struct Execution {
    input: String,
    status: &'static str,
    start: f64,
}

pub(crate) struct Service {
    peer: Peer,
    state: Arc<Mutex<State>>,
}

impl Service {
    pub(crate) async fn start() -> Service {
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        let peer = Peer::start(move |request| {
            let step = shared.lock().unwrap().respond(&request);
            async move { step }
        })
        .await;
        Service { peer, state }
    }

    pub(crate) fn peer(&self) -> &Peer {
        &self.peer
    }

    pub(crate) fn builder(&self) -> MachinesBuilder {
        Machines::builder(transport(&self.peer.http()))
    }

    /// A handle whose retries do not wait.
    pub(crate) fn machines(&self) -> Machines {
        let retry = RetryConfig::new()
            .base_delay(std::time::Duration::ZERO)
            .max_delay(std::time::Duration::ZERO);
        self.builder().retry(retry).polls_per_second(1_000).build()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    /// Lets the next requests fail, or pass.
    pub(crate) fn faults(&self, faults: impl IntoIterator<Item = Option<Fault>>) {
        self.lock().faults.extend(faults);
    }

    pub(crate) fn unseen(&self, descriptions: usize) {
        self.lock().unseen = descriptions;
    }

    /// How often an execution with this input was started.
    pub(crate) fn starts(&self, input: &Value) -> usize {
        let starts = self.lock();
        starts.starts.get(&input.to_string()).copied().unwrap_or(0)
    }
}

pub(crate) fn transport(endpoint: &str) -> SdkStatesTransport {
    let credentials = Credentials::new("test", "test", None, None, "test");
    let config = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .endpoint_url(endpoint)
        .build();
    SdkStatesTransport::new(&config)
}

pub(crate) fn ok(body: &Value) -> Response {
    Response::new(200, body.to_string())
        .with_header("content-type", "application/x-amz-json-1.0")
        .with_header("x-amzn-requestid", "id-1")
}

/// An error in the form of AWS JSON 1.0, with a namespace as some services send it.
pub(crate) fn error(code: &str) -> Response {
    let body =
        json!({"__type": format!("com.amazonaws.swf.base.model#{code}"), "message": "as told"});
    Response::new(400, body.to_string())
        .with_header("content-type", "application/x-amz-json-1.0")
        .with_header("x-amzn-requestid", "id-1")
}

impl State {
    fn respond(&mut self, request: &Request) -> Step {
        match self.faults.pop_front().flatten() {
            None => Step::from(self.serve(request)),
            Some(Fault::Before(step)) => step,
            Some(Fault::After(step)) => {
                self.serve(request);
                step
            }
            Some(Fault::Cut(missing)) => Step::cut(&self.serve(request), missing).close(),
        }
    }

    fn serve(&mut self, request: &Request) -> Response {
        let target = request.header("x-amz-target").unwrap_or_default();
        let operation = target.strip_prefix("AWSStepFunctions.").unwrap_or_default();
        let body = request.json();
        let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        match operation {
            "StartExecution" => self.start(&text("stateMachineArn"), &text("name"), text("input")),
            "StartSyncExecution" => {
                *self.starts.entry(text("input")).or_default() += 1;
                let arn = format!("{PREFIX}:express:express:n:1");
                ok(
                    &json!({"executionArn": arn, "status": "SUCCEEDED", "output": text("input"), "startDate": 1.0, "stopDate": 2.0}),
                )
            }
            "DescribeExecution" => match self.executions.get(&text("executionArn")) {
                Some(execution) if self.unseen == 0 => {
                    let mut described = json!({
                        "executionArn": text("executionArn"), "stateMachineArn": machine("any"), "status": execution.status,
                        "startDate": execution.start, "input": execution.input,
                    });
                    if execution.status == "SUCCEEDED" {
                        described["output"] = execution.input.clone().into();
                    }
                    ok(&described)
                }
                _ => {
                    self.unseen = self.unseen.saturating_sub(1);
                    error("ExecutionDoesNotExist")
                }
            },
            "StopExecution" => match self.executions.get_mut(&text("executionArn")) {
                Some(execution) => {
                    execution.status = "ABORTED";
                    ok(&json!({"stopDate": 2.0}))
                }
                None => error("ExecutionDoesNotExist"),
            },
            "RedriveExecution" => ok(&json!({"redriveDate": 2.0})),
            "GetExecutionHistory" => ok(&json!({"events": [
                {"timestamp": 1.5, "type": "ExecutionStarted", "id": 1, "previousEventId": 0, "executionStartedEventDetails": {"input": "1"}},
            ]})),
            "SendTaskSuccess" | "SendTaskFailure" => {
                match self.tasks.insert(text("taskToken"), true) {
                    Some(true) => error("TaskTimedOut"),
                    _ => ok(&json!({})),
                }
            }
            "SendTaskHeartbeat" => ok(&json!({})),
            other => Response::new(404, other),
        }
    }

    fn start(&mut self, machine: &str, name: &str, input: String) -> Response {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        let start = now.as_secs_f64();
        let date = http_date(now.as_secs());
        let kind = machine.rsplit(':').next().unwrap_or_default();
        let started = |arn: &str, start: f64| {
            ok(&json!({"executionArn": arn, "startDate": start})).with_header("date", date.clone())
        };
        let status = match kind {
            "express" => {
                *self.starts.entry(input).or_default() += 1;
                return started(&format!("{PREFIX}:express:express:{name}:1"), start);
            }
            "waiting" => "RUNNING",
            _ => "SUCCEEDED",
        };
        let arn = format!("{PREFIX}:execution:{kind}:{name}");
        match self.executions.get(&arn) {
            Some(known) if known.status == "RUNNING" && known.input == input => {
                started(&arn, known.start)
            }
            Some(_) => error("ExecutionAlreadyExists"),
            None => {
                *self.starts.entry(input.clone()).or_default() += 1;
                let execution = Execution {
                    input,
                    status,
                    start,
                };
                self.executions.insert(arn.clone(), execution);
                started(&arn, start)
            }
        }
    }
}

/// Writes a time in the form of HTTP (RFC 9110, section 5.6.7).
fn http_date(seconds: u64) -> String {
    use lambda_client_core::sdk::aws_sdk_lambda::primitives::{DateTime, DateTimeFormat};
    let time = DateTime::from_secs(i64::try_from(seconds).unwrap());
    time.fmt(DateTimeFormat::HttpDate).unwrap()
}
