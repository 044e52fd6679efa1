//! A version or alias for one call: the trait names the alias for all calls, and a call can choose another, as blue/green deployments
//! do.
//!
//! ```text
//! live: version 1
//! 2: version 2
//! $LATEST: version $LATEST
//! green: version 2
//! ```

use std::process::ExitCode;

use lambda_client::local::Function;
use lambda_client::server::Invocation;
use lambda_client::{Error, LocalLambda, lambda_fn};

#[lambda_fn(name = "checkout", qualifier = "live")]
trait Checkout {
    async fn version(&self) -> Result<String, Error>;
}

/// Returns the version that runs.
async fn version(invocation: Invocation) -> String {
    format!("{:?}", invocation.version.unwrap_or_default())
}

async fn run() -> Result<(), Error> {
    let checkout = Function::new(version)
        .version(1, version)
        .version(2, version)
        .alias("live", 1)
        .alias("green", 2);
    let local = LocalLambda::builder()
        .function("checkout", checkout)
        .build();
    let lambda = local.lambda();
    let checkout = CheckoutClient::new(&lambda);

    println!("live: version {}", checkout.version().await?);
    for qualifier in ["2", "$LATEST"] {
        let version = checkout.version().qualifier(qualifier).await?;
        println!("{qualifier}: version {version}");
    }

    // All calls of a client:
    let green = CheckoutClient::builder(&lambda)
        .qualifier("green")
        .build()?;
    println!("green: version {}", green.version().await?);
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
