//! Each mode has one status that means success.

use lambda_client::{Call, DidRun, Error, ErrorKind};

use crate::endpoint::Endpoint;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Synchronous,
    Event,
    DryRun,
}

const MODES: [(Mode, u16); 3] = [
    (Mode::Synchronous, 200),
    (Mode::Event, 202),
    (Mode::DryRun, 204),
];

/// Every success status that has a name, and some without.
const SUCCESSES: [u16; 12] = [200, 201, 202, 203, 204, 205, 206, 207, 208, 226, 250, 299];

impl Mode {
    fn of(self, call: Call<Result<(), Error>>) -> Call<Result<(), Error>> {
        match self {
            Mode::Synchronous => call,
            Mode::Event => call.event(),
            Mode::DryRun => call.dry_run(),
        }
    }
}

#[tokio::test]
async fn every_success_status_in_every_mode() {
    for (mode, expected) in MODES {
        for status in SUCCESSES {
            for id in [
                "",
                "\nx-amzn-requestid: id-1",
                "\nx-amzn-requestid: id-1\nx-amz-executed-version: 3",
            ] {
                let head = format!("{status} X\ncontent-type: application/json{id}");
                // These have no body.
                let body = if status == 204 || status == 205 {
                    ""
                } else {
                    "null"
                };
                let empty = status == 202 && id.is_empty();
                let endpoint = Endpoint::sending(&head, if empty { "" } else { body }).await;
                let sent = mode.of(endpoint.call()).send().await;
                if status == expected {
                    let response = sent.unwrap_or_else(|error| panic!("{mode:?} {head}: {error}"));
                    let ran = if mode == Mode::DryRun {
                        DidRun::No
                    } else {
                        DidRun::Yes
                    };
                    assert_eq!(response.attempts()[0].did_run(), ran);
                    continue;
                }
                let error = sent.expect_err(&head).into_error();
                assert_eq!(error.kind(), ErrorKind::Response, "{mode:?} {head}");
                assert_eq!(error.did_run(), DidRun::Unknown, "{mode:?} {head}");
                assert_eq!(error.status(), Some(status));
                assert_eq!(error.request_id().is_some(), !id.is_empty());
                assert_eq!(endpoint.requests(), 1, "{mode:?} {head}");
            }
        }
    }
}

/// What the endpoint does with one request, it does with the next: to ask again would run the function again.
#[tokio::test]
async fn an_emulator_that_runs_dry_runs_is_not_asked_again() {
    for mode in [Mode::Event, Mode::DryRun] {
        let endpoint =
            Endpoint::sending("200 OK\ncontent-type: text/plain; charset=utf-8", "null").await;
        let error = mode.of(endpoint.call().idempotent(true)).await.unwrap_err();
        assert_eq!((error.did_run(), endpoint.requests()), (DidRun::Unknown, 1));
        assert!(!error.is_retryable());
        let text = error.to_string();
        for words in [
            "the endpoint probably ignored the invocation type and ran the function",
            "cargo lambda watch",
            "check before retrying",
        ] {
            assert!(text.contains(words), "{text}");
        }
    }
}

/// The error of a function that was not to be run, or not to be waited for, is told as such, and does not lead to another run.
#[tokio::test]
async fn an_emulator_that_runs_an_event_reports_its_error() {
    for mode in [Mode::Event, Mode::DryRun] {
        for document in [
            r#"{"errorType":"OutOfStock"}"#,
            r#"{"errorType":"Runtime.InitError"}"#,
        ] {
            let head = "200 OK\nx-amz-function-error: Unhandled\nx-amzn-requestid: id-1";
            let endpoint = Endpoint::sending(head, document).await;
            let error = mode.of(endpoint.call().idempotent(true)).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Function, "{mode:?}");
            assert!(error.did_run() > DidRun::No, "{mode:?}");
            assert_eq!(endpoint.requests(), 1, "{mode:?} {document}");
        }
    }
}

#[tokio::test]
async fn a_page_does_not_queue_an_event() {
    for status in [200, 202, 299] {
        let head = format!("{status} OK\ncontent-type: text/html");
        for (mode, _) in MODES {
            let endpoint = Endpoint::sending(&head, "<html>log in</html>").await;
            let error = mode.of(endpoint.call()).await.unwrap_err();
            assert_eq!(error.did_run(), DidRun::Unknown, "{mode:?} {status}");
            assert_eq!(endpoint.requests(), 1);
        }
    }
}
