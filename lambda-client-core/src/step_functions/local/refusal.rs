//! The errors with which Step Functions refuses a request. Their messages quote names and ARNs, but neither inputs nor tokens.

use crate::transport::TransportError;

/// Returns the error with this code and message.
pub(super) fn refused(code: &str, message: impl Into<String>) -> TransportError {
    TransportError::service(400)
        .with_code(code)
        .with_message(message)
}

pub(super) fn machine_does_not_exist(arn: &str) -> TransportError {
    let message = format!("State Machine Does Not Exist: '{arn}'");
    refused("StateMachineDoesNotExist", message)
}

pub(super) fn execution_does_not_exist(arn: &str) -> TransportError {
    let message = format!("Execution Does Not Exist: '{arn}'");
    refused("ExecutionDoesNotExist", message)
}

pub(super) fn type_not_supported() -> TransportError {
    let message = "This operation is not supported by this type of state machine";
    refused("StateMachineTypeNotSupported", message)
}

pub(super) fn invalid_arn(reason: &str) -> TransportError {
    refused("InvalidArn", format!("Invalid Arn: '{reason}'"))
}

pub(super) fn invalid_token() -> TransportError {
    refused("InvalidToken", "Invalid Token")
}

/// Returns the error of a member that violates its shape in the model.
pub(super) fn invalid_member(member: &str, constraint: &str) -> TransportError {
    let message = format!(
        "1 validation error detected: Value at '{member}' failed to satisfy constraint: {constraint}"
    );
    refused("ValidationException", message)
}
