//! TLS, and HTTP/2 behind it: what Lambda's own endpoints speak.

use std::sync::Arc;

use bytes::Bytes;
use h2::Reason;
use lambda_client_core::sdk::aws_sdk_lambda::config::timeout::TimeoutConfig;
use lambda_client_core::transport::Evidence::{NotSent, Unknown};
use lambda_client_core::transport::TransportErrorKind as Kind;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::server::TlsStream;

use crate::clients::{HTTP_CLIENTS, HttpClient, credentials, invoke, transport};
use crate::peers::{Manner, Peer};

/// What the server does with a request.
#[derive(Clone, Copy, Debug)]
enum Http2 {
    Answer,
    /// `RST_STREAM` with this reason.
    Reset(Reason),
    /// `GOAWAY`, and the connection ends.
    GoAway(Reason),
}

/// A server that speaks HTTP/2 over TLS.
struct Server {
    endpoint: String,
    certificate: String,
}

impl Server {
    async fn start(manner: Http2) -> Server {
        let made =
            rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).expect("a certificate");
        let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).expect("a key");
        let mut config =
            ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
                .with_safe_default_protocol_versions()
                .expect("versions of TLS")
                .with_no_client_auth()
                .with_single_cert(vec![made.cert.der().clone()], key)
                .expect("a configuration");
        config.alpn_protocols = vec![b"h2".to_vec()];
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
        let address = listener.local_addr().expect("an address");
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let acceptor = acceptor.clone();
                tokio::spawn(async move {
                    if let Ok(stream) = acceptor.accept(stream).await {
                        serve(stream, manner).await;
                    }
                });
            }
        });
        Server {
            endpoint: format!("https://{address}"),
            certificate: made.cert.pem(),
        }
    }

    fn transport(&self, client: HttpClient) -> lambda_client_core::SdkTransport {
        let client = Some(client.trusting(&self.certificate));
        transport(
            &self.endpoint,
            client,
            TimeoutConfig::builder().build(),
            credentials(),
        )
    }
}

async fn serve(stream: TlsStream<TcpStream>, manner: Http2) {
    let Ok(mut connection) = h2::server::handshake(stream).await else {
        return;
    };
    while let Some(Ok((_request, mut respond))) = connection.accept().await {
        match manner {
            Http2::Answer => {
                let head = http::Response::builder()
                    .status(200)
                    .body(())
                    .expect("a head");
                if let Ok(mut body) = respond.send_response(head, false) {
                    let _ = body.send_data(Bytes::from_static(b"7"), true);
                }
            }
            Http2::Reset(reason) => respond.send_reset(reason),
            Http2::GoAway(reason) => connection.abrupt_shutdown(reason),
        }
    }
}

#[tokio::test]
async fn both_clients_speak_http_2() {
    for client in HTTP_CLIENTS {
        let server = Server::start(Http2::Answer).await;
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
async fn any_other_reset_of_a_stream_leaves_it_open() {
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
async fn a_connection_that_goes_away_leaves_it_open() {
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
    let other =
        rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).expect("a certificate");
    for client in HTTP_CLIENTS {
        let mut server = Server::start(Http2::Answer).await;
        server.certificate = other.cert.pem();
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
    let other =
        rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).expect("a certificate");
    for client in HTTP_CLIENTS {
        for manner in [Manner::ResetUnread, Manner::Answer(b"220 ESMTP\r\n".into())] {
            let peer = Peer::start(manner.clone()).await;
            let server = Server {
                endpoint: peer.https(),
                certificate: other.cert.pem(),
            };
            // The peer waits for the end of a request that TLS never looks like.
            let invoked = invoke_within(&server, client).await;
            assert_eq!(invoked, (Kind::Connect, NotSent), "{client:?} {manner:?}");
        }
    }
}

async fn invoke_within(
    server: &Server,
    client: HttpClient,
) -> (Kind, lambda_client_core::transport::Evidence) {
    let timeouts = TimeoutConfig::builder().connect_timeout(std::time::Duration::from_millis(300));
    let client = Some(client.trusting(&server.certificate));
    let transport = transport(&server.endpoint, client, timeouts.build(), credentials());
    let error = invoke(&transport).await.unwrap_err();
    (error.kind(), error.evidence())
}
