//! A shop that takes what it sells from a stock: a function that calls another one.

use std::time::Duration;

use lambda_client::{Error, FunctionError, Lambda, lambda_fn};
use tracing::{Instrument as _, info_span};

/// A part of everything that spans must not show.
pub const SECRET: &str = "hunter2";

/// What functions fail with.
#[derive(Debug, thiserror::Error, FunctionError)]
pub enum OrderError {
    /// There is not enough.
    #[error("{sku} is out of stock")]
    OutOfStock {
        /// The article.
        sku: String,
    },
    /// Everything else.
    #[error(transparent)]
    #[function_error(other)]
    Other(#[from] Error),
}

/// The function that callers call.
#[lambda_fn(
    name = "arn:aws:lambda:eu-west-1:123456789012:function:orders-{method}",
    qualifier = "live"
)]
pub trait Orders {
    /// Takes the article from the stock.
    #[lambda_fn(
        idempotent,
        retry(max_attempts = 2, base_delay = "1s", max_delay = "1s")
    )]
    async fn place(&self, sku: &str) -> Result<u32, OrderError>;

    /// Waits this long.
    async fn wait(&self, milliseconds: u64) -> Result<(), OrderError>;

    /// Fails in a way that depends on the article.
    async fn refuse(&self, sku: &str) -> Result<(), OrderError>;

    /// Notes something.
    #[lambda_fn(mode = "event")]
    async fn note(&self, text: &str) -> Result<(), OrderError>;
}

/// The function that the first one calls.
#[lambda_fn(name = "stock-{method}")]
pub trait Stock {
    /// Takes an article, and returns how many are left.
    async fn take(&self, sku: &str) -> Result<u32, OrderError>;
}

/// Seven of everything.
#[derive(Debug)]
pub struct Shelf;

impl Stock for Shelf {
    async fn take(&self, _: &str) -> Result<u32, OrderError> {
        Ok(7)
    }
}

/// Sells what is in the stock.
#[derive(Debug)]
pub struct Shop {
    stock: StockClient,
}

impl Shop {
    /// Creates a shop that calls the stock through this.
    pub fn new(lambda: &Lambda) -> Shop {
        Shop {
            stock: StockClient::new(lambda),
        }
    }
}

impl Orders for Shop {
    async fn place(&self, sku: &str) -> Result<u32, OrderError> {
        let taking = async { self.stock.take(sku).await };
        taking.instrument(info_span!("reserve")).await
    }

    async fn wait(&self, milliseconds: u64) -> Result<(), OrderError> {
        tokio::time::sleep(Duration::from_millis(milliseconds)).await;
        Ok(())
    }

    async fn refuse(&self, sku: &str) -> Result<(), OrderError> {
        match sku {
            "panic" => panic!("{SECRET}"),
            "own" => Err(Error::function(SECRET, SECRET).into()),
            sku => Err(OrderError::OutOfStock {
                sku: sku.to_owned(),
            }),
        }
    }

    async fn note(&self, _: &str) -> Result<(), OrderError> {
        Ok(())
    }
}
