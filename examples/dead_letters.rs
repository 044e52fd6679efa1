//! An event whose runs all fail: Lambda retries it twice, minutes apart, and then sends it to a dead-letter queue or destination.
//!
//! The caller learns nothing of this, so set up where such events go. On AWS that is a setting of the function:
//!
//! ```text
//! aws lambda put-function-event-invoke-config --function-name resize --maximum-retry-attempts 2 \
//!     --destination-config '{"OnFailure": {"Destination": "arn:aws:sqs:eu-central-1:123456789012:resize-failed"}}'
//! ```
//!
//! Here a channel stands in for the queue. The minutes pass in virtual time. Prints:
//!
//! ```text
//! queued with HTTP 202
//! run 1 failed
//! run 2 failed
//! run 3 failed
//! dead letter after 180 s: "cat.png", RetriesExhausted after 3 runs: the picture is broken
//! ```

use std::process::ExitCode;
use std::sync::mpsc;

use lambda_client::local::Function;
use lambda_client::server::{ErrorDocument, Invocation};
use lambda_client::{LocalLambda, lambda_fn};
use tokio::time::Instant;

#[lambda_fn(name = "resize", mode = "event")]
trait Pictures {
    async fn resize(&self, picture: &str) -> Result<(), lambda_client::Error>;
}

async fn broken(_: Invocation) -> Result<&'static str, ErrorDocument> {
    Err(ErrorDocument::new("BrokenPicture", "the picture is broken"))
}

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    let (queue, dead_letters) = mpsc::channel();
    let resize = Function::new(broken)
        .maximum_retry_attempts(2)
        .on_failure(queue);
    let local = LocalLambda::builder().function("resize", resize).build();
    let pictures = PicturesClient::new(&local.lambda());
    let started = Instant::now();

    let queued = pictures.resize("cat.png").send().await?;
    println!("queued with HTTP {}", queued.status());
    local.settled().await;
    for run in local.recorder().runs_of("resize") {
        println!("run {} failed", run.attempt);
    }

    let letter = dead_letters.try_recv()?;
    println!(
        "dead letter after {} s: {}, {} after {} runs: {}",
        started.elapsed().as_secs(),
        String::from_utf8_lossy(letter.request_payload()),
        letter.condition(),
        letter.invoke_count(),
        letter.error_message(),
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
