//! Retries: what certainly did not run is always tried again; what may have run, only if the method is `idempotent`.
//!
//! There is no need to wrap calls in a loop: the client retries with growing random delays, honors `Retry-After`, and has a budget for
//! each function. Prints:
//!
//! ```text
//! quote: 998 after 3 attempts: throttled, lost the connection, succeeded
//! pay: succeeded after 2 attempts
//! pay: failed after 1 attempt, since the payment may have been made
//! ```

use std::process::ExitCode;

use lambda_client::certainty::Attempt;
use lambda_client::local::Fault;
use lambda_client::server::Invocation;
use lambda_client::{DidRun, Error, LocalLambda, RetryConfig, lambda_fn};

#[lambda_fn(name = "shop-{method}", retry(max_attempts = 5, base_delay = "50ms"))]
trait Shop {
    /// Asking twice is as good as asking once.
    #[lambda_fn(idempotent)]
    async fn quote(&self, sku: &str) -> Result<u64, Error>;

    /// Paying twice is not.
    async fn pay(&self, cents: u64) -> Result<bool, Error>;
}

fn outcome(attempt: &Attempt) -> &'static str {
    match (attempt.code(), attempt.did_run()) {
        (Some("TooManyRequestsException"), _) => "throttled",
        (_, DidRun::Unknown) => "lost the connection",
        _ => "succeeded",
    }
}

async fn run() -> Result<(), Error> {
    let local = LocalLambda::builder()
        .handler("shop-quote", |_: Invocation| async { "998" })
        .handler("shop-pay", |_: Invocation| async { "true" })
        .fault("shop-quote", Fault::throttle().on_call(1))
        .fault("shop-quote", Fault::reset_after_run().on_call(2))
        .fault("shop-pay", Fault::throttle().on_call(1))
        .fault("shop-pay", Fault::reset_after_run().on_call(3))
        .build();
    let shop = ShopClient::new(&local.lambda());

    let quote = shop.quote("cup").send().await?;
    let outcomes: Vec<&str> = quote.attempts().iter().map(outcome).collect();
    println!(
        "quote: {} after {} attempts: {}",
        quote.value(),
        outcomes.len(),
        outcomes.join(", ")
    );

    // A call can change how it is retried; what it leaves out stays as declared.
    let retry = RetryConfig::new().max_attempts(2);
    let paid = shop.pay(998).retry(retry).send().await?;
    println!("pay: succeeded after {} attempts", paid.attempts().len());

    match shop.pay(998).send().await {
        Err(error) if error.did_run() == DidRun::Unknown => println!(
            "pay: failed after {} attempt, since the payment may have been made",
            error.attempts().len()
        ),
        other => println!("unexpected: {other:?}"),
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
