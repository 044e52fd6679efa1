//! A fan-out of 50 items, ten at a time, with a progress bar on a terminal. Prints:
//!
//! ```text
//! 50 items in [..] s: 47 succeeded, 3 failed
//! item 10 failed: [..]no tens[..]
//! item 20 failed: [..]no tens[..]
//! item 30 failed: [..]no tens[..]
//! ```

use std::time::Duration;

use indicatif::ProgressBar;
use lambda_client::{Error, LocalLambda, fan_out, lambda_fn};

#[lambda_fn(name = "images-{method}")]
trait Images {
    async fn resize(&self, item: u64) -> Result<u64, Error>;
}

struct Resizer;

impl Images for Resizer {
    async fn resize(&self, item: u64) -> Result<u64, Error> {
        tokio::time::sleep(Duration::from_millis(5 * item)).await;
        match item {
            10 | 20 | 30 => Err(Error::function("Tens", "no tens")),
            _ => Ok(item * 2),
        }
    }
}

#[tokio::main]
async fn main() {
    let local = LocalLambda::builder()
        .serve(ImagesServer::new(Resizer))
        .build();
    let images = ImagesClient::new(&local.lambda());

    // Hidden where standard error is not a terminal.
    let bar = ProgressBar::new(50);
    let shown = bar.clone();
    let batch = fan_out(1..=50, |item| images.resize(item))
        .concurrency(10)
        .on_progress(move |progress| {
            shown.set_position(u64::try_from(progress.finished()).unwrap_or(u64::MAX));
        })
        .collect()
        .await;
    bar.finish_and_clear();
    println!("{}", batch.summary());
    for failed in batch.failed() {
        println!("item {} failed: {}", failed.input, failed.error);
    }
}
