//! Which responses are a success of what a call asks for.

use crate::certainty::Operation;
use crate::transport::InvokeResponse;

/// Emulators that run the function whatever the invocation type.
const EMULATORS: &str = "the Runtime Interface Emulator and `cargo lambda watch`";

/// Checks that the status of a response is the one with which Lambda responds to such a call: any other may come from an emulator
/// that ignores the invocation type, or from something that is not Lambda at all. Returns why it is not, with the likely cause.
pub(super) fn check_status(operation: Operation, response: &InvokeResponse) -> Result<(), String> {
    let (asked, expected) = match operation {
        Operation::Invoke => ("a synchronous call", 200),
        Operation::Queue => ("an event", 202),
        Operation::DryRun => ("a dry run", 204),
        Operation::Read(_) | Operation::Execution(_) => return Ok(()),
    };
    let cause = match response.status {
        // Whether the body is the function's, decoding shows. The others have none, as a rule.
        status if status == expected => match operation {
            Operation::Invoke => return Ok(()),
            _ if response.payload.is_empty() || response.shows_lambda() => return Ok(()),
            _ => {
                let bytes = response.payload.len();
                return Err(format!(
                    "it has a body of {bytes} bytes and no request ID; something other than Lambda probably responded"
                ));
            }
        },
        200 => format!(
            "the endpoint probably ignored the invocation type and ran the function, as {EMULATORS} do"
        ),
        202 | 204 => "something on the way probably changed the invocation type".to_owned(),
        _ => "something other than Lambda probably responded".to_owned(),
    };
    Err(format!(
        "Lambda responds to {asked} with {expected}; {cause}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODES: [(Operation, u16); 3] = [
        (Operation::Invoke, 200),
        (Operation::Queue, 202),
        (Operation::DryRun, 204),
    ];

    #[test]
    fn one_status_is_the_success_of_a_mode() {
        for (operation, expected) in MODES {
            for status in 0..=999 {
                let empty = InvokeResponse::new(status, "".into());
                let accepted = check_status(operation, &empty).is_ok();
                assert_eq!(accepted, status == expected, "{operation:?} {status}");
                let lambdas = InvokeResponse::new(status, "{}".into()).with_request_id("id-1");
                let accepted = check_status(operation, &lambdas).is_ok();
                assert_eq!(accepted, status == expected, "{operation:?} {status}");
            }
        }
    }

    #[test]
    fn a_body_needs_a_sign_of_lambda_where_lambda_sends_none() {
        for (operation, status) in MODES {
            let page = InvokeResponse::new(status, "<html>".into());
            let accepted = check_status(operation, &page).is_ok();
            assert_eq!(accepted, operation == Operation::Invoke, "{operation:?}");
            for lambdas in [
                page.clone().with_request_id("id-1"),
                page.clone().with_executed_version("3"),
                page.clone().with_log_result("bG9n"),
            ] {
                assert!(check_status(operation, &lambdas).is_ok(), "{operation:?}");
            }
        }
    }

    #[test]
    fn the_likely_cause_is_named() {
        for (operation, status, words) in [
            (
                Operation::Queue,
                200,
                "an event with 202; the endpoint probably ignored the invocation type",
            ),
            (
                Operation::DryRun,
                200,
                "a dry run with 204; the endpoint probably ignored the invocation type",
            ),
            (
                Operation::Invoke,
                202,
                "a synchronous call with 200; something on the way probably changed",
            ),
            (
                Operation::Invoke,
                206,
                "something other than Lambda probably responded",
            ),
        ] {
            let response = InvokeResponse::new(status, "".into());
            let cause = check_status(operation, &response).unwrap_err();
            assert!(cause.contains(words), "{cause}");
        }
    }
}
