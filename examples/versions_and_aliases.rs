//! A canary: an alias sends a tenth of its calls to the new version, and each response says which version ran.
//!
//! ```text
//! alias live points to version 1, and sends 10 % to version 2
//! versions: $LATEST, 1, 2
//! version 1 ran about 90 times of 100
//! version 2 ran about 10 times of 100
//! ```

use std::collections::BTreeMap;
use std::process::ExitCode;

use lambda_client::local::Function;
use lambda_client::server::Invocation;
use lambda_client::{Error, LocalLambda, lambda_fn};

#[lambda_fn(name = "checkout", qualifier = "live")]
trait Checkout {
    async fn pay(&self, cents: u64) -> Result<bool, Error>;
}

async fn run() -> Result<(), Error> {
    let pay = |_: Invocation| async { "true" };
    let function = Function::new(pay)
        .version(1, pay)
        .version(2, pay)
        .weighted_alias("live", 1, 2, 0.1);
    // With a seed, the random choices are the same in each run.
    let builder = LocalLambda::builder().function("checkout", function);
    let lambda = builder.seed(7).build().lambda();

    for alias in lambda.function("checkout").aliases().all().await? {
        let (name, version) = (&alias.name, &alias.version);
        print!("alias {name} points to version {version}");
        for (version, share) in &alias.weights {
            print!(", and sends {:.0} % to version {version}", share * 100.0);
        }
        println!();
    }
    let versions = lambda.function("checkout").versions().all().await?;
    let versions: Vec<String> = versions.into_iter().map(|found| found.version).collect();
    println!("versions: {}", versions.join(", "));

    let checkout = CheckoutClient::new(&lambda);
    let mut runs = BTreeMap::new();
    for _ in 0..100 {
        let response = checkout.pay(998).send().await?;
        let version = response.executed_version().unwrap_or("unknown");
        *runs.entry(version.to_owned()).or_insert(0_u32) += 1;
    }
    for (version, runs) in runs {
        let about = (runs + 5) / 10 * 10;
        println!("version {version} ran about {about} times of 100");
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
