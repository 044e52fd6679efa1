//! The catalog of faults of Step Functions.

use crate::faults::{Act, Fate, Kind};
use crate::foreign;

/// The error codes of starts, with what their documentation says (AWS Step Functions API reference, `StartExecution`, and "Common Errors").
#[rustfmt::skip]
const CODES: &[(u16, &str, Fate)] = &[
    (400, "AccessDeniedException", Fate::Persists),
    (400, "ExecutionLimitExceeded", Fate::Passes),
    (400, "ExpiredTokenException", Fate::Persists),
    (400, "InvalidArn", Fate::Persists),
    (400, "InvalidExecutionInput", Fate::Persists),
    (400, "InvalidName", Fate::Persists),
    (400, "KmsAccessDeniedException", Fate::Persists),
    (400, "KmsInvalidStateException", Fate::Persists),
    (400, "KmsThrottlingException", Fate::Passes),
    (400, "StateMachineDeleting", Fate::Persists),
    (400, "StateMachineDoesNotExist", Fate::Persists),
    (400, "StateMachineTypeNotSupported", Fate::Persists),
    (400, "ThrottlingException", Fate::Passes),
    (400, "ValidationException", Fate::Persists),
    (429, "", Fate::Passes),
    (500, "InternalFailure", Fate::Open),
    (500, "", Fate::Open),
    (502, "", Fate::Open),
    (503, "ServiceUnavailable", Fate::Open),
    (503, "", Fate::Open),
    (504, "", Fate::Open),
];

/// Returns every kind.
pub(super) fn all() -> Vec<Kind> {
    let mut kinds = Kind::of_connections();
    for (status, code, fate) in CODES {
        let answer = |runs| Act::Answer {
            runs,
            head: format!("{status} X\r\ncontent-type: application/x-amz-json-1.0\r\n"),
            body: match *code {
                "" => "<html>".into(),
                code => {
                    format!(r#"{{"__type":"com.amazonaws.states#{code}","message":"no"}}"#).into()
                }
            },
        };
        let name = match *code {
            "" => format!("{status} without a code"),
            code => format!("{status} {code}"),
        };
        match fate {
            Fate::Open => {
                kinds.push(Kind::new(
                    format!("{name} before the start"),
                    *fate,
                    answer(false),
                ));
                kinds.push(Kind::new(
                    format!("{name} after the start"),
                    *fate,
                    answer(true),
                ));
            }
            _ => kinds.push(Kind::new(name, *fate, answer(false))),
        }
    }
    // Only functions have invocation types.
    let others = foreign::kinds().into_iter();
    kinds.extend(others.filter(|kind| !matches!(kind.act, Act::Synchronous)));
    kinds
}
