//! A fan-out: the same function for many items, ten calls at a time, and every result, failed ones included.
//!
//! Without `concurrency`, the number of calls at a time follows what Lambda throttles. Prints:
//!
//! ```text
//! 50 items in [..] s: 47 succeeded, 3 failed
//! the sum of the results is 2430
//! item 10 failed: [..]no tens[..]
//! item 20 failed: [..]no tens[..]
//! item 30 failed: [..]no tens[..]
//! ```

use lambda_client::{Error, LocalLambda, fan_out, lambda_fn};

#[lambda_fn(name = "items-{method}")]
trait Items {
    async fn process(&self, item: u64) -> Result<u64, Error>;
}

struct Processor;

impl Items for Processor {
    async fn process(&self, item: u64) -> Result<u64, Error> {
        match item {
            10 | 20 | 30 => Err(Error::function("Tens", "no tens")),
            _ => Ok(item * 2),
        }
    }
}

#[tokio::main]
async fn main() {
    let local = LocalLambda::builder()
        .serve(ItemsServer::new(Processor))
        .build();
    let items = ItemsClient::new(&local.lambda());

    let batch = fan_out(1..=50, |item| items.process(item))
        .concurrency(10)
        .collect()
        .await;
    println!("{}", batch.summary());
    println!(
        "the sum of the results is {}",
        batch.succeeded().sum::<u64>()
    );
    for failed in batch.failed() {
        println!("item {} failed: {}", failed.input, failed.error);
    }
}
