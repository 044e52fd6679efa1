//! The server that plays Lambda, counts runs and injects faults.

use std::future::ready;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering::SeqCst;
use std::time::Duration;

use lambda_client_test_support::http2::Translator;
use lambda_client_test_support::nowhere::BlackHole;
use lambda_client_test_support::tls::Certificate;
use lambda_client_test_support::{Request, Step, serve};
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;

use crate::acts::{self, Arrived, send};
use crate::drive::ATTEMPT_TIMEOUT;
use crate::faults::Act;
use crate::ledger::{Id, Ledger, Mode, Record};
use crate::lost::{BLACK_HOLE, SERVER};
use crate::plan::ATTEMPTS;

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
    let call = Call {
        record,
        mode,
        number: event.id.number,
    };
    match act {
        Some(Act::Synchronous) => {
            record.run(false);
            Some(send("200 OK\r\n", &call.number.to_string(), close))
        }
        Some(Act::Busy) => {
            record.run(true);
            let head = "200 OK\r\nx-amz-function-error: Unhandled\r\n";
            let body = r#"{"errorType":"Busy","errorMessage":"again"}"#;
            Some(send(head, body, close))
        }
        act => acts::perform(act, &call, close),
    }
}

/// A call that has arrived.
struct Call<'a> {
    record: &'a Record,
    mode: Mode,
    number: usize,
}

impl Arrived for Call<'_> {
    fn number(&self) -> usize {
        self.number
    }

    fn patience(&self) -> Duration {
        ATTEMPT_TIMEOUT
    }

    fn run(&self) {
        self.record.run(false);
    }

    /// Runs the function, queues the event, or checks the request.
    fn succeed(&self) -> (&'static str, String) {
        match self.mode {
            Mode::Synchronous => {
                self.run();
                ("200 OK\r\n", self.number.to_string())
            }
            Mode::Event => {
                self.run();
                ("202 Accepted\r\n", String::new())
            }
            Mode::DryRun => ("204 No Content\r\n", String::new()),
        }
    }
}
