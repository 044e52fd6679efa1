//! The limits of the parameters, and the ARNs in them.

use crate::step_functions::StatesOperation;
use crate::step_functions::arn::MachineArn;
use crate::step_functions::input::{MAX_CAUSE, MAX_ERROR, MAX_INPUT, MAX_TRACE_HEADER};
use crate::step_functions::local::refusal::{invalid_arn, invalid_member};
use crate::transport::TransportError;

/// The length of the longest ARN (AWS Step Functions API reference, `DescribeExecution`).
const MAX_ARN: usize = 256;

/// The length of the longest token of a task (AWS Step Functions API reference, `SendTaskSuccess`).
const MAX_TASK_TOKEN: usize = 2_048;

/// The length of the longest client token (AWS Step Functions API reference, `RedriveExecution`).
const MAX_CLIENT_TOKEN: usize = 64;

/// The size of the largest page (AWS Step Functions API reference, `GetExecutionHistory`).
const MAX_PAGE: u32 = 1_000;

/// Checks the parameters of a request.
pub(super) fn check(operation: &StatesOperation<'_>) -> Result<(), TransportError> {
    match operation {
        StatesOperation::StartExecution(start) | StatesOperation::StartSyncExecution(start) => {
            characters("stateMachineArn", start.state_machine_arn, MAX_ARN)?;
            bytes("input", start.input)?;
            trace_header(start.trace_header.unwrap_or_default())
        }
        StatesOperation::DescribeExecution(describe) => execution(describe.execution_arn),
        StatesOperation::StopExecution(stop) => {
            execution(stop.execution_arn)?;
            error(stop.error, stop.cause)
        }
        StatesOperation::RedriveExecution(redrive) => {
            execution(redrive.execution_arn)?;
            let token = redrive.client_token.unwrap_or_default();
            characters("clientToken", token, MAX_CLIENT_TOKEN)
        }
        StatesOperation::GetExecutionHistory(history) => {
            execution(history.execution_arn)?;
            page_size(history.max_results)
        }
        StatesOperation::SendTaskSuccess(success) => {
            task_token(success.task_token)?;
            bytes("output", success.output)
        }
        StatesOperation::SendTaskFailure(failure) => {
            task_token(failure.task_token)?;
            error(failure.error, failure.cause)
        }
        StatesOperation::SendTaskHeartbeat(heartbeat) => task_token(heartbeat.task_token),
    }
}

fn task_token(token: &str) -> Result<(), TransportError> {
    match token.is_empty() {
        true => Err(invalid_member(
            "taskToken",
            "Member must have length greater than or equal to 1",
        )),
        false => characters("taskToken", token, MAX_TASK_TOKEN),
    }
}

fn trace_header(header: &str) -> Result<(), TransportError> {
    characters("traceHeader", header, MAX_TRACE_HEADER)?;
    match header.is_ascii() {
        true => Ok(()),
        false => Err(invalid_member(
            "traceHeader",
            r"Member must satisfy regular expression pattern: \p{ASCII}*",
        )),
    }
}

/// Parses the ARN of a machine.
pub(super) fn machine(arn: &str) -> Result<MachineArn, TransportError> {
    MachineArn::parse(arn).map_err(|_| invalid_arn("not the ARN of a state machine"))
}

pub(super) fn page_size(max_results: Option<u32>) -> Result<(), TransportError> {
    match max_results.is_some_and(|size| size > MAX_PAGE) {
        true => {
            let constraint = format!("Member must have value less than or equal to {MAX_PAGE}");
            Err(invalid_member("maxResults", &constraint))
        }
        false => Ok(()),
    }
}

/// Checks that an ARN is one of an execution of a Standard machine: AWS neither describes nor stops those of Express machines.
fn execution(arn: &str) -> Result<(), TransportError> {
    characters("executionArn", arn, MAX_ARN)?;
    let parts: Vec<&str> = arn.splitn(8, ':').collect();
    match *parts {
        ["arn", _, "states", _, _, "execution", _, _] => Ok(()),
        ["arn", _, "states", _, _, "express", ..] => Err(invalid_arn(
            "Resource type not valid in this context: express",
        )),
        _ => Err(invalid_arn("not the ARN of an execution")),
    }
}

fn error(error: Option<&str>, cause: Option<&str>) -> Result<(), TransportError> {
    characters("error", error.unwrap_or_default(), MAX_ERROR)?;
    characters("cause", cause.unwrap_or_default(), MAX_CAUSE)
}

fn bytes(member: &str, text: &str) -> Result<(), TransportError> {
    longest(member, text.len(), MAX_INPUT)
}

fn characters(member: &str, text: &str, max: usize) -> Result<(), TransportError> {
    longest(member, text.chars().count(), max)
}

fn longest(member: &str, length: usize, max: usize) -> Result<(), TransportError> {
    match length > max {
        true => {
            let constraint = format!("Member must have length less than or equal to {max}");
            Err(invalid_member(member, &constraint))
        }
        false => Ok(()),
    }
}
