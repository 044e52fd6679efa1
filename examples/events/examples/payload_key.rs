//! Idempotency by a key of the payload: whoever pays twice with the same key, because of a client's retry, a second click or a message
//! that a queue delivered twice, pays once and gets the same receipt.
//!
//! The request ID would be the wrong key here: each of those is a separate request. While the first run is at work, the others get an
//! error that asks for a retry, and their clients wait. Since the method is `idempotent`, a call whose response was lost is retried as well.
//!
//! The key alone counts: the same key with another amount gets the first receipt. If callers may get that wrong, keep the amount next to
//! the receipt, and refuse another one. Prints:
//!
//! ```text
//! charged 998 cents
//! 10 calls with the key `order-7`: receipts [1]
//! charged 250 cents
//! the response was lost, and after 2 attempts: receipt 2
//! ```

use std::process::ExitCode;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use lambda_client::local::Fault;
use lambda_client::{Error, FunctionError, LocalLambda, lambda_fn};
use lambda_client_event_examples::{MemoryStore, OnceError, once};

#[lambda_fn(name = "payments-{method}")]
trait Payments {
    /// Returns the number of the receipt. `key` identifies the payment.
    #[lambda_fn(idempotent, retry(max_attempts = 10, base_delay = "100ms"))]
    async fn charge(&self, key: &str, cents: u64) -> Result<u32, PaymentError>;
}

#[derive(Debug, thiserror::Error, FunctionError)]
enum PaymentError {
    /// Another run charges at this moment.
    #[error("the payment is being made")]
    #[function_error(retry)]
    InProgress,
    #[error(transparent)]
    #[function_error(other)]
    Other(#[from] Error),
}

impl From<OnceError<PaymentError>> for PaymentError {
    fn from(error: OnceError<PaymentError>) -> Self {
        match error {
            OnceError::InProgress => PaymentError::InProgress,
            OnceError::Work(error) => error,
            error => Error::function("NotRecorded", error.to_string()).into(),
        }
    }
}

struct Bank {
    store: MemoryStore,
    receipts: AtomicU32,
}

impl Bank {
    async fn pay(&self, cents: u64) -> Result<u32, PaymentError> {
        tokio::time::sleep(Duration::from_millis(200)).await;
        println!("charged {cents} cents");
        Ok(self.receipts.fetch_add(1, Ordering::Relaxed) + 1)
    }
}

impl Payments for Bank {
    async fn charge(&self, key: &str, cents: u64) -> Result<u32, PaymentError> {
        Ok(once(&self.store, key, self.pay(cents)).await?)
    }
}

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    let bank = Bank {
        store: MemoryStore::new(Duration::from_secs(86_400)),
        receipts: AtomicU32::new(0),
    };
    // On AWS: `lambda_client::serve(PaymentsServer::new(bank)).await`, and a store that all environments share.
    let local = LocalLambda::builder()
        .serve(PaymentsServer::new(bank))
        .build();
    let payments = PaymentsClient::new(&local.lambda());

    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..10 {
        calls.spawn(payments.charge("order-7", 998).send());
    }
    let mut receipts = Vec::new();
    while let Some(call) = calls.join_next().await {
        receipts.push(call??.into_value());
    }
    let calls = receipts.len();
    receipts.dedup();
    println!("{calls} calls with the key `order-7`: receipts {receipts:?}");

    local.inject("payments-charge", Fault::reset_after_run().on_call(1))?;
    let paid = payments.charge("order-8", 250).send().await?;
    let attempts = paid.attempts().len();
    println!(
        "the response was lost, and after {attempts} attempts: receipt {}",
        paid.value()
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
