//! The operations of the API, for the transport in this process and for the endpoint.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::task::JoinHandle;

use crate::step_functions::local::Account;
use crate::step_functions::local::fault::{self, LocalFault};
use crate::step_functions::local::ledger::{Begin, NewExecution, Page};
use crate::step_functions::local::limits;
use crate::step_functions::local::machine::Outcome;
use crate::step_functions::local::refusal::{invalid_token, refused, type_not_supported};
use crate::step_functions::local::run::require_runtime;
use crate::step_functions::{ExecutionName, MachineKind, StartExecution, StatesOperation};
use crate::transport::TransportError;

/// The events of a page whose size is not set (AWS Step Functions API reference, `GetExecutionHistory`).
const PAGE_SIZE: usize = 100;

/// The value of `includedData` without inputs and outputs.
pub(super) const METADATA_ONLY: &str = "METADATA_ONLY";

/// What is wrong with a token that nobody here made. That of other `LocalMachines` is a likely one.
const UNKNOWN_TOKEN: &str = "Task Does Not Exist: 'not a token of these LocalMachines, which know only those of their own `new_task`'";

/// What an operation has done.
pub(super) struct Performed {
    pub(super) body: Value,
    /// For a start: whether the execution ran before.
    pub(super) was_running: Option<bool>,
}

impl From<Value> for Performed {
    fn from(body: Value) -> Performed {
        Performed {
            body,
            was_running: None,
        }
    }
}

/// What becomes of a request.
pub(super) enum Handled {
    Performed(Result<Performed, TransportError>),
    /// A fault is in place of the response; the request has had its effect if there is one.
    Faulty(LocalFault, Option<Result<Performed, TransportError>>),
}

/// An execution that a request started or found.
struct StartedExecution {
    arn: String,
    start: Duration,
    /// What runs it, if it is new. Ends with what `DescribeExecution` says then.
    task: Option<JoinHandle<Option<Value>>>,
}

/// Performs a request, unless a fault keeps it from having its effect.
pub(super) async fn handle(
    account: &Account,
    operation: &str,
    performing: impl Future<Output = Result<Performed, TransportError>>,
) -> Handled {
    let fault = fault::take(&mut account.ledger().faults, operation);
    match fault {
        None => Handled::Performed(performing.await),
        Some(fault) if fault.has_effect() => Handled::Faulty(fault, Some(performing.await)),
        Some(fault) => Handled::Faulty(fault, None),
    }
}

impl Account {
    pub(super) async fn perform(
        self: &Arc<Self>,
        operation: &StatesOperation<'_>,
        id: &str,
    ) -> Result<Performed, TransportError> {
        limits::check(operation)?;
        let now = self.now();
        let body = match operation {
            StatesOperation::StartExecution(start) => {
                let execution = self.start(start, id, false)?;
                return Ok(Performed {
                    body: json!({"executionArn": execution.arn, "startDate": execution.start.as_secs_f64()}),
                    was_running: Some(execution.task.is_none()),
                });
            }
            StatesOperation::StartSyncExecution(start) => {
                let execution = self.start(start, id, true)?;
                let ended = match execution.task {
                    Some(task) => task.await.ok().flatten(),
                    None => None,
                };
                // Only the end of the runtime keeps an execution from its own.
                ended.ok_or_else(|| TransportError::service(500))?
            }
            StatesOperation::DescribeExecution(describe) => {
                let mut described =
                    self.ledger()
                        .describe(describe.execution_arn, self.unseen, now)?;
                if describe.included_data == Some(METADATA_ONLY) {
                    remove_data(&mut described);
                }
                described
            }
            StatesOperation::StopExecution(stop) => {
                let (error, cause) = (
                    stop.error.unwrap_or_default(),
                    stop.cause.unwrap_or_default(),
                );
                self.ledger().stop(stop.execution_arn, error, cause, now)?
            }
            StatesOperation::RedriveExecution(redrive) => {
                let handle = require_runtime()?;
                let token = redrive.client_token.unwrap_or(id);
                let (date, begun) = self.ledger().redrive(redrive.execution_arn, token, now)?;
                if let Some((
                    Begin::Run {
                        arn,
                        run,
                        machine,
                        kind,
                    },
                    input,
                )) = begun
                {
                    self.spawn(&handle, &arn, run, (machine, kind), input);
                }
                json!({"redriveDate": date.as_secs_f64()})
            }
            StatesOperation::GetExecutionHistory(history) => {
                let page = page(history.max_results, history.next_token)?;
                let is_reversed = history.reverse_order == Some(true);
                let has_data = history.include_execution_data != Some(false);
                self.ledger()
                    .history(history.execution_arn, page, is_reversed, has_data)?
            }
            StatesOperation::SendTaskSuccess(success) => {
                if !is_json(success.output) {
                    return Err(refused("InvalidOutput", "Invalid Output"));
                }
                self.report(success.task_token, Some(Ok(success.output.to_owned())))?
            }
            StatesOperation::SendTaskFailure(failure) => {
                let (error, cause) = (
                    failure.error.unwrap_or_default(),
                    failure.cause.unwrap_or_default(),
                );
                let outcome = Err((error.to_owned(), cause.to_owned()));
                self.report(failure.task_token, Some(outcome))?
            }
            StatesOperation::SendTaskHeartbeat(heartbeat) => {
                self.report(heartbeat.task_token, None)?
            }
        };
        Ok(body.into())
    }

