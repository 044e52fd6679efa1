//! Makes the calls.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering::SeqCst;
use std::time::Duration;

use aws_smithy_runtime_api::shared::IntoShared as _;
use lambda_client::Response;
use lambda_client_test_support::tls::Certificate;
use tokio::task::JoinSet;

use crate::clients::{self, ChaosClient, HttpClients};
use crate::ledger::{Id, Ledger, Mode, SIDES, Side};
use crate::lost::{self, BLACK_HOLE, Calls, Lanes, NOBODY, Resolver};
use crate::own::Own;
use crate::server::{Event, Server};
use crate::wrappers::{Cloning, Failover, Hedged};

/// The attempt timeout of both clients. Long enough that a busy machine does not add faults.
pub(crate) const ATTEMPT_TIMEOUT: Duration = Duration::from_millis(500);

/// The number of lanes per client; each lane makes one call after the other.
pub(crate) const LANES: usize = 160;

/// The number of kinds of lanes.
const KINDS_OF_LANES: usize = 10;
const HEDGED: usize = 6;
/// HTTP/2 over TLS.
const ENCRYPTED_DEFAULT: usize = 7;
const ENCRYPTED_POOL: usize = 8;
/// Sends clones of requests.
const CLONING: usize = 9;

/// When a hedging lane asks a second time: at once, or when the server is silent.
const AT_ONCE: Duration = Duration::from_millis(10);
const LATE: Duration = Duration::from_millis(300);

/// Returns whether the lane of a call can learn that nothing was sent, and connects again when the server asks for it: over
/// HTTP/2 the next request may be sent before the client has seen that. The other lanes are judged only by what must never happen.
pub(crate) fn is_certain(number: usize) -> bool {
    number % LANES % KINDS_OF_LANES < HEDGED
}

/// Makes all calls, of both clients at the same time.
pub(crate) async fn all(ledger: &Arc<Ledger>, server: &Server, certificate: &Certificate) {
    let lanes = Arc::new(Lanes::new(LANES * SIDES.len()));
    let resolver = Resolver(Arc::new(Calls {
        ledger: Arc::clone(ledger),
        lanes: Arc::clone(&lanes),
    }));
    let http = HttpClients::new(&resolver, &certificate.pem());
    let mut tasks = JoinSet::new();
    for index in 0..LANES {
        for side in SIDES {
            let lane = Lane {
                ledger: Arc::clone(ledger),
                lanes: Arc::clone(&lanes),
                place: index * SIDES.len() + side as usize,
                side,
                index,
            };
            let port = server.port;
            let default = http.plain.default.clone();
            let name = lost::name(lane.place);
            let over = |client| clients::transport(&name, port, Some(client));
            let encrypted = |client| clients::encrypted(&name, server.encrypted_port, client);
            let at = |host: IpAddr| clients::transport(&host.to_string(), port, None);
            let own = || {
                Own::new(resolver.clone(), lane.place, |host| {
                    clients::transport(host, port, None)
                })
            };
            // Ours over all HTTP clients and what users put around them, the SDK over its default one.
            let client = match (side, index % KINDS_OF_LANES) {
                (Side::Sdk, _) => {
                    tasks.spawn(sdk(lane, port, default));
                    continue;
                }
                (Side::Ours, CLONING) => clients::ours(over(Cloning(default).into_shared())),
                (Side::Ours, ENCRYPTED_DEFAULT) => {
                    clients::ours(encrypted(http.encrypted_default.clone()))
                }
                (Side::Ours, ENCRYPTED_POOL) => {
                    clients::ours(encrypted(http.encrypted_pool.clone()))
                }
                (Side::Ours, HEDGED) if (index / KINDS_OF_LANES).is_multiple_of(2) => {
                    clients::ours(Hedged {
                        first: at(BLACK_HOLE),
                        second: own(),
                        after: AT_ONCE,
                    })
                }
                (Side::Ours, HEDGED) => clients::ours(Hedged {
                    first: own(),
                    second: at(NOBODY),
                    after: LATE,
                }),
                (Side::Ours, 0) => clients::ours(Failover(own(), own())),
                (Side::Ours, 1 | 2) => clients::ours(own()),
                (Side::Ours, 3 | 4) => clients::ours(over(http.plain.pool.clone())),
                (Side::Ours, _) => clients::ours(over(default)),
            };
            tasks.spawn(ours(lane, client));
        }
    }
    while tasks.join_next().await.is_some() {}
}

struct Lane {
    ledger: Arc<Ledger>,
    lanes: Arc<Lanes>,
    /// Among all lanes.
    place: usize,
    side: Side,
    /// Among the lanes of the side.
    index: usize,
}

impl Lane {
    /// Returns the calls of this lane: every n-th of all.
    fn calls(&self) -> impl Iterator<Item = Id> + use<> {
        let (side, index) = (self.side, self.index);
        let options = self.ledger.options;
        let some = move |idempotent, count| {
            (index..count).step_by(LANES).map(move |number| Id {
                side,
                idempotent,
                number,
            })
        };
        some(false, options.calls).chain(some(true, options.idempotent))
    }

    fn start(&self, id: Id, next: Option<&Id>) -> Event {
        self.lanes.enter(self.place, id);
        let lost = |id: &Id| self.ledger.plan(*id).is_lost(0, &self.ledger.kinds);
        Event {
            id,
            last: next.is_some_and(lost),
        }
    }

    fn succeeded(&self, id: Id, response: Option<usize>) {
        if response == Some(id.number)
            && let Some(record) = self.ledger.record(id)
        {
            record.succeeded.store(true, SeqCst);
        }
    }
}

async fn ours(lane: Lane, client: ChaosClient) {
    let mut calls = lane.calls().peekable();
    let first = lane.start(Id::FIRST, calls.peek());
    if let Err(error) = client.again(first).await {
        println!("a lane has no server: {error}");
    }
    while let Some(id) = calls.next() {
        let event = lane.start(id, calls.peek());
        let call = match id.idempotent {
            true => client.again(event),
            false => client.once(event),
        };
        // An event that is queued has run, and a dry run that passes has not.
        let said = match id.mode() {
            Mode::Synchronous => call.send().await.map(Response::into_value),
            Mode::Event => call.event().send().await.map(|_| id.number),
            Mode::DryRun => call.dry_run().send().await.map(|_| id.number),
        };
        match said {
            Ok(response) => lane.succeeded(id, Some(response)),
            Err(error) => {
                if let Some(record) = lane.ledger.record(id) {
                    record.say(error.did_run());
                }
            }
        }
    }
}

async fn sdk(
    lane: Lane,
    port: u16,
    client: aws_smithy_runtime_api::client::http::SharedHttpClient,
) {
    let client = clients::sdk(lane.place, port, client);
    let mut calls = lane.calls().peekable();
    while let Some(id) = calls.next() {
        let event = lane.start(id, calls.peek());
        lane.succeeded(id, clients::call_sdk(&client, event).await);
    }
}
