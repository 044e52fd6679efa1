//! A fan-out that stops after too many failures, and goes on later: with the items that certainly did not run, and with those that
//! were not started. An item that may have run is looked at first, since to pay twice is worse than to pay late.
//!
//! Prints:
//!
//! ```text
//! 13 items in [..] s: 9 succeeded, 4 failed (3 did not run, 1 unknown); 3 attempts throttled, 0 retried; stopped: too many items failed, 7 not started
//! invoice 1 may have been paid: [..]the function may have run[..]
//! 10 items in [..] s: 10 succeeded
//! ```

use lambda_client::fan_out::Failures;
use lambda_client::local::Fault;
use lambda_client::{Error, LocalLambda, RetryConfig, fan_out, lambda_fn};

#[lambda_fn(name = "billing-{method}")]
trait Billing {
    async fn pay(&self, invoice: u32) -> Result<(), Error>;
}

struct Bank;

impl Billing for Bank {
    async fn pay(&self, _: u32) -> Result<(), Error> {
        Ok(())
    }
}

#[tokio::main]
async fn main() {
    // One connection breaks after the payment, and later the bank is closed.
    let local = LocalLambda::builder()
        .serve(BillingServer::new(Bank))
        .fault("billing-pay", Fault::reset_after_run().on_call(2))
        .fault("billing-pay", Fault::throttle().on_calls(11..=13))
        .build();
    let billing = BillingClient::new(&local.lambda());
    let pay = |invoice| {
        billing
            .pay(invoice)
            .retry(RetryConfig::new().max_attempts(1))
    };

    let mut invoices = 0..20;
    let batch = fan_out(&mut invoices, pay)
        .concurrency(1)
        .tolerate(Failures::count(3))
        .collect()
        .await;
    println!("{}", batch.summary());
    for failed in batch.unknown() {
        println!(
            "invoice {} may have been paid: {}",
            failed.input, failed.error
        );
    }

    // What was not started is still in the iterator.
    let not_run = batch.not_run().map(|failed| failed.input);
    let batch = fan_out(not_run.chain(invoices), pay).collect().await;
    println!("{}", batch.summary());
}
