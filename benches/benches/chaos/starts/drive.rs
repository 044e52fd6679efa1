//! Makes the starts.

use std::sync::Arc;
use std::sync::atomic::Ordering::SeqCst;
use std::time::Duration;

use aws_smithy_runtime::client::retries::{RetryPartition, TokenBucket};
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use lambda_client::sdk::SdkStatesTransport;
use lambda_client::sdk::aws_config::SdkConfig;
use lambda_client::sdk::aws_sdk_lambda::config::retry::RetryConfig as SdkRetryConfig;
use lambda_client::sdk::aws_sdk_lambda::config::timeout::TimeoutConfig;
use lambda_client::sdk::aws_sdk_sfn;
use lambda_client::step_functions::{Machines, StartOutcome, StatesTransport};
use lambda_client::{CallError, DidRun, Error, RetryConfig};
use tokio::task::JoinSet;

use crate::clients::{self, BASE_DELAY, CONNECT_TIMEOUT, MAX_DELAY};
use crate::lost::{self, Lanes, Resolver};
use crate::own::Own;
use crate::starts::account::{EXPRESS, STANDARD};
use crate::starts::ledger::{Id, Ledger, PARTS, Part, SIDES, Side, Starts};

/// The attempt timeout of all clients. Three of them work at once, so a busy machine needs longer than with calls.
pub(super) const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(2);

/// The number of lanes per client; each lane makes one start after the other.
pub(super) const LANES: usize = 80;

/// Makes all starts, of all clients at the same time.
pub(super) async fn all(ledger: &Arc<Ledger>, port: u16) {
    let lanes = Arc::new(Lanes::new(LANES * SIDES.len()));
    let resolver = Resolver(Arc::new(Starts {
        ledger: Arc::clone(ledger),
        lanes: Arc::clone(&lanes),
    }));
    let http = clients::plain_http(&resolver);
    let mut tasks = JoinSet::new();
    for index in 0..LANES {
        for side in SIDES {
            let place = index * SIDES.len() + side as usize;
            let lane = Lane {
                ledger: Arc::clone(ledger),
                lanes: Arc::clone(&lanes),
                place,
                side,
                index,
            };
            let name = lost::name(place);
            let over = |client: &SharedHttpClient| {
                SdkStatesTransport::new(&config(&name, port, Some(client.clone())))
            };
            // Ours over all HTTP clients, the SDK over its default one.
            match (side, index % 3) {
                (Side::Ours, 0) => {
                    let to = |host: &str| SdkStatesTransport::new(&config(host, port, None));
                    let own = Own::new(resolver.clone(), place, to);
                    tasks.spawn(ours(lane, machines(own)));
                }
                (Side::Ours, 1) => {
                    tasks.spawn(ours(lane, machines(over(&http.pool))));
                }
                (Side::Ours, _) => {
                    tasks.spawn(ours(lane, machines(over(&http.default))));
                }
                (Side::Sdk | Side::SdkNamed, _) => {
                    let config = config(&name, port, Some(http.default.clone()));
                    tasks.spawn(sdk(lane, sdk_client(&config)));
                }
            }
        }
    }
    while tasks.join_next().await.is_some() {}
}

fn config(host: &str, port: u16, client: Option<SharedHttpClient>) -> SdkConfig {
    let timeouts = TimeoutConfig::builder().connect_timeout(CONNECT_TIMEOUT);
    clients::config(host, port, client, timeouts.build())
}

fn machines(transport: impl StatesTransport) -> Machines {
    let retry = RetryConfig::new()
        .base_delay(BASE_DELAY)
        .max_delay(MAX_DELAY)
        .budget(u32::MAX);
    Machines::builder(transport)
        .attempt_timeout(ATTEMPT_TIMEOUT)
        .retry(retry)
        .build()
}

/// aws-sdk-sfn with its default retries.
fn sdk_client(config: &SdkConfig) -> aws_sdk_sfn::Client {
    let timeouts = TimeoutConfig::builder()
        .connect_timeout(CONNECT_TIMEOUT)
        .operation_attempt_timeout(ATTEMPT_TIMEOUT);
    let retry = SdkRetryConfig::standard()
        .with_initial_backoff(BASE_DELAY)
        .with_max_backoff(MAX_DELAY);
    let budget = RetryPartition::custom("chaos").token_bucket(TokenBucket::unlimited());
    let config = aws_sdk_sfn::config::Builder::from(config)
        .timeout_config(timeouts.build())
        .retry_config(retry)
        .retry_partition(budget.build());
    aws_sdk_sfn::Client::from_conf(config.build())
}

