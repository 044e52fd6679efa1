//! Lists the functions of an account, and the aliases of each.
//!
//! ```text
//! AWS_REGION=eu-central-1 cargo run --example list_functions
//! ```
//!
//! Region and credentials come from the environment or the shared configuration files, as for every AWS SDK. Another endpoint is
//! set the same way: `AWS_ENDPOINT_URL=http://127.0.0.1:9001` is that of `local_endpoint.rs`.
//!
//! The caller needs the permissions `lambda:ListFunctions` and `lambda:ListAliases`. Prints:
//!
//! ```text
//! greet [..] 128 MB    3 s
//!     live points to 1
//! ```

use std::process::ExitCode;

use lambda_client::{Error, Lambda};

async fn run() -> Result<(), Error> {
    let lambda = Lambda::from_env().await;

    let mut functions = lambda.functions();
    while let Some(function) = functions.next().await {
        let function = function?;
        println!(
            "{:<40} {:<16} {:>5} MB {:>4} s",
            function.name,
            function.runtime.as_deref().unwrap_or("image"),
            function.memory_size_mb.unwrap_or_default(),
            function.timeout.unwrap_or_default().as_secs(),
        );
        for alias in lambda.function(&function.arn).aliases().all().await? {
            println!("    {} points to {}", alias.name, alias.version);
        }
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
