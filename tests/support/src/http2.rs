//! HTTP/2 over TLS.

use std::sync::Arc;

use bytes::Bytes;
pub use h2::Reason;
use tokio::net::TcpStream;
use tokio_rustls::server::TlsStream;

use crate::peer::Peer;
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
    let acceptor = Arc::new(certificate.acceptor("h2"));
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
