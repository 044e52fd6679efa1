//! A fan-out: the same function for many items, a bounded number of calls at a time, and every result, failed ones included.
//!
//! A stream of calls starts the next one as soon as one has ended; a fixed batch would wait for its slowest call. Prints:
//!
//! ```text
//! 47 succeeded, the sum of the results is 2430
//! item 10 failed: no tens
//! item 20 failed: no tens
//! item 30 failed: no tens
//! ```

use std::process::ExitCode;

use futures::stream::{self, StreamExt};
use lambda_client::{Error, LocalLambda, lambda_fn};

/// The number of calls at a time. Hundreds of calls at once may be throttled.
const CONCURRENCY: usize = 10;

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

async fn run() -> Result<(), Error> {
    let local = LocalLambda::builder()
        .serve(ItemsServer::new(Processor))
        .build();
    // One client for all calls: it is cheap to clone, and its clones share their connections.
    let items = ItemsClient::new(&local.lambda());

    let mut results: Vec<(u64, Result<u64, Error>)> = stream::iter(1..=50)
        .map(|item| {
            let call = items.process(item);
            async move { (item, call.await) }
        })
        .buffer_unordered(CONCURRENCY)
        .collect()
        .await;
    results.sort_by_key(|(item, _)| *item);

    let succeeded = results
        .iter()
        .filter_map(|(_, result)| result.as_ref().ok());
    let (count, sum) = succeeded.fold((0, 0), |(count, sum), value| (count + 1, sum + value));
    println!("{count} succeeded, the sum of the results is {sum}");
    for (item, result) in &results {
        if let Err(error) = result {
            println!(
                "item {item} failed: {}",
                error.message().unwrap_or_default()
            );
        }
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
