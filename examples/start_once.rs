//! An event that Lambda delivers twice starts a workflow once: the execution is named after the request ID, which a retry keeps.
//!
//! Lambda retries the function of an event that fails. If the function does several things, each of them has to be safe to do twice. Here
//! it does one thing, which is: it starts a state machine, whose tasks do the work, each retried as suits it. The response to the first
//! start is lost below, so the function fails without knowing whether the machine runs. The second delivery starts it under the same name,
//! and finds the execution. A new event with the same content has another request ID, and is another order.
//!
//! The definition of the machine is generated from the trait of the functions. Prints it and what happens:
//!
//! ```text
//! {"QueryLanguage": "JSONata","StartAt": "reserve","States": {"reserve": {[..]"Next": "charge"},"charge": {[..]"End": true}}}
//! the outcome of the start is unknown; Lambda delivers the event again in a minute
//! 2 cups for ada: AlreadyFinished
//! receipt: 2 cups for 14 EUR
//! 2 cups for ada: New
//! receipt: 2 cups for 14 EUR
//! runs: 3 of orders-placed, 2 of shop-reserve, 2 of shop-charge
//! ```

use std::process::ExitCode;

use lambda_client::step_functions::definition::Definition;
use lambda_client::step_functions::{LocalFault, LocalMachines};
use lambda_client::{
    Context, DidRun, Error, FunctionError, LocalLambda, RetryConfig, lambda_fn, state_machine,
};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Deserialize, Serialize)]
struct Order {
    customer: String,
    cups: u32,
}

#[derive(Debug, Deserialize, Serialize)]
struct Reservation {
    cups: u32,
}

#[derive(Debug, thiserror::Error, FunctionError)]
enum ShopError {
    #[error("{cups} cups are more than there are")]
    OutOfStock { cups: u32 },
    #[error(transparent)]
    #[function_error(other)]
    Other(#[from] Error),
}

/// The function that the event invokes, such as by SNS or by EventBridge.
#[lambda_fn(name = "orders-{method}", mode = "event")]
trait Orders {
    async fn placed(&self, order: &Order) -> Result<(), Error>;
}

/// The functions that do the work, each a task of the state machine.
#[lambda_fn(name = "shop-{method}")]
trait Shop {
    #[lambda_fn(idempotent)]
    async fn reserve(&self, order: Order) -> Result<Reservation, ShopError>;

    async fn charge(&self, reservation: Reservation) -> Result<String, ShopError>;
}

#[state_machine(arn = "arn:aws:states:{region}:123456789012:stateMachine:order-flow")]
trait OrderFlow {
    async fn fulfil(&self, order: &Order) -> Result<String, ShopError>;
}

struct Starter {
    flow: OrderFlowClient,
}

impl Orders for Starter {
    async fn placed(&self, order: &Order) -> Result<(), Error> {
        let context = Context::current();
        let context =
            context.ok_or_else(|| Error::function("NotServed", "no request is being served"))?;
        let start = self.flow.fulfil(order).name(context.request_id()).start();
        let started = start.send().await.map_err(|failed| {
            if failed.did_run() == DidRun::Unknown {
                println!("the outcome of the start is unknown; Lambda delivers the event again in a minute");
            }
            failed.into_parts().1
        })?;
        println!(
            "{} cups for {}: {:?}",
            order.cups,
            order.customer,
            started.outcome()
        );
        Ok(())
    }
}

/// What the definition of the machine does, in this process: it calls the functions one after the other.
struct InProcess {
    shop: ShopClient,
}

impl OrderFlow for InProcess {
    async fn fulfil(&self, order: &Order) -> Result<String, ShopError> {
        let reservation = self.shop.reserve(order.clone()).await?;
        self.shop.charge(reservation).await
    }
}

struct Cups;

impl Shop for Cups {
    async fn reserve(&self, order: Order) -> Result<Reservation, ShopError> {
        match order.cups {
            cups @ 0..100 => Ok(Reservation { cups }),
            cups => Err(ShopError::OutOfStock { cups }),
        }
    }

    async fn charge(&self, Reservation { cups }: Reservation) -> Result<String, ShopError> {
        Ok(format!("{cups} cups for {} EUR", 7 * cups))
    }
}

/// Returns the definition to deploy, whose tasks retry what is safe to retry: `reserve` more than `charge`.
fn definition() -> Result<Definition, Error> {
    let steps = ShopClient::reserve_task().then(ShopClient::charge_task());
    Definition::standard(steps).build()
}

async fn run() -> Result<(), ShopError> {
    // For `aws stepfunctions create-state-machine`, the CDK, SAM or Terraform; here in one line.
    let json = definition()?.to_json();
    println!("{}", json.lines().map(str::trim).collect::<String>());

    let functions = LocalLambda::builder().serve(ShopServer::new(Cups)).build();
    let shop = ShopClient::new(&functions.lambda());
    let local = LocalMachines::builder()
        .serve(OrderFlowServer::new(InProcess { shop }))
        .set("region", "us-east-1")
        .build();
    let flow = OrderFlowClient::builder(&local.machines())
        .set("region", "us-east-1")
        // One attempt for each delivery, to show what Lambda's retry does. By default, the client would find out by itself.
        .retry(RetryConfig::never())
        .build()?;
    let starter = Starter { flow: flow.clone() };
    // On AWS: `lambda_client::serve(OrdersServer::new(starter)).await`.
    let lambda = LocalLambda::builder()
        .serve(OrdersServer::new(starter))
        .build();
    let orders = OrdersClient::new(&lambda.lambda());

    local.fault(LocalFault::lose_response().on("StartExecution"));
    let order = Order {
        customer: "ada".to_owned(),
        cups: 2,
    };
    for _ in 0..2 {
        let accepted = orders.placed(&order).send().await.map_err(Error::from)?;
        lambda.settled().await;
        let request_id = accepted.request_id().unwrap_or_default();
        let receipt = flow.fulfil_execution(request_id).result().await?;
        println!("receipt: {receipt}");
    }

    let runs = |function| functions.recorder().runs_of(function).len();
    let deliveries = lambda.recorder().runs_of("orders-placed").len();
    let (reserved, charged) = (runs("shop-reserve"), runs("shop-charge"));
    println!(
        "runs: {deliveries} of orders-placed, {reserved} of shop-reserve, {charged} of shop-charge"
    );
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
