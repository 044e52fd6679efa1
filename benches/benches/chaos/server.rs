//! The server that plays Lambda, counts runs and injects faults.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering::SeqCst;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::drive::ATTEMPT_TIMEOUT;
use crate::faults::Act;
use crate::ledger::{Id, Ledger};
use crate::lost::{BlackHole, SERVER};
use crate::plan::ATTEMPTS;

const A_LITTLE: Duration = Duration::from_millis(20);
const TOO_LONG: Duration = ATTEMPT_TIMEOUT.saturating_add(Duration::from_millis(200));

/// What a call sends.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Event {
    pub(crate) id: Id,
    /// The next call of the lane needs a new connection.
    pub(crate) last: bool,
}

/// The server, on loopback.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) port: u16,
    _black_hole: BlackHole,
}

impl Server {
    pub(crate) async fn start(ledger: Arc<Ledger>) -> std::io::Result<Server> {
        let listener = TcpListener::bind(SocketAddr::new(SERVER, 0)).await?;
        let port = listener.local_addr()?.port();
        tokio::spawn(async move {
            loop {
                if let Ok((stream, _)) = listener.accept().await {
                    tokio::spawn(serve(stream, Arc::clone(&ledger)));
                }
            }
        });
        Ok(Server {
            port,
            _black_hole: BlackHole::open(port).await?,
        })
    }
}

/// What becomes of a connection after a request.
#[derive(PartialEq, Eq)]
enum Then {
    Stay,
    Close,
}

async fn serve(mut stream: TcpStream, ledger: Arc<Ledger>) {
    let _ = stream.set_nodelay(true);
    let mut buffer = Vec::new();
    while let Some(event) = read(&mut stream, &mut buffer).await {
        if answer(&mut stream, &ledger, event).await != Some(Then::Stay) {
            return;
        }
    }
}

async fn answer(stream: &mut TcpStream, ledger: &Ledger, event: Event) -> Option<Then> {
    let record = ledger.record(event.id)?;
    record.seen.fetch_add(1, SeqCst);
    let plan = ledger.plan(event.id);
    let act = ledger.attempt(event.id, &plan).map(|kind| &kind.act);
    // What fails before there is a connection needs a client that has none.
    let next_is_lost = (1..ATTEMPTS).any(|attempt| plan.is_lost(attempt, &ledger.kinds));
    let close = next_is_lost || event.last;
    let result = event.id.number.to_string();
    match act {
        // The fault did not strike: a connection was there.
        None | Some(Act::NoName | Act::Refuse | Act::BlackHole) => {
            record.run(false);
            send(stream, "200 OK\r\n", &result, close).await
        }
        Some(Act::Answer { runs, head, body }) => {
            if *runs {
                record.run(false);
            }
            send(stream, head, body, close).await
        }
        Some(Act::Reset { runs }) => {
            if *runs {
                record.run(false);
            }
            let _ = stream.set_zero_linger();
            None
        }
        Some(Act::Close { runs }) => {
            if *runs {
                record.run(false);
            }
            None
        }
        Some(Act::Silence { runs }) => {
            if *runs {
                record.run(false);
            }
            gone(stream).await
        }
        Some(Act::Head { closes }) => {
            record.run(false);
            let head = b"HTTP/1.1 200 OK\r\nx-amzn-requestid: cut\r\ncontent-length: 20\r\n\r\n1";
            stream.write_all(head).await.ok()?;
            match closes {
                true => None,
                false => gone(stream).await,
            }
        }
        Some(Act::Slow { too_slow }) => {
            record.run(false);
            tokio::time::sleep(if *too_slow { TOO_LONG } else { A_LITTLE }).await;
            send(stream, "200 OK\r\n", &result, close).await
        }
        Some(Act::Busy) => {
            record.run(true);
            let head = "200 OK\r\nx-amz-function-error: Unhandled\r\n";
            let body = r#"{"errorType":"Busy","errorMessage":"again"}"#;
            send(stream, head, body, close).await
        }
    }
}

/// Waits until the client gives up.
async fn gone(stream: &mut TcpStream) -> Option<Then> {
    let mut rest = [0; 64];
    while stream.read(&mut rest).await.ok()? > 0 {}
    None
}

async fn send(stream: &mut TcpStream, head: &str, body: &str, close: bool) -> Option<Then> {
    let connection = if close { "connection: close\r\n" } else { "" };
    let answer = format!(
        "HTTP/1.1 {head}{connection}x-amzn-requestid: r\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(answer.as_bytes()).await.ok()?;
    Some(if close { Then::Close } else { Then::Stay })
}

/// The next request's event.
async fn read(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<Event> {
    loop {
        if let Some(end) = buffer.windows(4).position(|window| window == b"\r\n\r\n") {
            let text = String::from_utf8_lossy(&buffer[..end]).to_ascii_lowercase();
            let (_, rest) = text.split_once("content-length: ")?;
            let length: usize = rest.lines().next()?.trim().parse().ok()?;
            let all = end + 4 + length;
            if buffer.len() >= all {
                let event = serde_json::from_slice(&buffer[end + 4..all]).ok();
                buffer.drain(..all);
                return event;
            }
        }
        if stream.read_buf(buffer).await.ok()? == 0 {
            return None;
        }
    }
}
