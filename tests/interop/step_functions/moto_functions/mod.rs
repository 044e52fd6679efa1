//! Generated definitions on moto, whose tasks call functions in this process: moto's interpreter gets the throttles and broken connections
//! that a caller of Lambda gets, and what a task hands over arrives at a served function.
//!
//! moto has neither JSONata nor a name for a broken connection: `scripts/moto_states.py` adds both. It knows no `InvocationType`, so a task that
//! queues an event cannot run there.

mod compensation;
mod flows;
mod retries;
mod state;
mod tokens;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use lambda_client::local::{Endpoint, Fault, RecordedRequest};
use lambda_client::server::Context;
use lambda_client::step_functions::Machine;
use lambda_client::step_functions::definition::{Definition, DefinitionBuilder, Step};
use lambda_client::{Error, FunctionError, LocalLambda, RetryConfig, lambda_fn};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tokio::sync::Semaphore;

use super::{Server, moto};
use crate::peer::Peer;

#[lambda_fn(name = "stock-{method}")]
trait Stock {
    async fn take(&self, order: Order) -> Result<Visit, StockError>;

    #[lambda_fn(idempotent)]
    async fn reserve(&self, order: Order) -> Result<Visit, StockError>;

    /// Fails, since the order is lost.
    async fn ship(&self, order: Order) -> Result<Visit, StockError>;
}

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
struct Order {
    id: u32,
    /// In this number of attempts, the function asks for a retry.
    busy: u32,
    /// In this number of attempts, the function waits until the test lets it go on.
    held: u32,
}

/// What the function knows of the state that it runs for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
struct Visit {
    order: u32,
    execution: String,
    state: Option<String>,
    retries: u32,
}

#[derive(Debug, thiserror::Error, FunctionError)]
enum StockError {
    #[error("busy")]
    #[function_error(retry)]
    Busy,
    #[error("order {order} is lost")]
    Lost { order: u32, found: Option<String> },
    #[error(transparent)]
    #[function_error(other)]
    Other(#[from] Error),
}

#[derive(Clone)]
struct Shelf {
    visits: Arc<Mutex<Vec<Visit>>>,
    gate: Arc<Semaphore>,
}

impl Shelf {
    async fn visit(&self, order: Order) -> Result<Visit, StockError> {
        let state = Context::current().and_then(|context| context.invoking_state());
        let state = state.ok_or_else(|| Error::function("NoState", "no state was handed over"))?;
        let visit = Visit {
            order: order.id,
            execution: state.execution_arn().to_owned(),
            state: state.name().map(str::to_owned),
            retries: state.retry_count(),
        };
        self.visits.lock().expect("no panic").push(visit.clone());
        if visit.retries < order.held {
            let _permit = self.gate.acquire().await;
        }
        match visit.retries < order.busy {
            true => Err(StockError::Busy),
            false => Ok(visit),
        }
    }
}

impl Stock for Shelf {
    async fn take(&self, order: Order) -> Result<Visit, StockError> {
        self.visit(order).await
    }

    async fn reserve(&self, order: Order) -> Result<Visit, StockError> {
        self.visit(order).await
    }

    async fn ship(&self, order: Order) -> Result<Visit, StockError> {
        Err(StockError::Lost {
            order: order.id,
            found: Some("on a truck".to_owned()),
        })
    }
}

/// moto, and the functions that its state machines call.
struct Desk {
    local: LocalLambda,
    shelf: Shelf,
    server: Server,
    _peer: Peer,
    _endpoint: Endpoint,
}

impl Desk {
    async fn new() -> Desk {
        let shelf = Shelf {
            visits: Arc::default(),
            gate: Arc::new(Semaphore::new(0)),
        };
        let local = LocalLambda::builder()
            .serve(StockServer::new(shelf.clone()))
            .configure("stock-take", |take| {
                take.reserved_concurrency(1)
                    .timeout(Duration::from_secs(60))
            })
            .configure("stock-reserve", |reserve| {
                reserve.timeout(Duration::from_secs(60))
            })
            .build();
        let endpoint = local.listen(0).await.expect("a free port");
        let (peer, server) = moto::start_with_services(endpoint.address().port());
        Desk {
            local,
            shelf,
            server,
            _peer: peer,
            _endpoint: endpoint,
        }
    }

    fn create<Out>(
        &mut self,
        name: &str,
        definition: DefinitionBuilder,
    ) -> Machine<Out, StockError> {
        let definition = definition.build().expect("a valid definition");
        let arn = self
            .server
            .create_defined(name, "STANDARD", &definition.to_json());
        self.server
            .machines
            .machine(&arn)
            .output::<Out>()
            .error::<StockError>()
    }

    /// Forgets what has happened.
    fn clear(&self) {
        self.local.clear_faults();
        self.local.recorder().clear();
        self.shelf.visits.lock().expect("no panic").clear();
    }

    /// Forgets what has happened, and injects a fault into the next calls of a function.
    fn inject(&self, function: &str, fault: Fault) {
        self.clear();
        self.local
            .inject(function, fault)
            .expect("the function exists");
    }

    fn requests(&self, function: &str) -> Vec<RecordedRequest> {
        self.local.recorder().requests_to(function)
    }

    fn runs(&self, function: &str) -> usize {
        self.local.recorder().runs_of(function).len()
    }

    /// Returns what the functions knew in each run.
    fn visits(&self) -> Vec<Visit> {
        self.shelf.visits.lock().expect("no panic").clone()
    }
}

/// The longest that a test waits for an execution.
const LIMIT: Duration = Duration::from_secs(120);

/// Both query languages.
fn languages<In, Out, S: Step<In, Out>>(
    steps: impl Fn() -> S,
) -> [(&'static str, DefinitionBuilder); 2] {
    [
        ("jsonata", Definition::standard(steps())),
        ("json-path", Definition::standard(steps()).json_path()),
    ]
}

/// The least that a definition can wait.
fn soon() -> RetryConfig {
    let second = Duration::from_secs(1);
    RetryConfig::new().base_delay(second).max_delay(second)
}

async fn run<Out, In>(machine: &Machine<Out, StockError>, input: &In) -> Result<Out, StockError>
where
    In: Serialize,
    Out: DeserializeOwned + Send + 'static,
{
    let started = machine.start(input).await.expect("a start");
    let result = started.execution().result();
    result.timeout(LIMIT).await
}
