//! A dry run as a preflight check: before it does any work, a program asks whether it may call its functions and whether they exist.
//!
//! A dry run that passes (HTTP 204) proves that the caller has permission to invoke the function. It does not prove that the function
//! works. Prints:
//!
//! ```text
//! orders-place: ready (HTTP 204)
//! orders-cancel: not deployed
//! orders-refund: no permission
//! 0 functions ran
//! ```

use std::process::ExitCode;

use lambda_client::local::Fault;
use lambda_client::server::Invocation;
use lambda_client::{Call, Error, LocalLambda, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
trait Orders {
    async fn place(&self, sku: &str) -> Result<u32, Error>;
    async fn cancel(&self, id: u32) -> Result<(), Error>;
    async fn refund(&self, id: u32) -> Result<(), Error>;
}

/// Checks one function. The payload is only checked for its size, so any will do.
async fn check(function: &str, call: Call<Result<(), Error>>) -> Result<(), Error> {
    match call.send().await {
        Ok(passed) => println!("{function}: ready (HTTP {})", passed.status()),
        Err(error) if error.is_not_found() => println!("{function}: not deployed"),
        Err(error) if error.code() == Some("AccessDeniedException") => {
            println!("{function}: no permission");
        }
        Err(error) => return Err(error.into_error()),
    }
    Ok(())
}

async fn run() -> Result<(), Error> {
    let local = LocalLambda::builder()
        .handler("orders-place", |_: Invocation| async { "1" })
        .handler("orders-refund", |_: Invocation| async { "null" })
        .fault(
            "orders-refund",
            Fault::error(403, "AccessDeniedException", "not authorized"),
        )
        .build();
    let orders = OrdersClient::new(&local.lambda());

    check("orders-place", orders.place("cup").dry_run()).await?;
    check("orders-cancel", orders.cancel(7).dry_run()).await?;
    check("orders-refund", orders.refund(7).dry_run()).await?;
    println!("{} functions ran", local.recorder().runs().len());
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
