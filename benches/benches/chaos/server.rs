//! The server that plays Lambda, counts runs and injects faults.

use std::future::ready;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering::SeqCst;
use std::time::Duration;

use lambda_client_test_support::http2::Translator;
use lambda_client_test_support::nowhere::BlackHole;
use lambda_client_test_support::tls::Certificate;
use lambda_client_test_support::{Request, Response, Step, serve};
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;

use crate::drive::ATTEMPT_TIMEOUT;
use crate::faults::Act;
use crate::foreign::Foreign;
use crate::ledger::{Id, Ledger, Mode, Record};
use crate::lost::{BLACK_HOLE, SERVER};
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
    /// Where it speaks HTTP/2 over TLS.
    pub(crate) encrypted_port: u16,
    _black_holes: [BlackHole; 2],
}

impl Server {
    /// Starts it. It accepts connections itself: a `Peer` would keep every request of a long run in memory.
    pub(crate) async fn start(
        ledger: Arc<Ledger>,
        certificate: &Certificate,
    ) -> std::io::Result<Server> {
        let encrypted_port = start_encrypted(Arc::clone(&ledger), certificate).await?;
        let listener = TcpListener::bind(SocketAddr::new(SERVER, 0)).await?;
        let port = listener.local_addr()?.port();
        tokio::spawn(async move {
            loop {
                if let Ok((stream, _)) = listener.accept().await {
                    let _ = stream.set_nodelay(true);
                    let ledger = Arc::clone(&ledger);
                    tokio::spawn(serve(stream, move |request| ready(step(&ledger, &request))));
                }
            }
        });
        Ok(Server {
            port,
            encrypted_port,
            _black_holes: [
                BlackHole::open_at(SocketAddr::new(BLACK_HOLE, port)).await?,
                BlackHole::open_at(SocketAddr::new(BLACK_HOLE, encrypted_port)).await?,
            ],
        })
    }
}

/// Serves HTTP/2 over TLS. Returns the port.
async fn start_encrypted(ledger: Arc<Ledger>, certificate: &Certificate) -> std::io::Result<u16> {
    let listener = TcpListener::bind(SocketAddr::new(SERVER, 0)).await?;
    let port = listener.local_addr()?.port();
    let translator = Translator::new(certificate);
    tokio::spawn(async move {
        loop {
            if let Ok((stream, _)) = listener.accept().await {
                let _ = stream.set_nodelay(true);
                let (ledger, translator) = (Arc::clone(&ledger), translator.clone());
                tokio::spawn(async move {
                    translator
                        .serve(stream, |request| step(&ledger, &request))
                        .await;
                });
            }
        }
    });
    Ok(port)
}

fn step(ledger: &Ledger, request: &Request) -> Step {
    let event = serde_json::from_slice(&request.body).ok();
    let mode = Mode::of(request.header("x-amz-invocation-type"));
    let step = event.and_then(|event| answer(ledger, event, mode));
    // What is not an event of this run gets no response.
    step.unwrap_or_else(|| Step::silence().close())
}

/// Runs the function, or does not, and says what becomes of the attempt.
fn answer(ledger: &Ledger, event: Event, mode: Mode) -> Option<Step> {
    if event.id == Id::FIRST {
        return Some(send("200 OK\r\n", "0", event.last));
    }
    let record = ledger.record(event.id)?;
    record.seen.fetch_add(1, SeqCst);
    let plan = ledger.plan(event.id);
    let act = ledger.attempt(event.id, &plan).map(|kind| &kind.act);
    // What fails before there is a connection needs a client that has none.
    let next_is_lost = (1..ATTEMPTS).any(|attempt| plan.is_lost(attempt, &ledger.kinds));
    let close = next_is_lost || event.last;
    let result = event.id.number.to_string();
    Some(match act {
        // The fault did not strike: a connection was there.
        None | Some(Act::NoName | Act::Refuse | Act::BlackHole) => {
            succeed(record, mode, &result, close)
        }
        Some(Act::Synchronous) => {
            record.run(false);
            send("200 OK\r\n", &result, close)
        }
        Some(Act::OneOf { runs, responses }) => {
            if *runs {
                record.run(false);
            }
            let Foreign {
                head,
                body,
                is_whole,
            } = responses.get(event.id.number % responses.len())?;
            match is_whole {
                // It has no request ID either.
                true => write(&format!("{head}{}", connection(close)), body, 0, close),
                false => write(head, body, 1, true),
            }
        }
        Some(Act::Answer { runs, head, body }) => {
            if *runs {
                record.run(false);
            }
            send(head, body, close)
        }
        Some(Act::Reset { runs }) => {
            if *runs {
                record.run(false);
            }
            Step::silence().reset()
        }
        Some(Act::Close { runs }) => {
            if *runs {
                record.run(false);
            }
            Step::silence().close()
        }
        Some(Act::Silence { runs }) => {
            if *runs {
                record.run(false);
            }
            Step::silence().stall()
        }
        Some(Act::Head { closes }) => {
            record.run(false);
            let whole = Response::new(200, "12345678901234567890");
            let cut = Step::cut(&whole.with_header("x-amzn-requestid", "cut"), 19);
            match closes {
                true => cut.close(),
                false => cut.stall(),
            }
        }
        Some(Act::Slow { too_slow }) => {
            let delay = if *too_slow { TOO_LONG } else { A_LITTLE };
            succeed(record, mode, &result, close).after(delay)
        }
        Some(Act::Leaves { pushed }) => succeed(record, mode, &result, false)
            .followed_by(pushed)
            .close(),
        Some(Act::Busy) => {
            record.run(true);
            let head = "200 OK\r\nx-amz-function-error: Unhandled\r\n";
            let body = r#"{"errorType":"Busy","errorMessage":"again"}"#;
            send(head, body, close)
        }
    })
}

/// Does what Lambda does: runs the function, queues the event, or checks the request.
fn succeed(record: &Record, mode: Mode, result: &str, close: bool) -> Step {
    match mode {
        Mode::Synchronous => {
            record.run(false);
            send("200 OK\r\n", result, close)
        }
        Mode::Event => {
            record.run(false);
            send("202 Accepted\r\n", "", close)
        }
        Mode::DryRun => send("204 No Content\r\n", "", close),
    }
}

/// Sends a status with header lines and a request ID, and a body.
fn send(head: &str, body: &str, close: bool) -> Step {
    let head = format!("{head}{}x-amzn-requestid: r\r\n", connection(close));
    write(&head, body, 0, close)
}

fn connection(close: bool) -> &'static str {
    if close { "connection: close\r\n" } else { "" }
}

/// Sends a head, and a body of which some bytes are missing.
fn write(head: &str, body: &str, missing: usize, close: bool) -> Step {
    let length = body.len() + missing;
    let response = Step::bytes(format!(
        "HTTP/1.1 {head}content-length: {length}\r\n\r\n{body}"
    ));
    if close { response.close() } else { response }
}
