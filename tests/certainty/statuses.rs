//! Statuses without a code, and codes under statuses that are not theirs.

use lambda_client::DidRun::{self, No, Unknown};
use lambda_client::{ErrorKind, FunctionError as _};

use crate::captured::Capture;
use crate::endpoint::{ATTEMPTS, Endpoint, Obedient};

const ONCE: [usize; 2] = [1, 1];
const IF_IDEMPOTENT: [usize; 2] = [1, ATTEMPTS];
const ALWAYS: [usize; 2] = [ATTEMPTS, ATTEMPTS];

/// `cargo lambda watch --timeout 3` sends it while the function sleeps.
#[tokio::test]
async fn the_timeout_of_cargo_lambda_says_nothing_about_the_function() {
    let capture = Capture::named("cargo-lambda-rust__timeout");
    assert_eq!((capture.status(), capture.body()), (408, &b""[..]));
    for (idempotent, requests) in [(false, 1), (true, ATTEMPTS)] {
        let endpoint = Endpoint::doing(capture.response()).await;
        let call = endpoint.call::<u32>().idempotent(idempotent);
        let error = call.await.unwrap_err();
        assert_eq!(
            (error.kind(), error.status()),
            (ErrorKind::Service, Some(408))
        );
        assert_eq!(error.did_run(), Unknown, "{error}");
        assert_eq!(error.is_retryable(), idempotent);
        assert_eq!(endpoint.requests(), requests);
        assert!(
            error.to_string().contains("the function may have run"),
            "{error}"
        );
    }
}

fn without_a_code(status: u16) -> (DidRun, [usize; 2]) {
    match status {
        408 | 410 | 460 | 499 | 500..=599 => (Unknown, IF_IDEMPOTENT),
        429 => (No, ALWAYS),
        _ => (No, ONCE),
    }
}

#[tokio::test]
async fn every_error_status_without_a_code() {
    let server = Obedient::start().await;
    for status in 400..=599 {
        for head in [
            format!("{status} X"),
            format!("{status} X\nx-amzn-requestid: id-1"),
        ] {
            assert_eq!(
                server.outcome(&head, "", true).await,
                without_a_code(status),
                "{head}"
            );
        }
        let page = server
            .outcome(
                &format!("{status} X\ncontent-type: text/html"),
                "<html>",
                true,
            )
            .await;
        assert_eq!(page, without_a_code(status), "{status}");
    }
}

#[tokio::test]
async fn an_error_without_a_code_that_breaks_off_proves_nothing() {
    let server = Obedient::start().await;
    for status in [400, 403, 404, 408, 429, 500, 504] {
        let outcome = server
            .outcome(&format!("{status} X"), "<html>", false)
            .await;
        assert_eq!(outcome, (Unknown, IF_IDEMPOTENT), "{status}");
    }
}

/// A refusal that may pass, one that does not, and their statuses.
const REFUSALS: [(&str, u16, [usize; 2]); 4] = [
    ("TooManyRequestsException", 429, ALWAYS),
    ("AccessDeniedException", 403, ONCE),
    ("ENINotReadyException", 502, ALWAYS),
    ("KMSDisabledException", 502, ONCE),
];

#[tokio::test]
async fn a_code_is_believed_where_lambda_can_have_sent_it() {
    let server = Obedient::start().await;
    for (code, documented, believed) in REFUSALS {
        for status in [
            301, 302, 307, 399, 400, 403, 404, 408, 409, 429, 460, 499, 500, 502, 503, 504, 520,
        ] {
            for is_whole in [true, false] {
                let head = format!("{status} X\nx-amzn-errortype: {code}\nx-amzn-requestid: id-1");
                let expected = match status {
                    400..=499 if is_whole => (No, believed),
                    500.. if status == documented => (No, believed),
                    _ => (Unknown, IF_IDEMPOTENT),
                };
                let outcome = server.outcome(&head, r#"{"message":"no"}"#, is_whole).await;
                assert_eq!(outcome, expected, "{head}, whole: {is_whole}");
            }
        }
    }
}

/// The same with the code in the body, where emulators have it.
#[tokio::test]
async fn a_code_in_the_body_is_believed_as_one_in_the_head_is() {
    let server = Obedient::start().await;
    for (code, documented, believed) in REFUSALS {
        for status in [302, 400, 429, 500, 502, 504] {
            let expected = match status {
                400..=499 => (No, believed),
                500.. if status == documented => (No, believed),
                _ => (Unknown, IF_IDEMPOTENT),
            };
            let body = format!(r#"{{"__type":"{code}","message":"no"}}"#);
            let outcome = server.outcome(&format!("{status} X"), &body, true).await;
            assert_eq!(outcome, expected, "{status} {code}");
        }
    }
}

/// What led to three runs and "the function did not run".
#[tokio::test]
async fn a_success_that_breaks_off_is_not_a_refusal_whatever_its_headers_say() {
    let server = Obedient::start().await;
    for (code, ..) in REFUSALS {
        for status in [200, 202, 206] {
            let head = format!("{status} X\nx-amzn-errortype: {code}\nx-amzn-requestid: id-1");
            let outcome = server.outcome(&head, "12", false).await;
            assert_eq!(outcome, (Unknown, IF_IDEMPOTENT), "{head}");
        }
    }
}

#[tokio::test]
async fn a_code_that_is_not_believed_is_not_called_throttling() {
    let head = "504 X\nx-amzn-errortype: TooManyRequestsException";
    let endpoint = Endpoint::sending(head, "").await;
    let error = endpoint.call::<u32>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Service);
    assert!(!error.is_throttled());
    assert_eq!(
        error.code(),
        Some("TooManyRequestsException"),
        "it is still told"
    );
    assert_eq!(error.to_document().error_type(), "lambda_client.Downstream");
}
