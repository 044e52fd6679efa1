//! The definition of a state machine, made from the traits of its functions, and the policy that its role needs.
//!
//! Nothing is called. With a path as its argument, it writes the definition to that file, which CDK, SAM, Terraform or
//! `aws stepfunctions create-state-machine` deploys. In a test, `Definition::assert_matches` compares it with the file.
//!
//! ```text
//! Definition({"Comment":"Sells an order.",[..]
//! {
//!   "Version": "2012-10-17",
//!   "Statement": [
//!     {
//!       "Effect": "Allow",
//!       "Action": [
//!         "lambda:InvokeFunction"
//!       ],
//!       "Resource": [
//!         "arn:aws:lambda:eu-west-1:123456789012:function:cashier-charge:live",
//!         "arn:aws:lambda:eu-west-1:123456789012:function:stock-hold:live",
//!         "arn:aws:lambda:eu-west-1:123456789012:function:stock-price:live"
//!       ]
//!     }
//!   ]
//! }
//! ```

use std::process::ExitCode;

use lambda_client::step_functions::definition::{Definition, Flow, fail, parallel};
use lambda_client::{Error, FunctionError, lambda_fn};
use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, Deserialize)]
struct Order {
    sku: String,
    quantity: u32,
}

/// The articles that are held for an order.
#[derive(Debug, Serialize, Deserialize)]
struct Hold {
    id: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct Receipt {
    id: String,
}

#[derive(Debug, thiserror::Error, FunctionError)]
enum OrderError {
    #[error("{sku} is out of stock")]
    OutOfStock { sku: String },
    #[error("the stock is being counted")]
    #[function_error(retry)]
    Counting,
    #[error("the card was declined: {0}")]
    #[function_error(type = "com.acme.CardDeclined")]
    CardDeclined(String),
    #[error(transparent)]
    #[function_error(other)]
    Other(#[from] Error),
}

#[lambda_fn(
    name = "arn:aws:lambda:{region}:123456789012:function:stock-{method}",
    qualifier = "live",
    timeout = "10s"
)]
trait Stock {
    /// Holding the same order twice holds it once.
    #[lambda_fn(idempotent)]
    async fn hold(&self, order: Order) -> Result<Hold, OrderError>;
    #[lambda_fn(idempotent)]
    async fn price(&self, order: Order) -> Result<u64, OrderError>;
}

#[lambda_fn(
    name = "arn:aws:lambda:{region}:123456789012:function:cashier-{method}",
    qualifier = "live",
    timeout = "30s"
)]
trait Cashier {
    /// A card must not be charged twice: what may have run is not retried.
    async fn charge(&self, hold: Hold, cents: u64) -> Result<Receipt, OrderError>;
}

/// Holds and prices an order at the same time, then charges the card. The compiler checks that each step takes what the one before returns.
fn checkout() -> Flow<Order, Receipt> {
    let charge = CashierClient::charge_task().catch(
        OrderError::CARD_DECLINED,
        fail("Unpaid", "the card was declined"),
    );
    parallel((StockClient::hold_task(), StockClient::price_task()))
        .named("prepare")
        .then(charge)
}

fn run() -> Result<(), Box<dyn std::error::Error>> {
    let definition = Definition::standard(checkout())
        .comment("Sells an order.")
        .set("region", "eu-west-1")
        .build()?;
    // In one line; `Display` prints it in many.
    println!("{definition:?}");
    if let Some(policy) = definition.iam_policy() {
        println!("{policy}");
    }
    if let Some(path) = std::env::args().nth(1) {
        std::fs::write(path, definition.to_json())?;
    }
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
