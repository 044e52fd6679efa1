//! The state of an execution.

use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use crate::payload::Raw;
use crate::step_functions::wire;

/// The status of an execution (Step Functions API reference, `DescribeExecution`).
///
/// AWS may add statuses, so a `match` needs a wildcard arm.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ExecutionStatus {
    /// It is running, or waiting.
    Running,
    /// It has ended with an output.
    Succeeded,
    /// It has ended with an error.
    Failed,
    /// It has run out of time.
    TimedOut,
    /// It was stopped.
    Aborted,
    /// It was redriven and has not begun to run again.
    PendingRedrive,
    /// Any other status, as AWS writes it.
    Other(Arc<str>),
}

impl ExecutionStatus {
    pub(in crate::step_functions) fn parse(text: &str) -> ExecutionStatus {
        match text {
            "RUNNING" => ExecutionStatus::Running,
            "SUCCEEDED" => ExecutionStatus::Succeeded,
            "FAILED" => ExecutionStatus::Failed,
            "TIMED_OUT" => ExecutionStatus::TimedOut,
            "ABORTED" => ExecutionStatus::Aborted,
            "PENDING_REDRIVE" => ExecutionStatus::PendingRedrive,
            other => ExecutionStatus::Other(Arc::from(other)),
        }
    }

    /// Returns the status as AWS writes it, such as `RUNNING`.
    pub fn as_str(&self) -> &str {
        match self {
            ExecutionStatus::Running => "RUNNING",
            ExecutionStatus::Succeeded => "SUCCEEDED",
            ExecutionStatus::Failed => "FAILED",
            ExecutionStatus::TimedOut => "TIMED_OUT",
            ExecutionStatus::Aborted => "ABORTED",
            ExecutionStatus::PendingRedrive => "PENDING_REDRIVE",
            ExecutionStatus::Other(other) => other,
        }
    }

    /// Returns whether the execution has ended. A status that this crate does not know has not.
    pub fn has_ended(&self) -> bool {
        matches!(
            self,
            ExecutionStatus::Succeeded
                | ExecutionStatus::Failed
                | ExecutionStatus::TimedOut
                | ExecutionStatus::Aborted
        )
    }
}

impl fmt::Display for ExecutionStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What is known about an execution.
///
/// `Debug` prints neither the input nor the output nor the cause.
#[derive(Clone)]
#[non_exhaustive]
pub struct ExecutionDescription {
    /// The ARN of the execution.
    pub arn: String,
    /// The status.
    pub status: ExecutionStatus,
    /// When the execution started.
    pub start_date: SystemTime,
    /// When the execution ended; `None` if it has not.
    pub stop_date: Option<SystemTime>,
    /// The JSON of the input, unless it is not shown.
    pub input: Option<Raw>,
    /// The JSON of the output, if the execution succeeded and the output is shown.
    pub output: Option<Raw>,
    /// The name of the error, if the execution failed.
    pub error: Option<String>,
    /// The cause, if the execution failed: the error document of a function, or any text.
    pub cause: Option<String>,
    /// How often the execution was redriven.
    pub redrive_count: u32,
    /// The version of the machine, if the execution was started with one, or with an alias.
    pub version_arn: Option<String>,
    /// The alias of the machine, if the execution was started with one.
    pub alias_arn: Option<String>,
}

impl From<wire::Described> for ExecutionDescription {
    fn from(described: wire::Described) -> Self {
        ExecutionDescription {
            status: ExecutionStatus::parse(&described.status),
            arn: described.execution_arn,
            start_date: described.start_date.time(),
            stop_date: described.stop_date.map(wire::Timestamp::time),
            input: described.input.map(Raw::from),
            output: described.output.map(Raw::from),
            error: described.error,
            cause: described.cause,
            redrive_count: described.redrive_count.unwrap_or_default(),
            version_arn: described.state_machine_version_arn,
            alias_arn: described.state_machine_alias_arn,
        }
    }
}

impl fmt::Debug for ExecutionDescription {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExecutionDescription")
            .field("arn", &self.arn)
            .field("status", &self.status)
            .field("start_date", &self.start_date)
            .field("stop_date", &self.stop_date)
            .field("input", &self.input)
            .field("output", &self.output)
            .field("error", &self.error)
            .field("cause_bytes", &self.cause.as_ref().map(String::len))
            .field("redrive_count", &self.redrive_count)
            .field("version_arn", &self.version_arn)
            .field("alias_arn", &self.alias_arn)
            .finish()
    }
}
