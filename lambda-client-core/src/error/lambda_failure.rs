//! Calls of Lambda that failed without an error of the function, as a task of a state machine names them.

use crate::certainty::codes::lambda_codes;
use crate::error::{Error, ErrorKind};

/// Why a task's call of Lambda failed (AWS Step Functions Developer Guide, "Error names").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LambdaFailure {
    /// Lambda refused it, with the code at this position of the table. The code itself would make every error document larger.
    Refused(u8),
    /// Lambda refused it, with another code or without one.
    Unclassified,
    /// The connection failed.
    Connection,
    /// It timed out.
    Timeout,
}

impl LambdaFailure {
    /// Returns why a call failed; `None` for an error of this process, such as of encoding, and if the function has responded.
    pub(super) fn of(error: &Error) -> Option<LambdaFailure> {
        match error.kind() {
            _ if error.is_of_execution() => None,
            ErrorKind::Throttled | ErrorKind::Service => Some(match position(error.code()) {
                Some(position) => LambdaFailure::Refused(position),
                None => LambdaFailure::Unclassified,
            }),
            ErrorKind::Connect | ErrorKind::Connection | ErrorKind::Response => {
                Some(LambdaFailure::Connection)
            }
            ErrorKind::Timeout | ErrorKind::InvocationDeadline => Some(LambdaFailure::Timeout),
            _ => None,
        }
    }

    /// Returns the name by which a state catches it.
    pub(super) fn error_name(self) -> String {
        let code = match self {
            LambdaFailure::Refused(position) => {
                let row = lambda_codes().nth(usize::from(position));
                row.map(|row| row.code)
            }
            LambdaFailure::Unclassified => None,
            LambdaFailure::Connection => Some("SdkClientException"),
            LambdaFailure::Timeout => Some("ClientExecutionTimeoutException"),
        };
        format!("Lambda.{}", code.unwrap_or("AWSLambdaException"))
    }
}

fn position(code: Option<&str>) -> Option<u8> {
    let position = lambda_codes().position(|row| Some(row.code) == code)?;
    u8::try_from(position).ok()
}
