//! Timeouts: of each attempt, of the whole call, and a deadline that several calls share. They end the waiting, never the function.
//!
//! ```text
//! the function has 3 s: Sandbox.Timedout
//! the call has 1 s: timed out after 1s
//! an attempt has 500 ms: 2 attempts
//! the deadline of both calls passed: timeout
//! ```

use std::process::ExitCode;
use std::time::Duration;

use lambda_client::clock::{Clock, TokioClock};
use lambda_client::local::Function;
use lambda_client::server::Invocation;
use lambda_client::{Error, LocalLambda, lambda_fn};

#[lambda_fn(name = "reports", retry(max_attempts = 2, max_delay = "1ms"))]
trait Reports {
    #[lambda_fn(idempotent)]
    async fn report(&self) -> Result<String, Error>;
}

async fn slow(_: Invocation) -> &'static str {
    tokio::time::sleep(Duration::from_secs(60)).await;
    "\"done\""
}

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    let function = Function::new(slow).timeout(Duration::from_secs(3));
    let local = LocalLambda::builder().function("reports", function).build();
    let reports = ReportsClient::new(&local.lambda());
    let failed = "the function takes a minute";

    // Lambda's own limit, a setting of the function. Only here is it certain that the function has ended.
    let error = reports.report().await.expect_err(failed);
    println!(
        "the function has 3 s: {}",
        error.code().unwrap_or("no code")
    );

    let call = reports.report().timeout(Duration::from_secs(1));
    let error = call.await.expect_err(failed);
    println!(
        "the call has 1 s: {}",
        error.message().unwrap_or("no message")
    );

    let call = reports.report().attempt_timeout(Duration::from_millis(500));
    let error = call.await.expect_err(failed);
    println!("an attempt has 500 ms: {} attempts", error.attempts().len());

    let deadline = TokioClock.now() + Duration::from_secs(2);
    for _ in 0..2 {
        if let Err(error) = reports.report().deadline(deadline).await
            && TokioClock.now() >= deadline
        {
            println!("the deadline of both calls passed: {}", error.kind());
            break;
        }
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
