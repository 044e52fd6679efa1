//! The API of the machines.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use serde_json::{Value, json};

use crate::future::BoxFuture;
use crate::step_functions::input::{MAX_CAUSE, MAX_ERROR, MAX_INPUT};
use crate::step_functions::local::ledger::{Begin, Kind, PREFIX, refused};
use crate::step_functions::local::machine::Outcome;
use crate::step_functions::local::run::require_runtime;
use crate::step_functions::local::{Account, LocalMachines, fault};
use crate::step_functions::name::random_uuid;
use crate::step_functions::{
    ExecutionName, StartExecution, StatesOperation, StatesRequest, StatesResponse, StatesTransport,
};
use crate::transport::{Evidence, SendStage, TransportError, TransportErrorKind};

/// The events of a page whose size is not set (AWS Step Functions API reference, `GetExecutionHistory`).
const PAGE_SIZE: usize = 100;

impl StatesTransport for LocalMachines {
    fn send<'a>(
        &'a self,
        request: StatesRequest<'a>,
    ) -> BoxFuture<'a, Result<StatesResponse, TransportError>> {
        Box::pin(async move {
            request.report(SendStage::Preparing);
            let result = self.serve(&request).await;
            if let Err(error) = &result {
                request.report_error(error);
            }
            result
        })
    }
}

impl LocalMachines {
    async fn serve(&self, request: &StatesRequest<'_>) -> Result<StatesResponse, TransportError> {
        let operation = request.operation();
        let id = random_uuid().map_err(|_| unavailable())?;
        request.report(SendStage::Sending);
        let fault = fault::take(&mut self.account.ledger().faults, operation.name());
        let body = match &fault {
            Some(fault) if !fault.has_effect() => return Err(fault.error()),
            _ => self.account.perform(operation, &id).await,
        };
        if let Some(fault) = fault {
            return Err(fault.error());
        }
        let date = SystemTime::UNIX_EPOCH + self.account.now();
        Ok(StatesResponse::new(body?.to_string())
            .with_request_id(id)
            .with_date(date))
    }
}

fn unavailable() -> TransportError {
    TransportError::new(TransportErrorKind::Request, Evidence::NotSent)
        .with_message("the operating system has no random numbers")
}

impl Account {
    async fn perform(
        self: &Arc<Self>,
        operation: &StatesOperation<'_>,
        id: &str,
    ) -> Result<Value, TransportError> {
        let now = self.now();
        match operation {
            StatesOperation::StartExecution(start) => {
                let (arn, began, _) = self.start(start, id, false)?;
                Ok(json!({"executionArn": arn, "startDate": began.as_secs_f64()}))
            }
            StatesOperation::StartSyncExecution(start) => {
                let (arn, _, task) = self.start(start, id, true)?;
                if let Some(task) = task {
                    // It ends however it ends: the ledger knows.
                    let _ = task.await;
                }
                self.ledger().ended(&arn)
            }
            StatesOperation::DescribeExecution(describe) => {
                // AWS describes no execution of an Express machine.
                if describe
                    .execution_arn
                    .starts_with(&format!("{PREFIX}:express:"))
                {
                    return Err(refused("StateMachineTypeNotSupported"));
                }
                let mut described =
                    self.ledger()
                        .describe(describe.execution_arn, self.unseen, now)?;
                if describe.included_data == Some("METADATA_ONLY")
                    && let Some(members) = described.as_object_mut()
                {
                    members.retain(|name, _| name != "input" && name != "output");
                }
                Ok(described)
            }
            StatesOperation::StopExecution(stop) => {
                let (error, cause) = (
                    stop.error.unwrap_or_default(),
                    stop.cause.unwrap_or_default(),
                );
                check(error, cause)?;
                self.ledger().stop(stop.execution_arn, error, cause, now)
            }
            StatesOperation::RedriveExecution(redrive) => {
                let handle = require_runtime()?;
                let token = redrive.client_token.unwrap_or(id);
                let begun = self.ledger().redrive(redrive.execution_arn, token, now)?;
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
                Ok(json!({"redriveDate": now.as_secs_f64()}))
            }
            StatesOperation::GetExecutionHistory(page) => {
                let from = match page.next_token {
                    None => 0,
                    Some(token) => token.parse().map_err(|_| refused("InvalidToken"))?,
                };
                let size = page.max_results.and_then(|size| usize::try_from(size).ok());
                let size = size.filter(|size| *size > 0).unwrap_or(PAGE_SIZE);
                let is_reversed = page.reverse_order == Some(true);
                self.ledger()
                    .history(page.execution_arn, (from, size), is_reversed)
            }
            StatesOperation::SendTaskSuccess(success) => {
                if !is_json(success.output) {
                    return Err(refused("InvalidOutput"));
                }
                self.tell(success.task_token, Some(Ok(success.output.to_owned())))
            }
            StatesOperation::SendTaskFailure(failure) => {
                let (error, cause) = (
                    failure.error.unwrap_or_default(),
                    failure.cause.unwrap_or_default(),
                );
                check(error, cause)?;
                let outcome = Err((error.to_owned(), cause.to_owned()));
                self.tell(failure.task_token, Some(outcome))
            }
            StatesOperation::SendTaskHeartbeat(heartbeat) => self.tell(heartbeat.task_token, None),
        }
    }

