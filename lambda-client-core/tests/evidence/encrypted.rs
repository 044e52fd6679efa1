//! TLS, and HTTP/2 behind it, with the SDK's HTTP clients, of which nothing is known before a first response.

use lambda_client_core::SdkTransport;
use lambda_client_core::sdk::aws_sdk_lambda::config::timeout::TimeoutConfig;
use lambda_client_core::transport::Evidence::{Responded, Unknown};
use lambda_client_core::transport::TransportErrorKind as Kind;
use lambda_client_test_support::http2::{Reason, Step as Http2};
use lambda_client_test_support::tls::Certificate;
use lambda_client_test_support::{Peer, http2};

use crate::clients::{FOREIGN, HttpClient, credentials, invoke, transport};

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
    for client in FOREIGN {
        let server = Server::start(Http2::Respond(b"7")).await;
        let response = invoke(&server.transport(client)).await.expect("a response");
        assert_eq!(response.payload, "7", "{client:?}");
    }
}

/// A refused stream was not processed (RFC 9113, section 8.7), but the client may have made other attempts before it.
#[tokio::test]
async fn a_reset_of_a_stream_proves_nothing() {
    for client in FOREIGN {
        for reason in [
            Reason::REFUSED_STREAM,
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

/// `NO_ERROR` says that the rest of the request is not needed, and HTTP clients take what has arrived of the response for all of it.
#[tokio::test]
async fn a_response_that_a_reset_cuts_is_not_whole() {
    for client in FOREIGN {
        for reason in [Reason::NO_ERROR, Reason::CANCEL] {
            for (status, length, body) in [
                (429, Some(99), &b"{\"Rea"[..]),
                (429, None, &b"{\"Rea"[..]),
                (429, Some(3), &b"429"[..1]),
                (200, Some(3), &b"123"[..1]),
            ] {
                let step = Http2::Cut {
                    status,
                    length,
                    body,
                    reason,
                };
                let server = Server::start(step).await;
                let error = invoke(&server.transport(client)).await;
                let error = error.expect_err("a part of the body is missing");
                assert_eq!(
                    (error.kind(), error.evidence(), error.status()),
                    (Kind::Response, Responded, Some(status)),
                    "{client:?} {reason:?} {length:?} {error:?}"
                );
            }
        }
    }
}

/// `GOAWAY` names the last stream that was processed, but the HTTP clients do not pass that on.
#[tokio::test]
async fn a_connection_that_goes_away_proves_nothing() {
    for client in FOREIGN {
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
