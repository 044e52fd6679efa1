//! The server that plays Step Functions, counts executions and injects faults.

use std::future::ready;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering::SeqCst;
use std::time::Duration;

use lambda_client_test_support::nowhere::BlackHole;
use lambda_client_test_support::{Request, Step, serve};
use serde_json::Value;
use tokio::net::TcpListener;

use crate::acts::{self, Arrived, send};
use crate::ledger::Record;
use crate::lost::{BLACK_HOLE, SERVER};
use crate::starts::account::{self, Answer};
use crate::starts::drive::{ATTEMPT_TIMEOUT, LANES};
use crate::starts::ledger::{Id, Ledger, Part};

/// The server, on loopback.
#[derive(Debug)]
pub(super) struct Server {
    pub(super) port: u16,
    _black_hole: BlackHole,
}

impl Server {
    pub(super) async fn start(ledger: Arc<Ledger>) -> std::io::Result<Server> {
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
            _black_hole: BlackHole::open_at(SocketAddr::new(BLACK_HOLE, port)).await?,
        })
    }
}

fn step(ledger: &Ledger, request: &Request) -> Step {
    // What is not a request of this run gets no response.
    serve_request(ledger, request).unwrap_or_else(|| Step::silence().close())
}

fn serve_request(ledger: &Ledger, request: &Request) -> Option<Step> {
    let target = request.header("x-amz-target")?;
    let parameters: Value = serde_json::from_slice(&request.body).ok()?;
    let text = |name: &str| parameters.get(name)?.as_str();
    let asked = match target.strip_prefix("AWSStepFunctions.")? {
        "StartExecution" | "StartSyncExecution" => Asked::Start {
            name: text("name"),
            input: text("input")?,
        },
        "DescribeExecution" => Asked::Describe {
            name: text("executionArn")?.rsplit(':').next()?,
        },
        // With it, a lane begins.
        "SendTaskHeartbeat" => return Some(send("200 OK\r\n", "{}", true)),
        _ => return None,
    };
    let id: Id = match asked {
        Asked::Start { input, .. } => serde_json::from_str(input).ok()?,
        Asked::Describe { name } => ledger.account.owner(name)?,
    };
    let record = ledger.record(id)?;
    record.seen.fetch_add(1, SeqCst);
    let act = ledger.attempt(id);
    let next = Id {
        number: id.number + LANES,
        ..id
    };
    let arrived = Asking {
        ledger,
        record,
        id,
        asked,
    };
    acts::perform(
        act,
        &arrived,
        ledger.next_is_lost(id) || ledger.next_is_lost(next),
    )
}

#[derive(Clone, Copy)]
enum Asked<'a> {
    Start {
        name: Option<&'a str>,
        input: &'a str,
    },
    Describe {
        name: &'a str,
    },
}

/// A request that has arrived.
struct Asking<'a> {
    ledger: &'a Ledger,
    record: &'a Record,
    id: Id,
    asked: Asked<'a>,
}

impl Asking<'_> {
    fn answer(&self) -> Answer {
        let (id, run) = (self.id, || self.record.run(false));
        match (self.asked, id.part) {
            (Asked::Describe { name }, _) => self.ledger.account.describe(name),
            (Asked::Start { name, input }, Part::Standard) => {
                // Without a name, every request is a new execution.
                let made_up = || format!("made-up-{:016x}", fastrand::u64(..));
                let name = name.map_or_else(made_up, str::to_owned);
                self.ledger.account.start(name, id, input, run)
            }
            (Asked::Start { .. }, Part::Express) => {
                run();
                Ok(account::started_express(id))
            }
            (Asked::Start { .. }, Part::Sync) => {
                run();
                Ok(account::finished_express(id))
            }
        }
    }
}

impl Arrived for Asking<'_> {
    fn number(&self) -> usize {
        self.id.number
    }

    fn patience(&self) -> Duration {
        ATTEMPT_TIMEOUT
    }

    fn run(&self) {
        // Nobody learns of it.
        let _ = self.answer();
    }

    fn succeed(&self) -> (&'static str, String) {
        match self.answer() {
            Ok(result) => ("200 OK\r\n", result.to_string()),
            Err(code) => (
                "400 Bad Request\r\n",
                format!(r#"{{"__type":"com.amazonaws.states#{code}","message":"no"}}"#),
            ),
        }
    }
}
