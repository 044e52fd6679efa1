//! A function that calls another function. An error of the inner call that it passes on is not mistaken for its own error.
//!
//! ```text
//! order 1 costs 998 cents
//! function `orders`: lambda_client.Downstream: a call to `prices` failed: NoPrice (request IDs: [..])
//! caused by NoPrice: no price for samovar
//! ```

use std::process::ExitCode;

use lambda_client::failure::Failure;
use lambda_client::{Error, LocalLambda, lambda_fn};

#[lambda_fn(name = "prices")]
trait Prices {
    #[lambda_fn(idempotent)]
    async fn price(&self, sku: &str) -> Result<u64, Error>;
}

#[lambda_fn(name = "orders")]
trait Orders {
    async fn place(&self, sku: &str) -> Result<String, Error>;
}

struct PriceList;

impl Prices for PriceList {
    async fn price(&self, sku: &str) -> Result<u64, Error> {
        match sku {
            "cup" => Ok(998),
            _ => Err(Error::function("NoPrice", format!("no price for {sku}"))),
        }
    }
}

/// Takes anything that knows prices: the client, or a fake in its tests.
struct Shop<P> {
    prices: P,
}

impl<P: Prices + Send + Sync> Orders for Shop<P> {
    async fn place(&self, sku: &str) -> Result<String, Error> {
        let cents = self.prices.price(sku).await?;
        Ok(format!("order 1 costs {cents} cents"))
    }
}

async fn run() -> Result<(), Error> {
    let inner = LocalLambda::builder()
        .serve(PricesServer::new(PriceList))
        .build();
    let prices = PricesClient::new(&inner.lambda());
    let outer = LocalLambda::builder()
        .serve(OrdersServer::new(Shop { prices }))
        .build();
    let orders = OrdersClient::new(&outer.lambda());

    println!("{}", orders.place("cup").await?);
    if let Err(error) = orders.place("samovar").await {
        println!("{error}");
        if let Some(cause) = error.failure().and_then(Failure::cause) {
            println!("caused by {cause}");
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
