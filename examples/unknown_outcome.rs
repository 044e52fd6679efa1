//! A call whose outcome is unknown: the connection broke after the request was sent. Instead of trying again, the program looks up what
//! happened, with the request ID or with the order's number.
//!
//! ```text
//! throttled: nothing happened
//! lost the connection: order 7 was placed
//! lost the connection: order 8 was not placed, placing it again
//! ```

use std::process::ExitCode;
use std::sync::Mutex;

use lambda_client::local::Fault;
use lambda_client::{DidRun, Error, LocalLambda, RetryConfig, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
trait Orders {
    async fn place(&self, id: u32) -> Result<(), Error>;

    #[lambda_fn(idempotent)]
    async fn exists(&self, id: u32) -> Result<bool, Error>;
}

#[derive(Default)]
struct Shop {
    placed: Mutex<Vec<u32>>,
}

impl Orders for Shop {
    async fn place(&self, id: u32) -> Result<(), Error> {
        self.placed.lock().expect("no handler panics").push(id);
        Ok(())
    }

    async fn exists(&self, id: u32) -> Result<bool, Error> {
        Ok(self.placed.lock().expect("no handler panics").contains(&id))
    }
}

async fn place(orders: &OrdersClient, id: u32) -> Result<(), Error> {
    let Err(error) = orders.place(id).retry(RetryConfig::never()).await else {
        return Ok(());
    };
    match error.did_run() {
        DidRun::No => println!("throttled: nothing happened"),
        DidRun::Unknown if orders.exists(id).await? => {
            println!("lost the connection: order {id} was placed");
        }
        DidRun::Unknown => {
            println!("lost the connection: order {id} was not placed, placing it again");
            orders.place(id).await?;
        }
        DidRun::InitOnly | DidRun::Yes => return Err(error),
    }
    Ok(())
}

async fn run() -> Result<(), Error> {
    let local = LocalLambda::builder()
        .serve(OrdersServer::new(Shop::default()))
        .fault("orders-place", Fault::throttle().on_call(1))
        .fault("orders-place", Fault::reset_after_run().on_call(2))
        .fault("orders-place", Fault::reset_before_run().on_call(3))
        .build();
    let orders = OrdersClient::new(&local.lambda());
    for id in [6, 7, 8] {
        place(&orders, id).await?;
    }
    Ok(())
}

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
