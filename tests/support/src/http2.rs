//! HTTP/2 over TLS.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
pub use h2::Reason;
use h2::server::{Connection, SendResponse};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::peer::Peer;
use crate::request::Request;
use crate::response::Response;
use crate::step::{self, Then};
use crate::tls::Certificate;

/// What a peer does with each request, as soon as its headers are there.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// Responds with status 200 and this body.
    Respond(&'static [u8]),
    /// Responds with this status, length and beginning of a body, and then resets the stream.
    Cut {
        /// The status.
        status: u16,
        /// The value of `content-length`.
        length: Option<u64>,
        /// What is sent of the body.
        body: &'static [u8],
        /// The reason of the reset.
        reason: Reason,
    },
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
            Step::Cut {
                status,
                length,
                body,
                reason,
            } => {
                let mut head = http::Response::builder().status(status);
                head = head.header("x-amzn-requestid", "id-1");
                if status >= 400 {
                    head = head.header("x-amzn-errortype", "TooManyRequestsException");
                }
                if let Some(length) = length {
                    head = head.header("content-length", length);
                }
                let head = head.body(()).expect("a valid head");
                if let Ok(mut stream) = respond.send_response(head, false) {
                    let _ = stream.send_data(Bytes::from_static(body), false);
                    // What waits to be sent is dropped by a reset.
                    tokio::spawn(async move {
                        tokio::time::sleep(Duration::from_millis(100)).await;
                        stream.send_reset(reason);
                    });
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

/// Performs steps that are written for HTTP/1.1 in HTTP/2 over TLS, for clients that make one request at a time.
#[derive(Clone)]
pub struct Translator(TlsAcceptor);

impl std::fmt::Debug for Translator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Translator")
    }
}

impl Translator {
    /// Makes one with this certificate.
    pub fn new(certificate: &Certificate) -> Translator {
        Translator(certificate.acceptor(&["h2"]))
    }

    /// Serves a connection until its client or a step ends it. What a step sends behind its response is left out: HTTP/2 has no place
    /// for it.
    pub async fn serve(&self, stream: TcpStream, respond: impl Fn(Request) -> step::Step) {
        let Ok(stream) = self.0.accept(stream).await else {
            return;
        };
        let Ok(mut connection) = h2::server::handshake(stream).await else {
            return;
        };
        // Streams that stay open.
        let mut silent = Vec::new();
        while let Some(Ok((request, mut stream))) = connection.accept().await {
            let Some(Some(request)) = beside(&mut connection, read(request)).await else {
                continue;
            };
            let step = respond(request);
            let (bytes, delay, then) = step.parts();
            if !delay.is_zero() {
                beside(&mut connection, tokio::time::sleep(delay)).await;
            }
            let sent = send(&mut stream, bytes);
            match then {
                Then::Keep => {}
                // What was sent has to leave first.
                Then::Close if sent.is_whole => connection.graceful_shutdown(),
                Then::Close | Then::Reset => {
                    let moment = tokio::time::sleep(Duration::from_millis(1));
                    beside(&mut connection, moment).await;
                    return;
                }
                Then::Stall => {}
            }
            silent.push((stream, sent));
            if silent.len() > 8 {
                silent.remove(0);
            }
        }
    }
}

/// Waits for a future while the connection moves bytes. Returns `None` if the connection ends first.
async fn beside<F: Future>(
    connection: &mut Connection<TlsStream<TcpStream>, Bytes>,
    future: F,
) -> Option<F::Output> {
    let mut future = pin!(future);
    poll_fn(|cx| {
        if let Poll::Ready(output) = future.as_mut().poll(cx) {
            return Poll::Ready(Some(output));
        }
        connection.poll_closed(cx).map(|_| None)
    })
    .await
}

/// Reads a request. Returns `None` if it breaks off.
async fn read(request: http::Request<h2::RecvStream>) -> Option<Request> {
    let (head, mut body) = request.into_parts();
    let mut read = Request {
        method: head.method.to_string(),
        path: head.uri.path().to_owned(),
        is_whole: true,
        ..Request::default()
    };
    for (name, value) in &head.headers {
        read.headers.push(name.as_str(), value.to_str().ok()?);
    }
    while let Some(data) = body.data().await {
        let data = data.ok()?;
        body.flow_control().release_capacity(data.len()).ok()?;
        read.body.extend_from_slice(&data);
    }
    Some(read)
}

/// What was sent on a stream.
struct Sent {
    is_whole: bool,
    /// A stream that is dropped is reset.
    _open: Option<h2::SendStream<Bytes>>,
}

/// Sends a response that is written for HTTP/1.1.
fn send(stream: &mut SendResponse<Bytes>, bytes: &[u8]) -> Sent {
    let nothing = Sent {
        is_whole: false,
        _open: None,
    };
    let mut headers = [httparse::EMPTY_HEADER; 32];
    let mut parsed = httparse::Response::new(&mut headers);
    let Ok(httparse::Status::Complete(end)) = parsed.parse(bytes) else {
        return nothing;
    };
    let mut response = http::Response::builder().status(parsed.code.unwrap_or(500));
    let mut length = 0;
    for header in parsed.headers.iter() {
        // They are about connections of HTTP/1.1.
        if header.name.eq_ignore_ascii_case("connection") {
            continue;
        }
        if header.name.eq_ignore_ascii_case("content-length") {
            let text = str::from_utf8(header.value).unwrap_or_default();
            length = text.parse().unwrap_or(0);
        }
        response = response.header(header.name.to_ascii_lowercase(), header.value);
    }
    let body = &bytes[end..];
    let is_whole = body.len() >= length;
    let body = &body[..length.min(body.len())];
    let Ok(response) = response.body(()) else {
        return nothing;
    };
    let Ok(mut open) = stream.send_response(response, is_whole && body.is_empty()) else {
        return nothing;
    };
    if !body.is_empty()
        && open
            .send_data(Bytes::copy_from_slice(body), is_whole)
            .is_err()
    {
        return nothing;
    }
    Sent {
        is_whole,
        _open: Some(open),
    }
}
