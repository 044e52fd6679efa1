//! A state machine that waits for a person: its task gets a token, and whoever has the token ends the task.
//!
//! The definition keeps the order next to the decision, by a branch that only passes it on. In this process, an implementation of the machine
//! stands in for the definition, and gets the tokens of its tasks from the `LocalMachines` that run it. On AWS, whatever the person clicks on
//! calls `Machines::from_env().await.task(token)`. Prints:
//!
//! ```text
//! {"QueryLanguage": "JSONata","StartAt": "parallel",[..]"TimeoutSeconds": 86400,"HeartbeatSeconds": 3600,[..]
//! ada: 2 cups, approved by ada
//! bob: rejected by bob
//! nobody: timed out (States.HeartbeatTimeout)
//! too late: TaskTimedOut
//! ```

use std::process::ExitCode;
use std::time::Duration;

use lambda_client::step_functions::definition::{Definition, parallel, pass};
use lambda_client::step_functions::{LocalMachines, TaskToken};
use lambda_client::{Error, FunctionError, LocalLambda, lambda_fn, state_machine};
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;

const HOUR: Duration = Duration::from_secs(3_600);

#[derive(Clone, Debug, Deserialize, Serialize)]
struct Order {
    cups: u32,
}

/// What is sent for the token.
#[derive(Debug, Deserialize, Serialize)]
struct Approval {
    by: String,
}

#[derive(Debug, thiserror::Error, FunctionError)]
enum OrderError {
    #[error("rejected by {by}")]
    Rejected { by: String },
    #[error(transparent)]
    #[function_error(other)]
    Other(#[from] Error),
}

#[lambda_fn(name = "orders-{method}", timeout = "10s")]
trait Orders {
    /// Asks a person, and does not wait for the decision.
    async fn ask(&self, order: Order, token: TaskToken) -> Result<(), OrderError>;

    async fn ship(&self, order: Order, approval: Approval) -> Result<String, OrderError>;
}

#[state_machine(arn = "arn:aws:states:eu-west-1:123456789012:stateMachine:order-flow")]
trait OrderFlow {
    async fn fulfil(&self, order: Order) -> Result<String, OrderError>;
}

/// Returns the definition to deploy. An error that nothing catches ends the execution: the caller gets it as a variant of the enum.
fn definition() -> Result<Definition, Error> {
    let ask = OrdersClient::ask_task()
        .wait_for_token::<Approval>()
        .timeout(24 * HOUR)
        .heartbeat(HOUR);
    // From the order to `(Order, Approval)`, which are the arguments of `ship`.
    let steps = parallel((pass(), ask)).then(OrdersClient::ship_task());
    Definition::standard(steps).build()
}

/// What the definition does, in this process.
struct InProcess {
    orders: OrdersClient,
}

impl OrderFlow for InProcess {
    async fn fulfil(&self, order: Order) -> Result<String, OrderError> {
        let task = LocalMachines::current().map(|local| local.new_task());
        let task =
            task.ok_or_else(|| Error::function("NotLocal", "only `LocalMachines` run it"))?;
        let task = task.timeout(24 * HOUR).heartbeat(HOUR);
        self.orders.ask(order.clone(), task.token().into()).await?;
        let approval = task.result::<Approval, OrderError>().await?;
        self.orders.ship(order, approval).await
    }
}

/// The functions. What they ask goes to the desk of a person.
struct Shop {
    desk: mpsc::UnboundedSender<TaskToken>,
}

impl Orders for Shop {
    async fn ask(&self, _: Order, token: TaskToken) -> Result<(), OrderError> {
        let asked = self.desk.send(token);
        asked.map_err(|_| Error::function("Closed", "nobody is at the desk").into())
    }

    async fn ship(&self, order: Order, approval: Approval) -> Result<String, OrderError> {
        Ok(format!("{} cups, approved by {}", order.cups, approval.by))
    }
}

async fn run() -> Result<(), OrderError> {
    let json = definition()?.to_json();
    println!("{}", json.lines().map(str::trim).collect::<String>());

    let (desk, mut asked) = mpsc::unbounded_channel();
    let functions = LocalLambda::builder()
        .serve(OrdersServer::new(Shop { desk }))
        .build();
    let orders = OrdersClient::new(&functions.lambda());
    let local = LocalMachines::builder()
        .serve(OrderFlowServer::new(InProcess { orders }))
        .build();
    let machines = local.machines();
    let flow = OrderFlowClient::new(&machines);

    for person in ["ada", "bob", "nobody"] {
        let started = flow.fulfil(Order { cups: 2 }).start().await?;
        let Some(token) = asked.recv().await else {
            break;
        };
        let task = machines.task(&token);
        let by = person.to_owned();
        match person {
            "ada" => drop(task.succeed(&Approval { by }).await?),
            "bob" => drop(task.fail(&OrderError::Rejected { by }).await?),
            _ => {}
        }
        match started.execution().result().await {
            Ok(parcel) => println!("{person}: {parcel}"),
            Err(OrderError::Other(error)) if error.is_timeout() => {
                println!("{person}: timed out ({})", error.code().unwrap_or_default());
                if let Err(late) = task
                    .succeed(&Approval {
                        by: "eve".to_owned(),
                    })
                    .await
                {
                    println!("too late: {}", late.code().unwrap_or_default());
                }
            }
            Err(error) => println!("{person}: {error}"),
        }
    }
    Ok(())
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
