//! The operations of Step Functions, with their parameters.

use std::fmt;

use serde::Serialize;

/// What a request asks of Step Functions: the operations of its API that this crate uses, with their parameters.
///
/// It serializes as the body that the API expects (AWS JSON 1.0), whose operation is the [`name`](StatesOperation::name). `Debug` prints
/// neither inputs nor outputs, causes or task tokens.
#[derive(Clone, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum StatesOperation<'a> {
    /// Starts an execution.
    StartExecution(StartExecution<'a>),
    /// Starts an execution of an Express machine and waits for its end.
    StartSyncExecution(StartExecution<'a>),
    /// Reads the state of an execution.
    DescribeExecution(DescribeExecution<'a>),
    /// Stops an execution.
    StopExecution(StopExecution<'a>),
    /// Continues an execution that has failed, from the state that failed.
    RedriveExecution(RedriveExecution<'a>),
    /// Reads a page of what has happened in an execution.
    GetExecutionHistory(GetExecutionHistory<'a>),
    /// Ends a task with an output.
    SendTaskSuccess(SendTaskSuccess<'a>),
    /// Ends a task with an error.
    SendTaskFailure(SendTaskFailure<'a>),
    /// Reports that a task is still in progress.
    SendTaskHeartbeat(SendTaskHeartbeat<'a>),
}

impl StatesOperation<'_> {
    /// Returns the name of the operation in the API, such as `StartExecution`.
    pub fn name(&self) -> &'static str {
        match self {
            StatesOperation::StartExecution(_) => "StartExecution",
            StatesOperation::StartSyncExecution(_) => "StartSyncExecution",
            StatesOperation::DescribeExecution(_) => "DescribeExecution",
            StatesOperation::StopExecution(_) => "StopExecution",
            StatesOperation::RedriveExecution(_) => "RedriveExecution",
            StatesOperation::GetExecutionHistory(_) => "GetExecutionHistory",
            StatesOperation::SendTaskSuccess(_) => "SendTaskSuccess",
            StatesOperation::SendTaskFailure(_) => "SendTaskFailure",
            StatesOperation::SendTaskHeartbeat(_) => "SendTaskHeartbeat",
        }
    }

    /// Returns the token of the task that is reported on.
    pub(in crate::step_functions) fn task_token(&self) -> Option<&str> {
        match self {
            StatesOperation::SendTaskSuccess(SendTaskSuccess { task_token, .. })
            | StatesOperation::SendTaskFailure(SendTaskFailure { task_token, .. })
            | StatesOperation::SendTaskHeartbeat(SendTaskHeartbeat { task_token, .. }) => {
                Some(task_token)
            }
            StatesOperation::StartExecution(_)
            | StatesOperation::StartSyncExecution(_)
            | StatesOperation::DescribeExecution(_)
            | StatesOperation::StopExecution(_)
            | StatesOperation::RedriveExecution(_)
            | StatesOperation::GetExecutionHistory(_) => None,
        }
    }

    /// Returns the ARN of the execution that is asked about.
    pub(in crate::step_functions) fn execution(&self) -> Option<&str> {
        match self {
            StatesOperation::DescribeExecution(DescribeExecution { execution_arn, .. })
            | StatesOperation::StopExecution(StopExecution { execution_arn, .. })
            | StatesOperation::RedriveExecution(RedriveExecution { execution_arn, .. })
            | StatesOperation::GetExecutionHistory(GetExecutionHistory { execution_arn, .. }) => {
                Some(execution_arn)
            }
            StatesOperation::StartExecution(_)
            | StatesOperation::StartSyncExecution(_)
            | StatesOperation::SendTaskSuccess(_)
            | StatesOperation::SendTaskFailure(_)
            | StatesOperation::SendTaskHeartbeat(_) => None,
        }
    }
}

impl fmt::Debug for StatesOperation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct(self.name());
        match self {
            StatesOperation::StartExecution(start) | StatesOperation::StartSyncExecution(start) => {
                shown
                    .field("state_machine_arn", &start.state_machine_arn)
                    .field("name", &start.name)
                    .field("input_bytes", &start.input.len())
            }
            operation => match operation.execution() {
                Some(execution_arn) => shown.field("execution_arn", &execution_arn),
                None => &mut shown,
            },
        };
        shown.finish_non_exhaustive()
    }
}

/// Declares the parameters of an operation: the required ones are the arguments of `new`.
macro_rules! parameters {
    ($(
        $(#[$doc:meta])*
        $name:ident { $( $(#[$required_doc:meta])* $required:ident, )* ; $( $(#[$optional_doc:meta])* $optional:ident: $type:ty, )* }
    )*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Serialize)]
            #[serde(rename_all = "camelCase")]
            #[non_exhaustive]
            pub struct $name<'a> {
                $( $(#[$required_doc])* pub $required: &'a str, )*
                $( $(#[$optional_doc])* #[serde(skip_serializing_if = "Option::is_none")] pub $optional: Option<$type>, )*
            }

            impl<'a> $name<'a> {
                /// Creates the parameters, without the optional ones.
                pub fn new($( $required: &'a str ),*) -> Self {
                    $name { $( $required, )* $( $optional: None, )* }
                }
            }

            /// Prints the name alone: the parameters may be payload.
            impl fmt::Debug for $name<'_> {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.debug_struct(stringify!($name)).finish_non_exhaustive()
                }
            }
        )*
    };
}

parameters! {
    /// The parameters of `StartExecution` and `StartSyncExecution`.
    StartExecution {
        /// The ARN of the machine, its version or its alias.
        state_machine_arn,
        /// The JSON of the input.
        input,
        ;
        /// The name of the execution. AWS generates one if it is missing.
        name: &'a str,
        /// The trace that the execution belongs to (AWS X-Ray).
        trace_header: &'a str,
    }
    /// The parameters of `DescribeExecution`.
    DescribeExecution {
        /// The ARN of the execution.
        execution_arn,
        ;
        /// `METADATA_ONLY` leaves out the input and the output, which a customer managed key may encrypt.
        included_data: &'a str,
    }
    /// The parameters of `StopExecution`.
    StopExecution {
        /// The ARN of the execution.
        execution_arn,
        ;
        /// The name of the error.
        error: &'a str,
        /// The reason.
        cause: &'a str,
    }
    /// The parameters of `RedriveExecution`.
    RedriveExecution {
        /// The ARN of the execution.
        execution_arn,
        ;
        /// A token that makes the request idempotent: another request with the same token redrives nothing.
        client_token: &'a str,
    }
    /// The parameters of `GetExecutionHistory`.
    GetExecutionHistory {
        /// The ARN of the execution.
        execution_arn,
        ;
        /// The size of the page, at most 1,000.
        max_results: u32,
        /// Whether the newest event comes first.
        reverse_order: bool,
        /// The token of the page, from the one before.
        next_token: &'a str,
        /// Whether events hold inputs and outputs.
        include_execution_data: bool,
    }
    /// The parameters of `SendTaskSuccess`.
    SendTaskSuccess {
        /// The token of the task.
        task_token,
        /// The JSON of the output.
        output,
        ;
    }
    /// The parameters of `SendTaskFailure`.
    SendTaskFailure {
        /// The token of the task.
        task_token,
        ;
        /// The name of the error, which `Catch` and `Retry` compare.
        error: &'a str,
        /// The reason.
        cause: &'a str,
    }
    /// The parameters of `SendTaskHeartbeat`.
    SendTaskHeartbeat {
        /// The token of the task.
        task_token,
        ;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_serialize_as_the_api_expects_them() {
        let mut start = StartExecution::new("arn:m", "{\"a\":1}");
        start.name = Some("n");
        let body = |operation: &StatesOperation<'_>| serde_json::to_string(operation).unwrap();
        assert_eq!(
            body(&StatesOperation::StartExecution(start)),
            r#"{"stateMachineArn":"arn:m","input":"{\"a\":1}","name":"n"}"#
        );
        let mut page = GetExecutionHistory::new("arn:e");
        page.max_results = Some(100);
        page.reverse_order = Some(true);
        assert_eq!(
            body(&StatesOperation::GetExecutionHistory(page)),
            r#"{"executionArn":"arn:e","maxResults":100,"reverseOrder":true}"#
        );
    }

    #[test]
    fn debug_shows_no_payload() {
        let mut failure = SendTaskFailure::new("secret");
        failure.cause = Some("secret");
        let mut stop = StopExecution::new("arn:e");
        stop.cause = Some("secret");
        for operation in [
            StatesOperation::StartExecution(StartExecution::new("arn:m", "\"secret\"")),
            StatesOperation::StopExecution(stop),
            StatesOperation::SendTaskSuccess(SendTaskSuccess::new("secret", "\"secret\"")),
            StatesOperation::SendTaskFailure(failure),
            StatesOperation::SendTaskHeartbeat(SendTaskHeartbeat::new("secret")),
        ] {
            let shown = format!("{operation:?}");
            assert!(
                shown.starts_with(operation.name()) && !shown.contains("secret"),
                "{shown}"
            );
        }
    }
}
