//! Peers behind TLS.

use std::sync::Arc;
use std::time::Duration;

use lambda_client_test_support::tls::Certificate;
use lambda_client_test_support::{Decoder, Peer, Request, Response, Step, http2};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

/// Connects as a client that trusts this certificate alone.
async fn connect(
    peer: &Peer,
    certificate: &Certificate,
    protocol: &str,
) -> std::io::Result<TlsStream<TcpStream>> {
    let trusted = CertificateDer::from_pem_slice(certificate.pem().as_bytes());
    let mut store = RootCertStore::empty();
    store.add(trusted.expect("PEM")).expect("a certificate");
    let provider = Arc::new(aws_lc_rs::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions of TLS")
        .with_root_certificates(store)
        .with_no_client_auth();
    config.alpn_protocols = vec![protocol.as_bytes().to_vec()];
    let stream = TcpStream::connect(peer.address()).await?;
    let name = ServerName::try_from("127.0.0.1").expect("an address");
    TlsConnector::from(Arc::new(config))
        .connect(name, stream)
        .await
}

#[tokio::test]
async fn http_1_over_tls() {
    let certificate = Certificate::new();
    let peer = Peer::start_tls(&certificate, |request| async move {
        match &*request.path {
            "/reset" => Step::silence().reset(),
            _ => Step::from(Response::new(200, request.body)),
        }
    })
    .await;
    let mut client = connect(&peer, &certificate, "http/1.1").await.expect("TLS");
    let mut responses = Decoder::<Response>::new();
    let request = Request::encode("POST", "/echo", &[], b"over TLS");
    client.write_all(&request).await.expect("a request");
    let response = responses.read(&mut client).await.expect("HTTP");
    assert_eq!(response.expect("a response").body, b"over TLS");

    let request = Request::encode("POST", "/reset", &[], b"");
    client.write_all(&request).await.expect("a request");
    assert_eq!(responses.read(&mut client).await.expect("the end"), None);
    assert_eq!((peer.connections(), peer.request_count()), (1, 2));
}

#[tokio::test]
async fn a_certificate_is_trusted_only_where_it_is_known() {
    let certificate = Certificate::new();
    let peer = Peer::start_tls(&certificate, |_| async { Response::new(200, "") }).await;
    let other = connect(&peer, &Certificate::new(), "http/1.1").await;
    assert!(other.is_err());
    assert_eq!(peer.request_count(), 0);
}

/// The body, or the reason for which the request failed.
async fn request_http2(step: http2::Step) -> Result<Vec<u8>, Option<h2::Reason>> {
    let certificate = Certificate::new();
    let peer = http2::start(&certificate, step).await;
    let stream = connect(&peer, &certificate, "h2").await.expect("TLS");
    let (client, connection) = h2::client::handshake(stream).await.expect("HTTP/2");
    let connection = tokio::spawn(connection);
    let exchange = async {
        let mut client = client.ready().await?;
        let request = http::Request::builder().uri(peer.https()).body(());
        let (response, _) = client.send_request(request.expect("a request"), true)?;
        let mut body = response.await?.into_body();
        let mut bytes = Vec::new();
        while let Some(part) = body.data().await {
            bytes.extend_from_slice(&part?);
        }
        Ok(bytes)
    };
    let result: Result<Vec<u8>, h2::Error> = exchange.await;
    match result {
        // The stream of a connection that went away knows no more than that; the connection was told why.
        Err(error) if error.reason().is_none() => {
            let ended = timeout(Duration::from_secs(60), connection).await;
            let ended = ended.expect("the connection has ended").expect("no panic");
            Err(ended.expect_err("a reason").reason())
        }
        Err(error) => Err(error.reason()),
        Ok(body) => Ok(body),
    }
}

#[tokio::test]
async fn http_2_over_tls() {
    use http2::{Reason, Step};
    let body = request_http2(Step::Respond(b"7")).await;
    assert_eq!(body, Ok(b"7".to_vec()));
    let reset = request_http2(Step::Reset(Reason::REFUSED_STREAM)).await;
    assert_eq!(reset, Err(Some(Reason::REFUSED_STREAM)));
    let gone = request_http2(Step::GoAway(Reason::INTERNAL_ERROR)).await;
    assert_eq!(gone, Err(Some(Reason::INTERNAL_ERROR)));
}