    /// Starts an execution, or finds the one that has its name and input.
    fn start(
        self: &Arc<Self>,
        start: &StartExecution<'_>,
        id: &str,
        is_synchronous: bool,
    ) -> Result<StartedExecution, TransportError> {
        let handle = require_runtime()?;
        let machine = limits::machine(start.state_machine_arn)?;
        let name = start.name.unwrap_or(id);
        let name = ExecutionName::parse(name).map_err(|mistake| {
            let reason = mistake.message().unwrap_or_default();
            refused("InvalidName", format!("Invalid Name: {reason}"))
        })?;
        if !is_json(start.input) {
            let message = "Invalid State Machine Execution Input";
            return Err(refused("InvalidExecutionInput", message));
        }
        let kind = self.ledger().machines.machine(&machine)?.kind;
        if is_synchronous && kind == MachineKind::Standard {
            return Err(type_not_supported());
        }
        let now = self.now();
        let new = NewExecution {
            name: &name,
            input: start.input,
            trace_header: start.trace_header,
            id,
        };
        let begun = self.ledger().begin(&machine, &new, now)?;
        Ok(match begun {
            Begin::Found { arn, start } => StartedExecution {
                arn,
                start,
                task: None,
            },
            Begin::Run {
                arn,
                run,
                machine,
                kind,
            } => {
                let task = self.spawn(&handle, &arn, run, (machine, kind), start.input.to_owned());
                StartedExecution {
                    arn,
                    start: now,
                    task: Some(task),
                }
            }
        })
    }

    /// Tells a task its end, or that it goes on.
    fn report(&self, token: &str, end: Option<Outcome>) -> Result<Value, TransportError> {
        let now = self.now();
        let mut ledger = self.ledger();
        let task = ledger.tasks.get_mut(token);
        let task = task.ok_or_else(|| refused("TaskDoesNotExist", UNKNOWN_TOKEN))?;
        let is_told = match end {
            Some(outcome) => task.end(outcome, now),
            None => task.beat(now),
        };
        match is_told {
            true => Ok(json!({})),
            false => Err(refused("TaskTimedOut", "Task Timed Out")),
        }
    }
}

/// Returns the part of a list that a request asks for. A token is the index at which the part begins.
pub(super) fn page(
    max_results: Option<u32>,
    next_token: Option<&str>,
) -> Result<Page, TransportError> {
    let from = match next_token {
        None => 0,
        Some(token) => token.parse().map_err(|_| invalid_token())?,
    };
    let size = max_results.and_then(|size| usize::try_from(size).ok());
    let size = size.filter(|size| *size > 0).unwrap_or(PAGE_SIZE);
    Ok(Page { from, size })
}

/// Removes what a description without data omits.
pub(super) fn remove_data(described: &mut Value) {
    if let Some(members) = described.as_object_mut() {
        members.retain(|name, _| name != "input" && name != "output");
    }
}

fn is_json(text: &str) -> bool {
    crate::json::is_json(text.as_bytes())
}
