//! Argument types that cannot be sent, each reported at its own type.

use std::fmt::Display;

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn nested(&self, orders: Vec<&str>) -> Result<(), Error>;
    async fn deep(&self, orders: &[&str], more: Option<Vec<&u8>>) -> Result<(), Error>;
    async fn exclusive(&self, order: &mut String) -> Result<(), Error>;
    async fn eternal(&self, order: &'static str) -> Result<(), Error>;
    async fn object(&self, order: &(dyn Display + Sync)) -> Result<(), Error>;
    async fn boxed(&self, order: Box<dyn Display + Send>) -> Result<(), Error>;
    async fn opaque(&self, order: impl Display + Send) -> Result<(), Error>;
    async fn own(&self, order: &Self) -> Result<(), Error>;
    async fn conditional(&self, #[cfg(unix)] order: u32) -> Result<(), Error>;
    async fn fine(&self, order: &str, note: Option<&[u8]>) -> Result<(), Error>;
}

fn main() {}
