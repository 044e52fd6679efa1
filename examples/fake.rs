//! A fake in place of a function: code that takes `impl Orders` is tested without Lambda, with every failure that a call can have.
//!
//! ```text
//! placed: done
//! throttled: try again later
//! timed out: look for request id-1
//! ```

use std::process::ExitCode;

use lambda_client::certainty::Attempt;
use lambda_client::transport::TransportError;
use lambda_client::{DidRun, Error, ErrorKind, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
trait Orders {
    async fn place(&self, sku: &str) -> Result<u32, Error>;
}

/// The code under test. It takes the client in production.
async fn buy(orders: &impl Orders, sku: &str) -> String {
    match orders.place(sku).await {
        Ok(_) => "done".to_owned(),
        Err(error) => match error.did_run() {
            DidRun::No => "try again later".to_owned(),
            DidRun::Unknown => format!("look for request {}", error.request_id().unwrap_or("?")),
            DidRun::InitOnly | DidRun::Yes => error.to_string(),
        },
    }
}

/// Answers each call with the same result.
struct Fake(Result<u32, Error>);

impl Orders for Fake {
    async fn place(&self, _sku: &str) -> Result<u32, Error> {
        self.0.clone()
    }
}

async fn run() -> Result<(), Error> {
    println!("placed: {}", buy(&Fake(Ok(7)), "cup").await);

    let throttled = TransportError::service(429).with_code("TooManyRequestsException");
    println!(
        "throttled: {}",
        buy(&Fake(Err(throttled.into())), "cup").await
    );

    let timed_out = Error::builder(ErrorKind::Timeout)
        .attempts([Attempt::new(DidRun::Unknown).with_request_id("id-1")])
        .build();
    println!("timed out: {}", buy(&Fake(Err(timed_out)), "cup").await);
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
