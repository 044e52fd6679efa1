//! The table of Step Functions' error codes.

use crate::certainty::codes::row::{Row, rarely_passing, row};
use crate::certainty::{DidRun, Retryability};
use DidRun::No;
use Retryability::{Permanent, Throttled};

/// The errors of the operations of Step Functions that this crate uses, sorted by code for a binary search. Codes that other services
/// share are in the table of Lambda's codes.
///
/// All of them refuse the request itself (AWS Step Functions API reference, the errors of each operation): the execution was not started
/// by it, not stopped, and the task not ended. What an earlier attempt of the same call did is another matter: its record says so.
#[rustfmt::skip]
pub(crate) const EXECUTION_CODES: &[Row] = &[
    row("ExecutionAlreadyExists", 400, No, Permanent),
    row("ExecutionDoesNotExist", 400, No, Permanent),
    rarely_passing("ExecutionLimitExceeded", 400),
    row("ExecutionNotRedrivable", 400, No, Permanent),
    row("InvalidArn", 400, No, Permanent),
    row("InvalidExecutionInput", 400, No, Permanent),
    row("InvalidName", 400, No, Permanent),
    row("InvalidOutput", 400, No, Permanent),
    row("InvalidToken", 400, No, Permanent),
    row("KmsAccessDeniedException", 400, No, Permanent),
    row("KmsInvalidStateException", 400, No, Permanent),
    row("KmsThrottlingException", 400, No, Throttled),
    row("ResourceNotFound", 400, No, Permanent),
    row("StateMachineDeleting", 400, No, Permanent),
    row("StateMachineDoesNotExist", 400, No, Permanent),
    row("StateMachineTypeNotSupported", 400, No, Permanent),
    row("TaskDoesNotExist", 400, No, Permanent),
    row("TaskTimedOut", 400, No, Permanent),
    row("ValidationException", 400, No, Permanent),
];
