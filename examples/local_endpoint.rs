//! Serves functions on a port, for any AWS SDK: Lambda's REST API in front of an implementation of a trait.
//!
//! ```text
//! cargo example local_endpoint
//! ```
//!
//! It is a Lambda for `against_aws.rs` and `list_functions.rs`, in a second terminal, and for the AWS CLI:
//!
//! ```text
//! export AWS_ENDPOINT_URL=http://127.0.0.1:9001 AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test
//! GREETER=greet:live cargo run --example against_aws
//! aws lambda invoke --function-name greet --payload '{"name":"Ada"}' --cli-binary-format raw-in-base64-out /dev/stdout
//! ```
//!
//! Prints:
//!
//! ```text
//! listening on http://127.0.0.1:[..]; Ctrl-C ends it
//! ```

use std::process::ExitCode;

use lambda_client::server::log;
use lambda_client::{Error, LocalLambda, lambda_fn};

#[lambda_fn(name = "greet", qualifier = "live")]
trait Greeter {
    /// `named` makes the event an object, `{"name": "Ada"}`.
    #[lambda_fn(named, idempotent)]
    async fn greet(&self, name: &str) -> Result<String, Error>;
}

struct English;

impl Greeter for English {
    async fn greet(&self, name: &str) -> Result<String, Error> {
        log(format_args!("greeting {name}"));
        Ok(format!("Hello, {name}!"))
    }
}

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    // 0 stands for any free port.
    let port = match std::env::args().nth(1) {
        Some(port) => port.parse::<u16>()?,
        None => 9001,
    };
    let local = LocalLambda::builder()
        .serve(GreeterServer::new(English))
        .try_build()?;
    let endpoint = local
        .listen(port)
        .await
        .map_err(|error| format!("cannot listen on port {port}: {error}"))?;
    println!("listening on {}; Ctrl-C ends it", endpoint.url());
    // The endpoint stops when it is dropped.
    std::future::pending().await
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
