//! Servers that fail, over real sockets and the SDK.

use std::time::Duration;

use lambda_client_core::RetryConfig;
use lambda_client_core::{Lambda, SdkTransport};
use lambda_client_test_support::nowhere::{BlackHole, refused};
use lambda_client_test_support::tls::Certificate;
use lambda_client_test_support::{Peer, Response, Step};

use crate::Provoked;
use crate::markers::{BODY, MODES, Mode, error_of};
use crate::sdk::transport;

fn lambda(transport: SdkTransport) -> Lambda {
    Lambda::builder(transport)
        .timeout(Duration::from_millis(300))
        .retry(RetryConfig::new().max_attempts(1))
        .build()
}

fn error(status: u16, code: &str, body: &str) -> Step {
    let response = Response::new(status, body).with_header("x-amzn-requestid", "id-1");
    let response = response.with_header("x-other", BODY);
    Step::from(response.with_header("x-amzn-errortype", code))
}

fn steps() -> Vec<(String, Step)> {
    let whole = Response::new(200, format!("\"{BODY}\"")).with_header("x-amzn-requestid", "id-1");
    let mut steps = vec![
        ("closed".to_owned(), Step::silence().close()),
        ("reset".to_owned(), Step::silence().reset()),
        ("silent".to_owned(), Step::silence().stall()),
        (
            "not HTTP".to_owned(),
            Step::bytes(format!("220 {BODY}\r\n\r\n")).close(),
        ),
        (
            "a bad header".to_owned(),
            Step::bytes(format!("HTTP/1.1 200 OK\r\n{BODY} x\r\n\r\n")).close(),
        ),
        ("cut".to_owned(), Step::cut(&whole, 3).close()),
        ("cut and reset".to_owned(), Step::cut(&whole, 3).reset()),
        ("half, and silent".to_owned(), Step::cut(&whole, 3).stall()),
        (
            "a bad chunk".to_owned(),
            Step::bytes(format!(
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{BODY}\r\n"
            ))
            .close(),
        ),
        (
            "headers that are not UTF-8".to_owned(),
            Step::bytes(
                b"HTTP/1.1 500 X\r\nx-amzn-errortype: \xff\r\ncontent-length: 10\r\n\r\nmarkerbody"
                    .to_vec(),
            ),
        ),
        ("another result".to_owned(), whole.into()),
    ];
    for (status, code) in [
        (400, "InvalidRequestContentException"),
        (403, "AccessDeniedException"),
        (403, "InvalidSignatureException"),
        (404, "ResourceNotFoundException"),
        (408, ""),
        (413, "RequestTooLargeException"),
        (429, "TooManyRequestsException"),
        (500, "ServiceException"),
        (502, "ENINotReadyException"),
        (504, ""),
        (302, ""),
    ] {
        for body in [
            String::new(),
            format!("<html>{BODY}</html>"),
            format!(r#"{{"message":"no","{BODY}":"{BODY}"}}"#),
            format!(r#"{{"Type":"{BODY}","message":7}}"#),
        ] {
            let what = format!("{status} {code} and {} bytes", body.len());
            steps.push((what, error(status, code, &body)));
        }
    }
    steps
}

pub(crate) async fn provoke(provoked: &mut Provoked) {
    for (what, step) in steps() {
        let peer = Peer::always(step).await;
        let lambda = lambda(transport(&peer.http()));
        for mode in MODES {
            if let Mode::Event | Mode::DryRun = mode
                && what.contains("bytes")
            {
                // The responses to the other modes are read by the same code.
                continue;
            }
            let error = error_of(&lambda, mode).await;
            provoked.add(format_args!("{what} {mode:?}"), error);
        }
        provoked.add(
            format_args!("a list: {what}"),
            lambda.functions().all().await.err(),
        );
    }
    let hole = BlackHole::open().await.expect("a black hole");
    let plain = Peer::always(Step::silence().close()).await;
    let encrypted = Peer::start_tls(&Certificate::new(), async |_| Step::silence().close()).await;
    for (what, endpoint) in [
        ("refused", refused().await),
        ("no such name", "http://nowhere.invalid".to_owned()),
        ("a black hole", hole.http()),
        ("a certificate that is not trusted", encrypted.https()),
        ("TLS to a plain peer", plain.https()),
        ("plain to a TLS peer", encrypted.http()),
        ("its own scheme", "ftp://127.0.0.1:1".to_owned()),
    ] {
        for mode in MODES {
            let error = error_of(&lambda(transport(&endpoint)), mode).await;
            provoked.add(format_args!("{what} {mode:?}"), error);
        }
    }
}
