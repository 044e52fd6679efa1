//! Times 10,000 calls that never leave the process.
//!
//! Fails if they take two seconds or more: tests of callers run often, and should not spend their time in a stand-in.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use lambda_client::local::Function;
use lambda_client::{Error, Lambda, LocalLambda, server::Invocation};

const CALLS: u32 = 10_000;
const BAR: Duration = Duration::from_secs(2);

/// Makes calls one after the other, each with a different response.
async fn one_by_one(lambda: &Lambda) -> Result<Duration, Error> {
    let started = Instant::now();
    for number in 0..CALLS {
        let response: u32 = lambda.call("echo").json(&number).await?;
        assert_eq!(response, number);
    }
    Ok(started.elapsed())
}

#[expect(
    clippy::print_stdout,
    reason = "the figures are what this program is for"
)]
fn main() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => {
            println!("no runtime: {error}");
            return ExitCode::FAILURE;
        }
    };
    let echo = Function::new(|invocation: Invocation| async move { invocation.payload });
    let local = LocalLambda::builder().function("echo", echo).build();
    match runtime.block_on(one_by_one(&local.lambda())) {
        Ok(elapsed) => {
            println!(
                "{CALLS} calls in process: {:.0} ms, {:.1} us each (bar: {BAR:?})",
                elapsed.as_secs_f64() * 1e3,
                elapsed.as_secs_f64() * 1e6 / f64::from(CALLS)
            );
            match elapsed < BAR {
                true => ExitCode::SUCCESS,
                false => ExitCode::FAILURE,
            }
        }
        Err(error) => {
            println!("a call failed: {error}");
            ExitCode::FAILURE
        }
    }
}
