//! The names of errors that the function's own code does not report.

use crate::step_functions::definition::error_name::{AnyErrorName, ErrorNameOf, sealed};

/// The name of an error that Step Functions, Lambda or the function's runtime reports, and not the function's own code. Every state can catch it.
///
/// The most common names have a constant; [`new`](Self::new) takes any other one. A handler receives the same as for an error of a function:
/// the input of the state, and next to it the error if it asks for it. The cause is then plain text, and not an error document; a timeout has
/// none.
///
/// Like those of functions, these errors are [retried](super#retries) before they are caught.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::step_functions::definition::{Flow, PlatformError, TaskState, fail};
///
/// fn charge<Order, Receipt, E>(charge: TaskState<Order, Receipt, E>, look: TaskState<Order, Receipt, E>) -> Flow<Order, Receipt> {
///     const LAMBDA_IS_DOWN: PlatformError =
///         PlatformError::TOO_MANY_REQUESTS.or(&[PlatformError::SERVICE_EXCEPTION, PlatformError::AWS_LAMBDA_EXCEPTION]);
///     charge
///         // It may have been charged.
///         .catch(PlatformError::TIMEOUT, look)
///         .catch(LAMBDA_IS_DOWN, fail("TryLater", "no order was charged"))
///         .into()
/// }
/// ```
///
/// Source: AWS Step Functions Developer Guide, "Handling errors in Step Functions workflows".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PlatformError {
    name: &'static str,
    others: &'static [PlatformError],
}

macro_rules! names {
    ($($(#[$doc:meta])+ $constant:ident = $name:literal;)+) => {
        impl PlatformError {
            $($(#[$doc])+ pub const $constant: PlatformError = PlatformError::new($name);)+
        }

        #[cfg(test)]
        pub(super) const ALL: &[PlatformError] = &[$(PlatformError::$constant),+];
    };
}

names! {
    /// `States.Timeout`: an attempt took longer than the state's [`timeout`](super::TaskState::timeout), or a heartbeat was late. The function
    /// may have run, and may still be running.
    TIMEOUT = "States.Timeout";
    /// `States.HeartbeatTimeout`: no heartbeat came for longer than the state's [`heartbeat`](super::TaskState::heartbeat). `TIMEOUT`
    /// includes it, so catch it before.
    HEARTBEAT_TIMEOUT = "States.HeartbeatTimeout";
    /// `States.TaskFailed`: any error but timeouts, `States.DataLimitExceeded` and `States.Runtime`. Catch the errors that it includes before it.
    TASK_FAILED = "States.TaskFailed";
    /// `States.Permissions`: the role of the machine lacks a permission.
    PERMISSIONS = "States.Permissions";
    /// `States.QueryEvaluationError`: an expression in JSONata failed.
    QUERY_EVALUATION_ERROR = "States.QueryEvaluationError";
    /// `States.ParameterPathFailure`: a path in JSONPath leads to nothing.
    PARAMETER_PATH_FAILURE = "States.ParameterPathFailure";
    /// `States.IntrinsicFailure`: a function of an expression in JSONPath failed.
    INTRINSIC_FAILURE = "States.IntrinsicFailure";
    /// `States.BranchFailed`: a branch of [`parallel`](super::parallel()) failed.
    BRANCH_FAILED = "States.BranchFailed";
    /// `States.ItemReaderFailed`: a Distributed Map could not read its items.
    ITEM_READER_FAILED = "States.ItemReaderFailed";
    /// `States.ResultWriterFailed`: a Distributed Map could not write its results.
    RESULT_WRITER_FAILED = "States.ResultWriterFailed";
    /// `States.ExceedToleratedFailureThreshold`: more items of a Distributed Map failed than are tolerated.
    EXCEED_TOLERATED_FAILURE_THRESHOLD = "States.ExceedToleratedFailureThreshold";
    /// `Lambda.TooManyRequestsException`: Lambda throttled the call. The function did not run.
    TOO_MANY_REQUESTS = "Lambda.TooManyRequestsException";
    /// `Lambda.ServiceException`: Lambda failed. The function may have run.
    SERVICE_EXCEPTION = "Lambda.ServiceException";
    /// `Lambda.AWSLambdaException`: Lambda refused the call, or failed, for a reason without its own name. The function may have run.
    AWS_LAMBDA_EXCEPTION = "Lambda.AWSLambdaException";
    /// `Lambda.SdkClientException`: the connection from Step Functions to Lambda failed. The function may have run.
    SDK_CLIENT_EXCEPTION = "Lambda.SdkClientException";
    /// `Lambda.ClientExecutionTimeoutException`: the call from Step Functions to Lambda timed out. The function may have run.
    CLIENT_EXECUTION_TIMEOUT = "Lambda.ClientExecutionTimeoutException";
    /// `Lambda.ResourceNotFoundException`: the function, version or alias does not exist.
    RESOURCE_NOT_FOUND = "Lambda.ResourceNotFoundException";
    /// `Lambda.Unknown`: the function died without an error that Lambda could name.
    LAMBDA_UNKNOWN = "Lambda.Unknown";
    /// `Sandbox.Timedout`: the function ran until its own timeout.
    FUNCTION_TIMED_OUT = "Sandbox.Timedout";
    /// `Runtime.ExitError`: the process of the function ended, such as when it ran out of memory.
    FUNCTION_EXITED = "Runtime.ExitError";
    /// `Runtime.OutOfMemory`: the function ran out of memory.
    FUNCTION_OUT_OF_MEMORY = "Runtime.OutOfMemory";
}

impl PlatformError {
    /// Creates the name of an error that has no constant, such as `Lambda.ENILimitReachedException`.
    pub const fn new(name: &'static str) -> PlatformError {
        PlatformError { name, others: &[] }
    }

    /// Sets the names of other errors, to be handled in the same way. They replace those of an earlier call.
    #[must_use]
    pub const fn or(mut self, others: &'static [PlatformError]) -> PlatformError {
        self.others = others;
        self
    }

    /// Returns the name, without the others.
    pub const fn as_str(self) -> &'static str {
        self.name
    }
}

impl sealed::Names for PlatformError {
    const OF_PLATFORM: bool = true;

    fn names(&self) -> Vec<&'static str> {
        let mut names = vec![self.name];
        for name in self.others.iter().flat_map(sealed::Names::names) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }
}

impl AnyErrorName for PlatformError {}

impl<E> ErrorNameOf<E> for PlatformError {}
