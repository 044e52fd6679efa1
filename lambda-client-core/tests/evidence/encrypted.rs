//! TLS, and HTTP/2 behind it: what Lambda's own endpoints speak.

use std::time::Duration;

use lambda_client_core::SdkTransport;
use lambda_client_core::sdk::aws_sdk_lambda::config::timeout::TimeoutConfig;
use lambda_client_core::transport::Evidence::{NotSent, Unknown};
use lambda_client_core::transport::TransportErrorKind as Kind;
use lambda_client_test_support::http2::{Reason, Step as Http2};
use lambda_client_test_support::tls::Certificate;
use lambda_client_test_support::{Peer, Step, http2};

use crate::clients::{HTTP_CLIENTS, HttpClient, credentials, invoke, transport};

/// A peer that speaks HTTP/2 over TLS, and the certificate that its clients trust.
struct Server {
    peer: Peer,
    trusted: Certificate,
}

impl Server {
    async fn start(step: Http2) -> Server {
        let trusted = Certificate::new();
        let peer = http2::start(&trusted, step).await;
        Server { peer, trusted }
    }

    fn transport(&self, client: HttpClient) -> SdkTransport {
        self.with_timeouts(client, TimeoutConfig::builder().build())
    }

    fn with_timeouts(&self, client: HttpClient, timeouts: TimeoutConfig) -> SdkTransport {
        let client = Some(client.trusting(&self.trusted.pem()));
        transport(&self.peer.https(), client, timeouts, credentials())
    }
}

#[tokio::test]
async fn both_clients_speak_http_2() {
    for client in HTTP_CLIENTS {
        let server = Server::start(Http2::Respond(b"7")).await;
        let answer = invoke(&server.transport(client)).await.expect("an answer");
        assert_eq!(answer.payload, "7", "{client:?}");
    }
}

#[tokio::test]
async fn a_refused_stream_was_not_processed() {
    for client in HTTP_CLIENTS {
        let server = Server::start(Http2::Reset(Reason::REFUSED_STREAM)).await;
        let error = invoke(&server.transport(client)).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.evidence()),
            (Kind::Connection, NotSent),
            "{client:?} {error:?}"
        );
    }
}

#[tokio::test]
async fn any_other_reset_of_a_stream_proves_nothing() {
    for client in HTTP_CLIENTS {
        for reason in [
            Reason::NO_ERROR,
            Reason::INTERNAL_ERROR,
            Reason::CANCEL,
            Reason::ENHANCE_YOUR_CALM,
        ] {
            let server = Server::start(Http2::Reset(reason)).await;
            let error = invoke(&server.transport(client)).await.unwrap_err();
            assert_eq!(
                (error.kind(), error.evidence()),
                (Kind::Connection, Unknown),
                "{client:?} {reason:?} {error:?}"
            );
        }
    }
}

/// `GOAWAY` names the last stream that was processed, but the HTTP clients do not pass that on.
#[tokio::test]
async fn a_connection_that_goes_away_proves_nothing() {
    for client in HTTP_CLIENTS {
        for reason in [
            Reason::NO_ERROR,
            Reason::INTERNAL_ERROR,
            Reason::REFUSED_STREAM,
        ] {
            let server = Server::start(Http2::GoAway(reason)).await;
            let error = invoke(&server.transport(client)).await.unwrap_err();
            assert_eq!(
                (error.kind(), error.evidence()),
                (Kind::Connection, Unknown),
                "{client:?} {reason:?} {error:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_certificate_that_is_not_trusted_sent_nothing() {
    for client in HTTP_CLIENTS {
        let mut server = Server::start(Http2::Respond(b"7")).await;
        server.trusted = Certificate::new();
        let error = invoke(&server.transport(client)).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.evidence()),
            (Kind::Connect, NotSent),
            "{client:?} {error:?}"
        );
    }
}

#[tokio::test]
async fn a_peer_that_does_not_speak_tls_was_sent_nothing() {
    let soon = Duration::from_millis(300);
    let timeouts = TimeoutConfig::builder().connect_timeout(soon).build();
    for client in HTTP_CLIENTS {
        for step in [
            Step::silence().reset(),
            Step::silence().stall(),
            Step::bytes("220 ESMTP\r\n").stall(),
        ] {
            let server = Server {
                peer: Peer::unread(step.clone()).await,
                trusted: Certificate::new(),
            };
            let transport = server.with_timeouts(client, timeouts.clone());
            let error = invoke(&transport).await.unwrap_err();
            assert_eq!(
                (error.kind(), error.evidence()),
                (Kind::Connect, NotSent),
                "{client:?} {step:?} {error:?}"
            );
        }
    }
}