    /// Starts an execution. Returns its ARN and its start, and the task of a new one.
    #[allow(
        clippy::type_complexity,
        reason = "three values, each with a name where they are taken apart"
    )]
    fn start(
        self: &Arc<Self>,
        start: &StartExecution<'_>,
        id: &str,
        is_synchronous: bool,
    ) -> Result<(String, Duration, Option<tokio::task::JoinHandle<()>>), TransportError> {
        let handle = require_runtime()?;
        let resource = start.state_machine_arn.strip_prefix(PREFIX);
        let resource = resource.and_then(|resource| resource.strip_prefix(":stateMachine:"));
        let machine = resource.and_then(|resource| resource.split(':').next());
        let machine = machine.ok_or_else(|| refused("InvalidArn"))?;
        let name =
            ExecutionName::parse(start.name.unwrap_or(id)).map_err(|_| refused("InvalidName"))?;
        if start.input.len() > MAX_INPUT {
            return Err(refused("ValidationException"));
        }
        if !is_json(start.input) {
            return Err(refused("InvalidExecutionInput"));
        }
        if is_synchronous && self.ledger().kind(machine) == Some(Kind::Standard) {
            return Err(refused("StateMachineTypeNotSupported"));
        }
        let now = self.now();
        let begun = self.ledger().begin(machine, &name, start.input, id, now)?;
        Ok(match begun {
            Begin::Found { arn, start } => (arn, start, None),
            Begin::Run {
                arn,
                run,
                machine,
                kind,
            } => {
                let task = self.spawn(&handle, &arn, run, (machine, kind), start.input.to_owned());
                (arn, now, Some(task))
            }
        })
    }

    /// Tells a task its end, or that it goes on.
    fn tell(&self, token: &str, end: Option<Outcome>) -> Result<Value, TransportError> {
        let mut ledger = self.ledger();
        let task = ledger.tasks.get_mut(token);
        let task = task.ok_or_else(|| refused("TaskDoesNotExist"))?;
        let is_told = match end {
            Some(outcome) => task.end(outcome),
            None => task.is_open(),
        };
        match is_told {
            true => Ok(json!({})),
            false => Err(refused("TaskTimedOut")),
        }
    }
}

fn check(error: &str, cause: &str) -> Result<(), TransportError> {
    match error.chars().count() > MAX_ERROR || cause.chars().count() > MAX_CAUSE {
        true => Err(refused("ValidationException")),
        false => Ok(()),
    }
}

fn is_json(text: &str) -> bool {
    crate::json::is_json(text.as_bytes())
}
