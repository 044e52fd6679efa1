//! Calls a function in your AWS account through a trait.
//!
//! Region and credentials come from the environment, as for every AWS SDK; `AWS_ENDPOINT_URL` selects another endpoint, such as that of
//! `local_endpoint.rs`. `GREETER` holds the name of the function, which receives `{"name": ..}` and returns a string:
//!
//! ```text
//! GREETER=my-greeter:live cargo run --example against_aws
//! ```
//!
//! Prints:
//!
//! ```text
//! Hello, world!
//! request [..], version 1
//! ran [..], billed [..] MB
//! ```

use std::process::ExitCode;
use std::time::Duration;

use lambda_client::{DidRun, Lambda, lambda_fn};

#[lambda_fn(name = "{env:GREETER}", timeout = "30s")]
trait Greeter {
    /// `named` makes the event an object, `{"name": "world"}`.
    #[lambda_fn(named, idempotent)]
    async fn greet(&self, name: &str) -> Result<String, lambda_client::Error>;
}

async fn run() -> Result<(), lambda_client::Error> {
    let lambda = Lambda::from_env().await;
    // A builder, since the name is known only at run time.
    let greeter = GreeterClient::builder(&lambda).build()?;

    let call = greeter
        .greet("world")
        .attempt_timeout(Duration::from_secs(10));
    match call.tail_log().send().await {
        Ok(reply) => {
            println!("{}", reply.value());
            println!(
                "request {}, version {}",
                reply.request_id().unwrap_or_default(),
                reply.executed_version().unwrap_or_default()
            );
            if let Some(report) = reply.report() {
                println!("{report}");
            }
            Ok(())
        }
        Err(error) => {
            match error.did_run() {
                DidRun::No => eprintln!("it is safe to call again:"),
                DidRun::InitOnly | DidRun::Unknown => eprintln!("check before calling again:"),
                DidRun::Yes => eprintln!("the function ran, and failed:"),
            }
            Err(error.into_error())
        }
    }
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
