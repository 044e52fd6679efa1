//! Function names that differ between environments: placeholders for environment variables and for values that the program sets.
//!
//! The builder resolves all names at once, so a missing one is an error when the program starts. Prints:
//!
//! ```text
//! `Orders` cannot be built: the key `stage` has no value; [..]
//! orders-test-place: order 7
//! another name: order 7
//! ```

use std::process::ExitCode;
use std::time::Duration;

use lambda_client::{Error, LocalLambda, lambda_fn};

/// `{env:STAGE}` would read an environment variable; `{stage}` is set by the program.
#[lambda_fn(name = "orders-{stage}-{method}")]
trait Orders {
    async fn place(&self, sku: &str) -> Result<u32, Error>;
}

struct Shop;

impl Orders for Shop {
    async fn place(&self, _sku: &str) -> Result<u32, Error> {
        Ok(7)
    }
}

async fn run() -> Result<(), Error> {
    let local = LocalLambda::builder()
        .serve(OrdersServer::new(Shop))
        .set("stage", "test")
        .build();
    let lambda = local.lambda();

    if let Err(error) = OrdersClient::builder(&lambda).build() {
        println!("{error}");
    }

    let orders = OrdersClient::builder(&lambda)
        .set("stage", "test")
        .timeout(Duration::from_secs(10))
        .method("place", |place| {
            place.attempt_timeout(Duration::from_secs(2))
        })
        .build()?;
    println!("orders-test-place: order {}", orders.place("cup").await?);

    // Another name altogether, for example an ARN in another account.
    let arn = "arn:aws:lambda:us-east-1:000000000000:function:orders-test-{method}";
    let orders = OrdersClient::builder(&lambda).name(arn).build()?;
    println!("another name: order {}", orders.place("cup").await?);
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
