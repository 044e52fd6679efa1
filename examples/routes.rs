//! Several methods behind one function: a field of the payload says which one is meant.
//!
//! ```text
//! {"action":"add","shelf":"a","sku":"cup"}
//! {"action":"count","shelf":"a"}
//! the shelf holds 1
//! ```

use std::process::ExitCode;
use std::sync::atomic::{AtomicU32, Ordering};

use lambda_client::{Error, LocalLambda, lambda_fn};

#[lambda_fn(name = "catalog", route = "action")]
trait Catalog {
    async fn add(&self, shelf: &str, sku: &str) -> Result<(), Error>;
    async fn count(&self, shelf: &str) -> Result<u32, Error>;
}

#[derive(Default)]
struct Shelf {
    items: AtomicU32,
}

impl Catalog for Shelf {
    async fn add(&self, _shelf: &str, _sku: &str) -> Result<(), Error> {
        self.items.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    async fn count(&self, _shelf: &str) -> Result<u32, Error> {
        Ok(self.items.load(Ordering::Relaxed))
    }
}

async fn run() -> Result<(), Error> {
    let local = LocalLambda::builder()
        .serve(CatalogServer::new(Shelf::default()))
        .build();
    let catalog = CatalogClient::new(&local.lambda());

    catalog.add("a", "cup").await?;
    let count = catalog.count("a").await?;
    for request in local.recorder().requests_to("catalog") {
        println!("{}", String::from_utf8_lossy(&request.payload));
    }
    println!("the shelf holds {count}");
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
