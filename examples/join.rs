//! Several calls at once: different ones with `join!`, all or nothing with `try_join_all`, and in tasks of their own.
//!
//! ```text
//! cup: 499 cents, 12 in stock
//! prices: [499, 899, 199]
//! the first failure: no price for samovar
//! spawned: 499
//! ```

use std::process::ExitCode;

use futures::future::{join_all, try_join_all};
use lambda_client::{Error, LocalLambda, lambda_fn};

#[lambda_fn(name = "shop-{method}")]
trait Shop {
    async fn price(&self, sku: &str) -> Result<u64, Error>;
    async fn stock(&self, sku: &str) -> Result<u32, Error>;
}

struct Store;

impl Shop for Store {
    async fn price(&self, sku: &str) -> Result<u64, Error> {
        match sku {
            "cup" => Ok(499),
            "plate" => Ok(899),
            "spoon" => Ok(199),
            _ => Err(Error::function("NoPrice", format!("no price for {sku}"))),
        }
    }

    async fn stock(&self, _sku: &str) -> Result<u32, Error> {
        Ok(12)
    }
}

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    let local = LocalLambda::builder().serve(ShopServer::new(Store)).build();
    let shop = ShopClient::new(&local.lambda());

    let (price, stock) = tokio::join!(shop.price("cup"), shop.stock("cup"));
    println!("cup: {} cents, {} in stock", price?, stock?);

    // In the order of the calls, whichever ends first. For many calls, bound their number: see `fan_out.rs`.
    let prices = join_all(["cup", "plate", "spoon"].map(|sku| shop.price(sku))).await;
    let prices: Result<Vec<u64>, Error> = prices.into_iter().collect();
    println!("prices: {:?}", prices?);

    // Ends with the first failure. The other calls are dropped, but functions that have started run to their end.
    let all = try_join_all(["cup", "samovar"].map(|sku| shop.price(sku))).await;
    if let Err(error) = all {
        println!(
            "the first failure: {}",
            error.message().unwrap_or("unknown")
        );
    }

    // A call owns its payload, so it can be spawned.
    let price = tokio::spawn(shop.price("cup")).await??;
    println!("spawned: {price}");
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
