//! A tenant ID, for functions with tenant isolation: each tenant has its own execution environments.
//!
//! ```text
//! blue: cold start
//! blue: warm
//! green: cold start
//! without a tenant ID: InvalidParameterValueException
//! ```

use std::process::ExitCode;

use lambda_client::local::Function;
use lambda_client::server::Invocation;
use lambda_client::{Error, LocalLambda, lambda_fn};

#[lambda_fn(name = "notes")]
trait Notes {
    async fn count(&self, #[lambda_fn(tenant)] tenant: &str) -> Result<u32, Error>;
}

async fn run() -> Result<(), Error> {
    let count = Function::new(|_: Invocation| async { "3" }).tenant_isolation();
    let local = LocalLambda::builder().function("notes", count).build();
    let lambda = local.lambda();
    let notes = NotesClient::new(&lambda);

    for tenant in ["blue", "blue", "green"] {
        notes.count(tenant).await?;
        let runs = local.recorder().runs_of("notes");
        let cold_start = runs.last().is_some_and(|run| run.cold_start);
        println!(
            "{tenant}: {}",
            if cold_start { "cold start" } else { "warm" }
        );
    }

    // As an option of any call. Lambda refuses a call without it.
    let call = lambda.call("notes").json::<u32>(&());
    call.tenant("green").await?;
    if let Err(error) = lambda.call("notes").json::<u32>(&()).await {
        println!("without a tenant ID: {}", error.code().unwrap_or("unknown"));
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
