//! Requests as the API writes them (AWS JSON 1.0): an operation by its name, and its parameters as the members of an object.

use serde_json::Value;

use crate::step_functions::local::refusal::{invalid_member, refused};
use crate::step_functions::local::service::METADATA_ONLY;
use crate::step_functions::{
    DescribeExecution, GetExecutionHistory, RedriveExecution, SendTaskFailure, SendTaskHeartbeat,
    SendTaskSuccess, StartExecution, StatesOperation, StopExecution,
};
use crate::transport::TransportError;

/// The values of `statusFilter` (AWS Step Functions API reference, `ListExecutions`).
const STATUSES: &[&str] = &[
    "RUNNING",
    "SUCCEEDED",
    "FAILED",
    "TIMED_OUT",
    "ABORTED",
    "PENDING_REDRIVE",
];

/// A request to an endpoint.
pub(super) enum Asked<'a> {
    /// An operation that the client of this crate uses as well.
    States(StatesOperation<'a>),
    /// An execution of an Express machine, without its data in the response.
    WithoutData(StartExecution<'a>),
    ListExecutions {
        machine_arn: &'a str,
        status: Option<&'a str>,
        max_results: Option<u32>,
        next_token: Option<&'a str>,
    },
    ListStateMachines {
        max_results: Option<u32>,
        next_token: Option<&'a str>,
    },
    DescribeStateMachine {
        machine_arn: &'a str,
    },
}

/// The members of the object in the body of a request.
pub(super) struct Members(Value);

impl Members {
    /// Reads a body.
    ///
    /// # Errors
    ///
    /// Fails if it is not a JSON object.
    pub(super) fn read(body: &[u8]) -> Result<Members, TransportError> {
        match serde_json::from_slice(body) {
            Ok(members @ Value::Object(_)) => Ok(Members(members)),
            _ => Err(unreadable("the body of the request is not a JSON object")),
        }
    }

    /// Returns the request for an operation.
    ///
    /// # Errors
    ///
    /// Fails if the operation is unknown here, a required member is missing, or a member does not have its type.
    pub(super) fn request(&self, operation: &str) -> Result<Asked<'_>, TransportError> {
        Ok(Asked::States(match operation {
            "StartExecution" => StatesOperation::StartExecution(self.start()?),
            "StartSyncExecution" => match (self.start()?, self.included_data()?) {
                (start, Some(METADATA_ONLY)) => return Ok(Asked::WithoutData(start)),
                (start, _) => StatesOperation::StartSyncExecution(start),
            },
            "DescribeExecution" => {
                let mut describe = DescribeExecution::new(self.required("executionArn")?);
                describe.included_data = self.included_data()?;
                StatesOperation::DescribeExecution(describe)
            }
            "StopExecution" => {
                let mut stop = StopExecution::new(self.required("executionArn")?);
                stop.error = self.text("error")?;
                stop.cause = self.text("cause")?;
                StatesOperation::StopExecution(stop)
            }
            "RedriveExecution" => {
                let mut redrive = RedriveExecution::new(self.required("executionArn")?);
                redrive.client_token = self.text("clientToken")?;
                StatesOperation::RedriveExecution(redrive)
            }
            "GetExecutionHistory" => {
                let mut history = GetExecutionHistory::new(self.required("executionArn")?);
                history.max_results = self.number("maxResults")?;
                history.reverse_order = self.flag("reverseOrder")?;
                history.next_token = self.text("nextToken")?;
                history.include_execution_data = self.flag("includeExecutionData")?;
                StatesOperation::GetExecutionHistory(history)
            }
            "SendTaskSuccess" => {
                let (token, output) = (self.required("taskToken")?, self.required("output")?);
                StatesOperation::SendTaskSuccess(SendTaskSuccess::new(token, output))
            }
            "SendTaskFailure" => {
                let mut failure = SendTaskFailure::new(self.required("taskToken")?);
                failure.error = self.text("error")?;
                failure.cause = self.text("cause")?;
                StatesOperation::SendTaskFailure(failure)
            }
            "SendTaskHeartbeat" => {
                let heartbeat = SendTaskHeartbeat::new(self.required("taskToken")?);
                StatesOperation::SendTaskHeartbeat(heartbeat)
            }
            "ListExecutions" => {
                self.refuse_map_runs()?;
                return Ok(Asked::ListExecutions {
                    machine_arn: self.required("stateMachineArn")?,
                    status: self.one_of("statusFilter", STATUSES)?,
                    max_results: self.number("maxResults")?,
                    next_token: self.text("nextToken")?,
                });
            }
            "ListStateMachines" => {
                return Ok(Asked::ListStateMachines {
                    max_results: self.number("maxResults")?,
                    next_token: self.text("nextToken")?,
                });
            }
            "DescribeStateMachine" => {
                let machine_arn = self.required("stateMachineArn")?;
                return Ok(Asked::DescribeStateMachine { machine_arn });
            }
            unknown => {
                let message = format!(
                    "LocalMachines does not implement `{unknown}`; it implements the operations on executions and tasks, ListExecutions, \
                     ListStateMachines and DescribeStateMachine"
                );
                return Err(refused("UnknownOperationException", message));
            }
        }))
    }

    fn start(&self) -> Result<StartExecution<'_>, TransportError> {
        let machine = self.required("stateMachineArn")?;
        // An input that is missing is an empty object (AWS Step Functions API reference, `StartExecution`).
        let mut start = StartExecution::new(machine, self.text("input")?.unwrap_or("{}"));
        start.name = self.text("name")?;
        start.trace_header = self.text("traceHeader")?;
        Ok(start)
    }

    fn included_data(&self) -> Result<Option<&str>, TransportError> {
        self.one_of("includedData", &["ALL_DATA", METADATA_ONLY])
    }

    /// Refuses what asks for the executions of a Map Run, of which there are none.
    fn refuse_map_runs(&self) -> Result<(), TransportError> {
        match (self.text("mapRunArn")?, self.text("redriveFilter")?) {
            (Some(_), _) => Err(refused("ResourceNotFound", "LocalMachines has no Map Runs")),
            (None, Some(_)) => Err(invalid_member(
                "redriveFilter",
                "Member is only valid with a mapRunArn",
            )),
            (None, None) => Ok(()),
        }
    }

    /// Returns a member that is one of these texts.
    fn one_of(&self, name: &str, known: &[&str]) -> Result<Option<&str>, TransportError> {
        let text = self.text(name)?;
        match text.is_none_or(|text| known.contains(&text)) {
            true => Ok(text),
            false => {
                let constraint =
                    format!("Member must satisfy enum value set: [{}]", known.join(", "));
                Err(invalid_member(name, &constraint))
            }
        }
    }

    fn required(&self, name: &str) -> Result<&str, TransportError> {
        let missing = || invalid_member(name, "Member must not be null");
        self.text(name)?.ok_or_else(missing)
    }

    fn text(&self, name: &str) -> Result<Option<&str>, TransportError> {
        self.member(name, "a string", Value::as_str)
    }

    fn flag(&self, name: &str) -> Result<Option<bool>, TransportError> {
        self.member(name, "a Boolean", Value::as_bool)
    }

    fn number(&self, name: &str) -> Result<Option<u32>, TransportError> {
        let number = |value: &Value| u32::try_from(value.as_u64()?).ok();
        self.member(name, "a whole number of 0 or more", number)
    }

    /// Returns a member. `null` is as good as missing.
    fn member<'a, T>(
        &'a self,
        name: &str,
        kind: &str,
        read: impl FnOnce(&'a Value) -> Option<T>,
    ) -> Result<Option<T>, TransportError> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => match read(value) {
                Some(value) => Ok(Some(value)),
                None => Err(unreadable(&format!("the member `{name}` is not {kind}"))),
            },
        }
    }
}

fn unreadable(message: &str) -> TransportError {
    refused("SerializationException", message)
}