struct Lane {
    ledger: Arc<Ledger>,
    lanes: Arc<Lanes<Id>>,
    /// Among all lanes.
    place: usize,
    side: Side,
    /// Among the lanes of the side.
    index: usize,
}

impl Lane {
    /// Returns the starts of this lane: every n-th of all.
    fn starts(&self) -> impl Iterator<Item = Id> + use<> {
        let (side, index) = (self.side, self.index);
        let counts = PARTS.map(|part| (part, self.ledger.records(side, part).len()));
        counts.into_iter().flat_map(move |(part, count)| {
            (index..count)
                .step_by(LANES)
                .map(move |number| Id { side, part, number })
        })
    }

    fn enter(&self, id: Id) {
        self.lanes.enter(self.place, id);
    }

    fn succeeded(&self, id: Id, is_right: bool) {
        if let Some(record) = self.ledger.record(id).filter(|_| is_right) {
            record.succeeded.store(true, SeqCst);
        }
    }

    fn failed(&self, id: Id, did_run: DidRun) {
        if let Some(record) = self.ledger.record(id) {
            record.say(did_run);
        }
    }

    /// Returns whether the execution is the one that the start has started.
    fn is_own(&self, arn: &str, id: Id) -> bool {
        let name = arn.rsplit(':').next().unwrap_or_default();
        self.ledger.account.owner(name) == Some(id)
    }
}

async fn ours(lane: Lane, machines: Machines) {
    // Of a user's HTTP client nothing is known before a first response. All lanes ask for theirs at once.
    let mut tries = 0..10;
    while let (Err(error), Some(_)) = (machines.task("first").heartbeat().await, tries.next()) {
        if tries.is_empty() {
            println!("a lane has no server: {error}");
        }
    }
    let standard = machines.machine(STANDARD);
    let express = machines.express(EXPRESS).output::<usize>();
    for id in lane.starts() {
        lane.enter(id);
        let result: Result<bool, CallError<Error>> = match id.part {
            Part::Standard => {
                let start = standard.start(&id);
                let start = match id.name() {
                    Some(name) => start.name(name),
                    None => start,
                };
                start.send().await.map(|started| {
                    lane.is_own(started.execution().arn(), id)
                        && matches!(
                            started.outcome(),
                            StartOutcome::New | StartOutcome::AlreadyRunning
                        )
                })
            }
            Part::Express => express.start(&id).send().await.map(|_| true),
            Part::Sync => match express.run(&id).send().await {
                // The end of the execution is known.
                Err(error) if error.code() == Some("Oops") => Ok(id.fails()),
                result => result.map(|response| *response.value() == id.number),
            },
        };
        match result {
            Ok(is_right) => lane.succeeded(id, is_right),
            Err(error) => lane.failed(id, error.did_run()),
        }
    }
}

/// Starts as they are written without lambda-client.
async fn sdk(lane: Lane, client: aws_sdk_sfn::Client) {
    for id in lane.starts() {
        lane.enter(id);
        let Ok(input) = serde_json::to_string(&id) else {
            continue;
        };
        let is_right = match id.part {
            Part::Standard | Part::Express => {
                let machine = match id.part {
                    Part::Standard => STANDARD,
                    _ => EXPRESS,
                };
                let start = client
                    .start_execution()
                    .state_machine_arn(machine)
                    .set_name(id.name())
                    .input(input);
                start.send().await.is_ok_and(|started| {
                    id.part == Part::Express || lane.is_own(started.execution_arn(), id)
                })
            }
            Part::Sync => {
                let run = client
                    .start_sync_execution()
                    .state_machine_arn(EXPRESS)
                    .input(input);
                run.send().await.is_ok_and(|finished| match id.fails() {
                    true => finished.error() == Some("Oops"),
                    false => finished.output() == Some(&id.number.to_string()),
                })
            }
        };
        lane.succeeded(id, is_right);
    }
}
