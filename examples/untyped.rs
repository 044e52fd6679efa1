//! A call without a trait, for a function whose name or types are known only at run time.
//!
//! ```text
//! typed: 998
//! any JSON: {"currency":"EUR","total":998}
//! bytes: 33 of them
//! ```

use std::process::ExitCode;

use lambda_client::local::Function;
use lambda_client::server::Invocation;
use lambda_client::{Error, LocalLambda, Raw};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
struct Quote {
    total: u64,
}

async fn quote(_: Invocation) -> &'static str {
    r#"{"total": 998, "currency": "EUR"}"#
}

async fn run() -> Result<(), Error> {
    let quotes = Function::new(quote).publish().alias("live", 1);
    let local = LocalLambda::builder().function("quotes", quotes).build();
    let lambda = local.lambda();
    let event = json!({"sku": "cup", "quantity": 2});

    let quote: Quote = lambda.call("quotes:live").json(&event).await?;
    println!("typed: {}", quote.total);

    let value: Value = lambda.call("quotes:live").json(&event).await?;
    println!("any JSON: {value}");

    let raw: Raw = lambda.call("quotes").bytes(r#"{"sku":"cup"}"#).await?;
    println!("bytes: {} of them", raw.bytes().len());
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
