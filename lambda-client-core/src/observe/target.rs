//! What a call asks for, and of which function or state machine.

#[cfg(any(feature = "metrics", feature = "tracing"))]
use lambda_client_grammar::name::parse_function_name;

use crate::certainty::{ExecutionOperation, Operation};
use crate::invocation::InvocationType;

/// What a call asks for: Lambda, and of which function, or Step Functions, and of which state machine or execution.
#[derive(Clone, Debug)]
pub struct Target {
    pub(super) function: Option<String>,
    pub(super) qualifier: Option<String>,
    pub(super) method: Option<&'static str>,
    pub(super) operation: Operation,
    pub(super) region: Option<String>,
    pub(super) state_machine: Option<String>,
    pub(super) execution: Option<String>,
}

impl Target {
    /// Returns the function as the client names it: a name, partial ARN or ARN, without a qualifier. Empty for a listing of the
    /// account, and if Step Functions is asked.
    pub fn function(&self) -> &str {
        self.function.as_deref().unwrap_or_default()
    }

    /// Returns the bare name of the function.
    #[cfg(any(feature = "metrics", feature = "tracing"))]
    pub(super) fn name(&self) -> Option<&str> {
        let function = self.function.as_deref()?;
        Some(parse_function_name(function).map_or(function, |parsed| parsed.name))
    }

    /// Returns the version or alias.
    pub fn qualifier(&self) -> Option<&str> {
        self.qualifier.as_deref()
    }

    /// Returns the method of the trait, such as `place`; `None` for a call by [`Lambda::call`](crate::Lambda::call), and for
    /// operations other than `Invoke`.
    pub fn method(&self) -> Option<&'static str> {
        self.method
    }

    /// Returns the operation of the API: `Invoke` or one that reads, such as `ListFunctions`, of Lambda; `StartExecution` and others of Step
    /// Functions.
    pub fn operation(&self) -> &'static str {
        match self.operation {
            Operation::Invoke | Operation::Queue | Operation::DryRun => "Invoke",
            Operation::Read(operation) => operation,
            Operation::Execution(operation) => operation.name(),
        }
    }

    /// Returns the invocation type; `None` for operations other than `Invoke`.
    pub fn invocation_type(&self) -> Option<InvocationType> {
        match self.operation {
            Operation::Invoke | Operation::Queue | Operation::DryRun => {
                Some(self.operation.invocation_type())
            }
            Operation::Read(_) | Operation::Execution(_) => None,
        }
    }

    /// Returns the ARN of the state machine, without a version or alias, if Step Functions is asked about one or about its execution.
    pub fn state_machine(&self) -> Option<&str> {
        self.state_machine.as_deref()
    }

    /// Returns the ARN of the execution that Step Functions is asked about, or that is started, if it is known beforehand: that of an Express
    /// execution is not.
    pub fn execution(&self) -> Option<&str> {
        self.execution.as_deref()
    }

    /// Returns whether the call waits for the end of an execution, for which it describes the execution again and again. Each of these polls
    /// is an attempt.
    pub fn is_wait(&self) -> bool {
        matches!(
            self.operation,
            Operation::Execution(ExecutionOperation::Await)
        )
    }

    /// Returns what Step Functions is asked, if it is.
    #[cfg(any(feature = "metrics", feature = "tracing"))]
    pub(super) fn execution_operation(&self) -> Option<ExecutionOperation> {
        match self.operation {
            Operation::Execution(operation) => Some(operation),
            _ => None,
        }
    }

    /// Returns the AWS region: that of the ARN of the function, state machine or execution, or else, for a function, that of the transport, if
    /// one of them says so.
    pub fn region(&self) -> Option<&str> {
        self.region.as_deref()
    }
}
