//! A function that is safe to run twice: the caller sends a key with each order, and the function remembers what it did for that key.
//! The method can then be declared `idempotent`, and the client retries even what may have run.
//!
//! A retry of the client has a new request ID, so the key must be the caller's own. Prints:
//!
//! ```text
//! charged 998 cents
//! receipt 1 after 2 attempts
//! the function ran 2 times
//! ```

use std::collections::HashMap;
use std::process::ExitCode;
use std::sync::Mutex;

use lambda_client::local::Fault;
use lambda_client::{Error, LocalLambda, lambda_fn};

#[lambda_fn(name = "payments-{method}")]
trait Payments {
    /// Returns the number of the receipt. `key` identifies the payment.
    #[lambda_fn(idempotent)]
    async fn charge(&self, key: &str, cents: u64) -> Result<u32, Error>;
}

/// Keeps the receipts in memory; a real function keeps them in a database, in the same transaction as the work.
#[derive(Default)]
struct Bank {
    receipts: Mutex<HashMap<String, u32>>,
}

impl Payments for Bank {
    async fn charge(&self, key: &str, cents: u64) -> Result<u32, Error> {
        let mut receipts = self.receipts.lock().expect("no handler panics");
        if let Some(receipt) = receipts.get(key) {
            return Ok(*receipt);
        }
        println!("charged {cents} cents");
        let receipt = receipts.len() as u32 + 1;
        receipts.insert(key.to_owned(), receipt);
        Ok(receipt)
    }
}

async fn run() -> Result<(), Error> {
    let local = LocalLambda::builder()
        .serve(PaymentsServer::new(Bank::default()))
        .fault("payments-charge", Fault::reset_after_run().on_call(1))
        .build();
    let payments = PaymentsClient::new(&local.lambda());

    let response = payments.charge("order-7", 998).send().await?;
    let attempts = response.attempts().len();
    println!("receipt {} after {attempts} attempts", response.value());
    println!(
        "the function ran {} times",
        local.recorder().runs_of("payments-charge").len()
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
