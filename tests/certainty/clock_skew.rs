//! Requests that are refused because of a wrong clock.

use std::time::{Duration, SystemTime};

use lambda_client::{DidRun, Error, RetryConfig, certainty::Attempt};
use lambda_client_test_support::{Response, Step};

use crate::endpoint::Endpoint;

const EXPIRED: &str = "Signature expired: 20261121T164640Z is now earlier than 20261121T170140Z (20261121T170640Z - 5 min.)";
const WRONG_SECRET: &str = "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";

/// What a clock shows that is ahead by this many minutes, in the form of the header `Date`.
fn date(minutes_ahead: u64) -> String {
    let later = SystemTime::now() + Duration::from_secs(minutes_ahead * 60);
    let later = lambda_client::sdk::aws_sdk_lambda::primitives::DateTime::from(later);
    let format = lambda_client::sdk::aws_sdk_lambda::primitives::DateTimeFormat::HttpDate;
    later.fmt(format).expect("a date")
}

fn refusal(code: &str, message: &str, minutes_ahead: u64) -> Step {
    let body = format!(r#"{{"message":"{message}"}}"#);
    Response::new(403, body)
        .with_header("x-amzn-errortype", code)
        .with_header("date", date(minutes_ahead))
        .into()
}

fn seven() -> Step {
    Response::new(200, "7")
        .with_header("x-amzn-requestid", "id-1")
        .with_header("date", date(20))
        .into()
}

fn delays(error: &Error) -> Vec<Duration> {
    error.attempts().iter().map(Attempt::delay).collect()
}

/// The server is 20 minutes ahead. The SDK learns that from the refusal, and signs the next request by the server's clock.
#[tokio::test]
async fn the_first_refusal_is_retried_at_once_with_the_corrected_time() {
    let endpoint =
        Endpoint::script([refusal("InvalidSignatureException", EXPIRED, 20), seven()]).await;
    let response = endpoint
        .call::<u32>()
        .send()
        .await
        .expect("the retry succeeds");
    assert_eq!(*response.value(), 7);
    let attempts = response.attempts();
    assert_eq!(attempts.len(), 2, "it is counted");
    assert_eq!(attempts[0].did_run(), DidRun::No);
    assert_eq!(attempts[1].delay(), Duration::ZERO, "at once");

    let signed = endpoint.headers("x-amz-date");
    let minute = |date: &str| -> u32 {
        let number = |range: std::ops::Range<usize>| date[range].parse::<u32>().expect("digits");
        number(9..11) * 60 + number(11..13)
    };
    let ahead = (minute(&signed[1]) + 24 * 60 - minute(&signed[0])) % (24 * 60);
    assert!((19..=21).contains(&ahead), "{signed:?}");
}

#[tokio::test]
async fn events_and_dry_runs_are_retried_as_well() {
    let endpoint = Endpoint::script([
        refusal("InvalidSignatureException", EXPIRED, 20),
        Response::new(202, "")
            .with_header("x-amzn-requestid", "id-1")
            .into(),
        refusal("RequestTimeTooSkewed", "", 20),
        Response::new(204, "")
            .with_header("x-amzn-requestid", "id-1")
            .into(),
    ])
    .await;
    endpoint.call::<u32>().event().await.expect("queued");
    endpoint.call::<u32>().dry_run().await.expect("permitted");
    assert_eq!(endpoint.requests(), 4);
}

#[tokio::test]
async fn a_second_refusal_ends_the_call() {
    for (code, message) in [
        ("InvalidSignatureException", EXPIRED),
        ("InvalidSignatureException", WRONG_SECRET),
        ("RequestTimeTooSkewed", ""),
        ("SignatureDoesNotMatch", WRONG_SECRET),
        ("AuthFailure", ""),
        ("AccessDeniedException", ""),
    ] {
        for idempotent in [false, true] {
            let endpoint = Endpoint::doing(refusal(code, message, 20)).await;
            let error = endpoint
                .call::<u32>()
                .idempotent(idempotent)
                .await
                .unwrap_err();
            assert_eq!(endpoint.requests(), 2, "{code}");
            assert_eq!(delays(&error), [Duration::ZERO; 2], "{code}");
            assert_eq!(error.did_run(), DidRun::No, "{code}");
            assert!(!error.is_retryable(), "{code}");
            assert!(
                error
                    .to_string()
                    .contains("2 attempts; retrying does not help"),
                "{error}"
            );
        }
    }
}

#[tokio::test]
async fn a_call_of_one_attempt_does_not_say_that_retrying_is_no_help() {
    let endpoint = Endpoint::doing(refusal("InvalidSignatureException", EXPIRED, 20)).await;
    let call = endpoint
        .call::<u32>()
        .retry(RetryConfig::new().max_attempts(1));
    let error = call.await.unwrap_err();
    assert_eq!(endpoint.requests(), 1);
    assert!(error.is_retryable());
    assert!(
        error
            .to_string()
            .ends_with("; the function did not run; safe to retry"),
        "{error}"
    );
}

/// The clocks agree: the secret is wrong, or a permission is missing.
#[tokio::test]
async fn without_a_difference_of_the_clocks_a_refusal_is_final() {
    for (code, message) in [
        ("InvalidSignatureException", WRONG_SECRET),
        ("SignatureDoesNotMatch", WRONG_SECRET),
        ("AuthFailure", ""),
        ("AccessDeniedException", ""),
        ("UnrecognizedClientException", ""),
    ] {
        let endpoint = Endpoint::doing(refusal(code, message, 0)).await;
        let error = endpoint.call::<u32>().idempotent(true).await.unwrap_err();
        assert_eq!(endpoint.requests(), 1, "{code}");
        assert_eq!(error.did_run(), DidRun::No);
        assert!(
            error.to_string().contains("retrying does not help"),
            "{error}"
        );
    }
}

/// The retry does not make up for one of another cause, and does not lead to more of them.
#[tokio::test]
async fn other_failures_are_retried_besides() {
    let throttled =
        || Response::new(429, "").with_header("x-amzn-errortype", "TooManyRequestsException");
    let endpoint = Endpoint::script([
        throttled().into(),
        refusal("InvalidSignatureException", EXPIRED, 20),
        seven(),
    ])
    .await;
    assert_eq!(endpoint.call::<u32>().await.expect("the third attempt"), 7);
    assert_eq!(endpoint.requests(), 3);
}

/// A gateway that ran out of time does not vouch for a refusal.
#[tokio::test]
async fn a_refusal_under_the_status_of_a_gateway_is_not_retried() {
    let response = Response::new(504, format!(r#"{{"message":"{EXPIRED}"}}"#))
        .with_header("x-amzn-errortype", "InvalidSignatureException");
    let endpoint = Endpoint::doing(response).await;
    let error = endpoint.call::<u32>().await.unwrap_err();
    assert_eq!((error.did_run(), endpoint.requests()), (DidRun::Unknown, 1));
}
