//! Calls a function in your AWS account through a trait.
//!
//! Region and credentials come from the environment, as for every AWS SDK; `AWS_ENDPOINT_URL` selects another endpoint.
//! `GREETER` holds the name of the function, which receives `{"name": ..}` and returns a string:
//!
//! ```text
//! GREETER=my-greeter cargo run --example against_aws
//! ```

use std::time::Duration;

use lambda_client::{DidRun, Lambda, lambda_fn};

#[lambda_fn(name = "{env:GREETER}", timeout = "30s")]
trait Greeter {
    #[lambda_fn(named, idempotent)]
    async fn greet(&self, name: &str) -> Result<String, lambda_client::Error>;
}

#[tokio::main]
async fn main() -> Result<(), lambda_client::Error> {
    let lambda = Lambda::from_env().await;
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
                DidRun::No => eprintln!("the function did not run: it is safe to call again"),
                DidRun::InitOnly => eprintln!("only the function's initialization ran"),
                DidRun::Unknown => eprintln!("the function may have run"),
                DidRun::Yes => eprintln!("the function ran"),
            }
            Err(error.into_error())
        }
    }
}
