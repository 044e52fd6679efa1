//! Whole calls over sockets that fail: what the caller is told, and that a dropped call stops.

use std::time::Duration;

use lambda_client_core::sdk::aws_sdk_lambda::config::timeout::TimeoutConfig;
use lambda_client_core::{
    Call, DidRun, Error, ErrorKind, Lambda, RetryConfig, SdkTransport, certainty::Retryability,
    transport::Evidence,
};
use lambda_client_test_support::nowhere::{BlackHole, refused};
use lambda_client_test_support::{Peer, Step};

use crate::clients::{HTTP_CLIENTS, HttpClient, transport};
use crate::credentials::Never;

const SOON: Duration = Duration::from_millis(150);

fn call(transport: SdkTransport, most: u32) -> Call<Result<u32, Error>> {
    let retry = RetryConfig::new()
        .max_attempts(most)
        .base_delay(Duration::from_millis(1));
    Lambda::new(transport).call("f").json(&1).retry(retry)
}

#[tokio::test]
async fn an_attempt_given_up_while_connecting_did_not_run() {
    let hole = BlackHole::open().await.expect("a black hole");
    for client in HTTP_CLIENTS {
        let call = call(client.transport(&hole.http()), 2).attempt_timeout(SOON);
        let error = call.await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout);
        let (did_run, attempts) = expected(client, 2);
        assert_eq!(error.did_run(), did_run, "{client:?} {error:?}");
        assert_eq!(error.attempts().len(), attempts);
    }
}

/// What is known of requests that never had a connection, and how many attempts are made: they are repeated if it is certain
/// that nothing was sent.
fn expected(client: HttpClient, most: usize) -> (DidRun, usize) {
    match client.unsent() {
        Evidence::NotSent => (DidRun::No, most),
        _ => (DidRun::Unknown, 1),
    }
}

#[tokio::test]
async fn an_attempt_given_up_while_credentials_are_looked_for_did_not_run() {
    let peer = Peer::always(Step::silence().stall()).await;
    let timeouts = TimeoutConfig::builder().build();
    let call = call(transport(&peer.http(), None, timeouts, Never), 1).timeout(SOON);
    let error = call.await.unwrap_err();
    assert_eq!(
        (error.kind(), error.did_run()),
        (ErrorKind::Timeout, DidRun::No)
    );
}

#[tokio::test]
async fn an_attempt_given_up_in_silence_may_have_run() {
    for client in HTTP_CLIENTS {
        let head = b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n12";
        for step in [Step::silence(), Step::bytes(head)] {
            let peer = Peer::always(step.stall()).await;
            let call = call(client.transport(&peer.http()), 9).attempt_timeout(SOON);
            let error = call.await.unwrap_err();
            assert_eq!(error.did_run(), DidRun::Unknown, "{client:?} {error:?}");
            assert_eq!(peer.request_count(), 1, "it is not repeated");
        }
    }
}

#[tokio::test]
async fn what_broke_is_repeated_only_for_idempotent_calls() {
    for client in HTTP_CLIENTS {
        let peer = Peer::always(Step::silence().close()).await;
        let error = call(client.transport(&peer.http()), 3).await.unwrap_err();
        assert_eq!(error.did_run(), DidRun::Unknown);
        assert_eq!(peer.request_count(), 1);
        let error = call(client.transport(&peer.http()), 3)
            .idempotent(true)
            .await
            .unwrap_err();
        assert_eq!(error.attempts().len(), 3);
        assert_eq!(
            error.attempts()[2].retryability(),
            Some(Retryability::Transient)
        );
        assert_eq!(peer.request_count(), 4);
    }
}

#[tokio::test]
async fn what_was_certainly_refused_is_repeated_for_all() {
    for client in HTTP_CLIENTS {
        let error = call(client.transport(&refused().await), 3)
            .await
            .unwrap_err();
        let found = (error.did_run(), error.attempts().len());
        assert_eq!(found, expected(client, 3), "{client:?}");
        assert_eq!(
            std::error::Error::source(&error).map(ToString::to_string),
            Some("dispatch failure".to_owned()),
            "the cause is in the chain"
        );
    }
}

#[tokio::test]
async fn dropping_a_call_stops_its_retries() {
    let throttled = b"HTTP/1.1 429 X\r\nx-amzn-errortype: TooManyRequestsException\r\ncontent-length: 2\r\n\r\n{}";
    for client in HTTP_CLIENTS {
        let peer = Peer::always(Step::bytes(throttled)).await;
        let retry = RetryConfig::new()
            .max_attempts(u32::MAX)
            .base_delay(Duration::from_millis(40))
            .max_delay(Duration::from_millis(40));
        let call = call(client.transport(&peer.http()), 1).retry(retry);
        let given_up = tokio::time::timeout(Duration::from_millis(300), call).await;
        assert!(given_up.is_err());
        // What was on its way when the call was dropped may still arrive.
        tokio::time::sleep(Duration::from_millis(50)).await;
        let requests = peer.request_count();
        assert!(requests > 1, "{client:?}: {requests}");
        tokio::time::sleep(Duration::from_millis(400)).await;
        assert_eq!(peer.request_count(), requests, "{client:?}");
    }
}
