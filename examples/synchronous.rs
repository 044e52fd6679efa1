//! A synchronous call: waits for the function's result. Awaited, the call is the result alone; `send` adds what Lambda says about it.
//!
//! ```text
//! total: 998
//! total: 998, HTTP 200, version $LATEST, 1 attempt
//! ```

use std::process::ExitCode;

use lambda_client::{Error, LocalLambda, lambda_fn};

#[lambda_fn(name = "quotes")]
trait Quotes {
    /// Arguments travel as `{"sku": "cup", "quantity": 2}`.
    async fn quote(&self, sku: &str, quantity: u32) -> Result<u64, Error>;
}

struct PriceList;

impl Quotes for PriceList {
    async fn quote(&self, _sku: &str, quantity: u32) -> Result<u64, Error> {
        Ok(499 * u64::from(quantity))
    }
}

async fn run() -> Result<(), Error> {
    let local = LocalLambda::builder()
        .serve(QuotesServer::new(PriceList))
        .build();
    let quotes = QuotesClient::new(&local.lambda());

    let total = quotes.quote("cup", 2).await?;
    println!("total: {total}");

    let response = quotes.quote("cup", 2).send().await?;
    println!(
        "total: {}, HTTP {}, version {}, {} attempt",
        response.value(),
        response.status(),
        response.executed_version().unwrap_or("unknown"),
        response.attempts().len(),
    );
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
