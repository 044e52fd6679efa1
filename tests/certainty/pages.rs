//! Successes of something that is not Lambda.

use lambda_client::{DidRun, Error, ErrorKind, Raw};
use serde_json::Value;

use crate::endpoint::{ATTEMPTS, Endpoint};

/// What a proxy, a captive portal or a wrong endpoint sends.
const HEADS: [&str; 4] = [
    "200 OK",
    "200 OK\ncontent-type: text/html; charset=utf-8",
    "200 OK\ncontent-type: application/xhtml+xml\nserver: nginx",
    "200 OK\nset-cookie: session=1\nx-request-id: 7f",
];

const BODIES: [&str; 5] = ["<html>log in</html>", "null", "", " \n", "welcome"];

async fn call<T: serde::de::DeserializeOwned + 'static>(
    head: &str,
    body: &str,
    idempotent: bool,
) -> (Result<T, Error>, usize) {
    let endpoint = Endpoint::sending(head, body).await;
    let called = endpoint.call::<T>().idempotent(idempotent).await;
    (called, endpoint.requests())
}

#[tokio::test]
async fn a_page_is_no_result_of_a_function_whatever_the_type() {
    for head in HEADS {
        for body in BODIES {
            let results = [
                call::<()>(head, body, false).await.0.map(drop),
                call::<u32>(head, body, false).await.0.map(drop),
                call::<Option<u32>>(head, body, false).await.0.map(drop),
                call::<Value>(head, body, false).await.0.map(drop),
                call::<Raw>(head, body, false).await.0.map(drop),
            ];
            for result in results {
                let error = result.expect_err(head);
                assert_eq!(error.did_run(), DidRun::Unknown, "{head} {body}");
                assert!(matches!(
                    error.kind(),
                    ErrorKind::Response | ErrorKind::Decode
                ));
                assert_eq!(error.status(), Some(200));
                assert_eq!(error.attempts()[0].did_run(), DidRun::Unknown);
                assert_eq!(error.raw().expect("the body"), body);
                let text = error.to_string();
                assert!(
                    text.contains("the function may have run; check before retrying"),
                    "{text}"
                );
                let names_cause =
                    error.kind() == ErrorKind::Decode || text.contains("a proxy, a login page");
                assert!(names_cause, "{text}");
                assert!(!text.contains("log in") && !format!("{error:#?}").contains("log in"));
            }
        }
    }
}

/// The next request would get the same page.
#[tokio::test]
async fn a_page_is_not_asked_for_again() {
    for body in BODIES {
        let (called, sent) = call::<()>("200 OK", body, true).await;
        assert!(!called.unwrap_err().is_retryable());
        assert_eq!(sent, 1, "{body}");
    }
}

/// Who sent it does not matter if it is what was asked for.
#[tokio::test]
async fn a_value_of_the_right_type_is_a_result() {
    for head in HEADS {
        assert_eq!(call::<u32>(head, "7", false).await.0.expect(head), 7);
    }
}

#[tokio::test]
async fn a_result_of_another_type_proves_a_run_only_with_a_header_of_lambda() {
    for (line, did_run) in [
        ("content-type: application/json", DidRun::Unknown),
        ("content-type: text/plain; charset=utf-8", DidRun::Unknown),
        ("x-amzn-requestid: id-1", DidRun::Yes),
        ("x-amz-executed-version: 3", DidRun::Yes),
        ("x-amz-log-result: bG9n", DidRun::Yes),
    ] {
        for body in [
            "\"text\"",
            "Task timed out after 5.00 seconds",
            "{\"message\":\"ok\"}",
        ] {
            let (called, sent) = call::<u32>(&format!("200 OK\n{line}"), body, true).await;
            let error = called.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Decode, "{line} {body}");
            assert_eq!(error.did_run(), did_run, "{line} {body}");
            assert_eq!(error.attempts()[0].did_run(), did_run, "{line} {body}");
            assert_eq!(sent, 1, "another attempt would get the same");
            let text = error.to_string();
            let says_may = text.contains("the function may have run");
            assert_eq!(says_may, did_run == DidRun::Unknown, "{text}");
        }
    }
}

/// The two contradict each other, so neither is believed.
#[tokio::test]
async fn a_success_with_a_code_of_lambda_is_no_result() {
    for code in [
        "TooManyRequestsException",
        "AccessDeniedException",
        "ServiceException",
    ] {
        for status in [200, 202] {
            let head = format!("{status} OK\nx-amzn-errortype: {code}\nx-amzn-requestid: id-1");
            for (idempotent, requests) in [(false, 1), (true, ATTEMPTS)] {
                let (called, sent) = call::<Value>(&head, r#"{"message":"no"}"#, idempotent).await;
                let error = called.unwrap_err();
                assert_eq!(error.kind(), ErrorKind::Service, "{head}");
                assert_eq!(error.code(), Some(code));
                assert_eq!(
                    (error.did_run(), sent),
                    (DidRun::Unknown, requests),
                    "{head}"
                );
            }
        }
    }
}
