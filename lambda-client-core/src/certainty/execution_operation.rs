//! What a request asks Step Functions to do.

#[cfg(feature = "step-functions")]
use std::time::Duration;

use crate::certainty::{Class, DidRun};

/// What a request asks Step Functions to do. For those that start an execution, "did the function run?" asks whether the execution
/// started; for those that change something, whether they took effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(
    not(feature = "step-functions"),
    allow(dead_code, reason = "only that feature makes these requests")
)]
pub(crate) enum ExecutionOperation {
    /// Starts an execution under a name that the machine accepts once.
    Start,
    /// Starts an execution that may start again under the same name.
    StartExpress,
    /// Starts an execution and waits for its end.
    RunExpress,
    /// Waits for the end of an execution that has started.
    Await,
    Stop,
    Redrive,
    /// Reports to the task of a token, by the API operation of this name.
    Report(&'static str),
    /// Reads, by the API operation of this name.
    Read(&'static str),
}

impl ExecutionOperation {
    /// Returns the name of the API operation.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            ExecutionOperation::Start | ExecutionOperation::StartExpress => "StartExecution",
            ExecutionOperation::RunExpress => "StartSyncExecution",
            ExecutionOperation::Await => "DescribeExecution",
            ExecutionOperation::Stop => "StopExecution",
            ExecutionOperation::Redrive => "RedriveExecution",
            ExecutionOperation::Report(name) | ExecutionOperation::Read(name) => name,
        }
    }

    /// Returns how long an attempt may take by default. Most operations respond within a second. `StartSyncExecution` responds after the
    /// execution, which ends within 5 minutes (AWS Step Functions service quotas, "Maximum execution time" of Express), and a little later.
    #[cfg(feature = "step-functions")]
    pub(crate) const fn attempt_timeout(self) -> Duration {
        match self {
            ExecutionOperation::RunExpress => Duration::from_secs(330),
            _ => Duration::from_secs(30),
        }
    }

    /// Returns whether the request only reads.
    pub(crate) const fn is_read(self) -> bool {
        matches!(self, ExecutionOperation::Read(_))
    }

    /// Returns what a successful attempt proves.
    pub(crate) const fn did_run(self) -> DidRun {
        match self.is_read() {
            true => DidRun::No,
            false => DidRun::Yes,
        }
    }

    /// Adjusts the class of a failed attempt: reading is safe to retry, however it failed.
    pub(crate) const fn adjust(self, class: Class) -> Class {
        match self.is_read() {
            true => Class {
                did_run: DidRun::No,
                ..class
            },
            false => class,
        }
    }

    /// Completes an error text: what the failure means for what was asked.
    pub(crate) const fn consequence(self, did_run: DidRun) -> &'static str {
        use ExecutionOperation::{
            Await, Read, Redrive, Report, RunExpress, Start, StartExpress, Stop,
        };
        match (self, did_run) {
            (Read(_) | Await, _) => "",
            (Start | StartExpress | RunExpress, DidRun::No | DidRun::InitOnly) => {
                "; the execution did not start"
            }
            (Start | StartExpress | RunExpress, DidRun::Unknown) => {
                "; the execution may have started"
            }
            (Start | StartExpress | RunExpress, DidRun::Yes) => "; the execution started",
            (Stop, DidRun::No | DidRun::InitOnly) => "; the execution was not stopped",
            (Stop, DidRun::Unknown) => "; the execution may have been stopped",
            (Stop, DidRun::Yes) => "; the execution was stopped",
            (Redrive, DidRun::No | DidRun::InitOnly) => "; the execution was not redriven",
            (Redrive, DidRun::Unknown) => "; the execution may have been redriven",
            (Redrive, DidRun::Yes) => "; the execution was redriven",
            (Report(_), DidRun::No | DidRun::InitOnly) => "; the task was not told",
            (Report(_), DidRun::Unknown) => "; the task may have been told",
            (Report(_), DidRun::Yes) => "; the task was told",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certainty::Retryability;

    const ALL: [ExecutionOperation; 8] = [
        ExecutionOperation::Start,
        ExecutionOperation::StartExpress,
        ExecutionOperation::RunExpress,
        ExecutionOperation::Await,
        ExecutionOperation::Stop,
        ExecutionOperation::Redrive,
        ExecutionOperation::Report("SendTaskSuccess"),
        ExecutionOperation::Read("GetExecutionHistory"),
    ];

    #[test]
    fn only_what_reads_changes_nothing_however_it_fails() {
        let class = Class::new(DidRun::Unknown, Retryability::Transient);
        for operation in ALL {
            let (adjusted, succeeded) = (operation.adjust(class), operation.did_run());
            let expected = match operation {
                ExecutionOperation::Read(_) => (DidRun::No, DidRun::No),
                _ => (DidRun::Unknown, DidRun::Yes),
            };
            assert_eq!((adjusted.did_run, succeeded), expected, "{operation:?}");
            assert_eq!(adjusted.retryability, Retryability::Transient);
        }
    }
}
