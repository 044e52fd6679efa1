//! The trace header on the wire.

use std::process::Command;

use lambda_client_core::transport::{InvokeRequest, Transport as _};
use lambda_client_test_support::{Peer, Response};

use crate::clients::{HTTP_CLIENTS, HttpClient, invoke};

const TRACE: &str = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";

/// Tells the second process where to send its requests.
const ENDPOINT: &str = "LAMBDA_CLIENT_TEST_ENDPOINT";

async fn peer() -> Peer {
    Peer::start(|_| async { Response::new(200, "null") }).await
}

#[tokio::test]
async fn a_request_carries_its_trace_header() {
    for client in HTTP_CLIENTS {
        let peer = peer().await;
        let transport = client.transport(&peer.http());
        let traced = InvokeRequest::new("f", "{}".into()).with_trace_header(Some(TRACE));
        transport.invoke(traced).await.unwrap();
        invoke(&transport).await.unwrap();
        let sent = peer.requests();
        let headers = |request: &lambda_client_test_support::Request| {
            request.header("x-amzn-trace-id").map(str::to_owned)
        };
        assert_eq!(headers(&sent[0]).as_deref(), Some(TRACE), "{client:?}");
        assert_eq!(headers(&sent[1]), None, "{client:?}");
        let signed = sent[0].header("authorization").expect("a signature");
        assert!(!signed.contains("trace"), "{signed}");
    }
}

#[tokio::test]
async fn a_value_that_is_not_valid_in_a_header_is_left_out() {
    let peer = peer().await;
    let transport = HttpClient::Own.transport(&peer.http());
    for odd in ["a\r\nx-injected: 1", "\0", "a\nb"] {
        let request = InvokeRequest::new("f", "{}".into()).with_trace_header(Some(odd));
        transport.invoke(request).await.unwrap();
        let requests = peer.requests();
        let sent = requests.last().unwrap();
        assert_eq!(sent.header("x-amzn-trace-id"), None, "{odd:?}");
        assert_eq!(sent.header("x-injected"), None, "{odd:?}");
    }
}

/// The variable belongs to the whole process, and may hold the trace of another invocation.
#[tokio::test]
async fn the_header_of_a_request_counts_more_than_the_environment() {
    let peer = peer().await;
    let mut second = Command::new(std::env::current_exe().expect("this program"));
    second
        .args(["--ignored", "--exact", "traces::second_process"])
        .env(ENDPOINT, peer.http())
        .env("AWS_LAMBDA_FUNCTION_NAME", "f")
        .env("_X_AMZN_TRACE_ID", "Root=1-of-another");
    let ended = tokio::task::spawn_blocking(move || second.output());
    let ended = ended.await.expect("no panic").expect("the program starts");
    assert!(ended.status.success(), "{ended:?}");
    let sent = peer.requests();
    let header = |at: usize| sent[at].header("x-amzn-trace-id");
    assert_eq!(header(0), Some("Root=1-of-another"), "the SDK reads it");
    assert_eq!(header(1), Some(TRACE));
    let lines = sent[1]
        .head
        .windows(15)
        .filter(|name| name.eq_ignore_ascii_case(b"x-amzn-trace-id"));
    assert_eq!(lines.count(), 1);
}

#[tokio::test]
#[ignore = "started in its own process by the test above"]
async fn second_process() {
    let endpoint = std::env::var(ENDPOINT).expect("the first process names an endpoint");
    let transport = HttpClient::Own.transport(&endpoint);
    invoke(&transport).await.unwrap();
    let traced = InvokeRequest::new("f", "{}".into()).with_trace_header(Some(TRACE));
    transport.invoke(traced).await.unwrap();
}
