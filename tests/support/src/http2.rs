//! HTTP/2 over TLS.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
pub use h2::Reason;
use tokio::net::TcpStream;
use tokio_rustls::server::TlsStream;

use crate::peer::Peer;
use crate::response::Response;
use crate::tls::Certificate;

/// What a peer does with each request, as soon as its headers are there.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// Responds with status 200 and this body.
    Respond(&'static [u8]),
    /// Resets the stream (`RST_STREAM`) for this reason.
    Reset(Reason),
    /// Ends the connection (`GOAWAY`) for this reason.
    GoAway(Reason),
}

/// Starts a peer that performs this step for each request. It counts connections, but does not keep requests.
pub async fn start(certificate: &Certificate, step: Step) -> Peer {
    let acceptor = Arc::new(certificate.acceptor(&["h2"]));
    Peer::accept(move |stream, _| {
        let acceptor = Arc::clone(&acceptor);
        async move {
            if let Ok(stream) = acceptor.accept(stream).await {
                serve(stream, step).await;
            }
        }
    })
    .await
}

async fn serve(stream: TlsStream<TcpStream>, step: Step) {
    let Ok(mut connection) = h2::server::handshake(stream).await else {
        return;
    };
    while let Some(Ok((_request, mut respond))) = connection.accept().await {
        match step {
            Step::Respond(body) => {
                // The stream ends early where the client has reset it.
                if let Ok(mut stream) = respond.send_response(http::Response::default(), false) {
                    let _ = stream.send_data(Bytes::from_static(body), true);
                }
            }
            Step::Reset(reason) => respond.send_reset(reason),
            Step::GoAway(reason) => connection.abrupt_shutdown(reason),
        }
    }
}

/// Starts a peer that speaks HTTP/2 with those who ask for it, up to this many streams a connection, and HTTP/1.1 with the others.
/// It responds to each request after the delay.
pub async fn start_beside_http1(
    certificate: &Certificate,
    max_streams: u32,
    delay: Duration,
    body: &'static [u8],
) -> Peer {
    let acceptor = Arc::new(certificate.acceptor(&["h2", "http/1.1"]));
    Peer::accept(move |stream, seen| {
        let acceptor = Arc::clone(&acceptor);
        async move {
            let Ok(stream) = acceptor.accept(stream).await else {
                return;
            };
            if stream.get_ref().1.alpn_protocol() == Some(b"h2") {
                serve_late(stream, max_streams, delay, body).await;
                return;
            }
            let respond = |_| async move {
                tokio::time::sleep(delay).await;
                Response::new(200, body)
            };
            seen.serve(stream, &respond).await;
        }
    })
    .await
}

async fn serve_late(
    stream: TlsStream<TcpStream>,
    max_streams: u32,
    delay: Duration,
    body: &'static [u8],
) {
    let mut server = h2::server::Builder::new();
    server.max_concurrent_streams(max_streams);
    let Ok(mut connection) = server.handshake::<_, Bytes>(stream).await else {
        return;
    };
    while let Some(Ok((_request, mut respond))) = connection.accept().await {
        tokio::spawn(async move {
            tokio::time::sleep(delay).await;
            if let Ok(mut stream) = respond.send_response(http::Response::default(), false) {
                let _ = stream.send_data(Bytes::from_static(body), true);
            }
        });
    }
}
