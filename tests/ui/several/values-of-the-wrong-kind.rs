//! Values of the wrong kind, next to each other.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = orders, client = "Calls", server = some::Server, qualifier)]
pub trait Orders {
    #[lambda_fn(name = "a", idempotent = "yes", retry = 5, timeout = 5, tail_log(true))]
    async fn a(&self) -> Result<(), Error>;

    #[lambda_fn(name = "b", retry(max_attempts = "5", base_delay = 0.5, budget = 5_000_000_000, max_delay))]
    async fn b(&self, #[lambda_fn(tenant = "t")] tenant: &str) -> Result<(), Error>;

    #[lambda_fn(name = "c", retry(max_attempts = 0))]
    async fn c(&self) -> Result<(), Error>;

    #[lambda_fn(name = "d", retry(), route = "", rename_all = "camelcase")]
    async fn d(&self) -> Result<(), Error>;

    #[lambda_fn(name "e", mode = "event" idempotent, timeout = "1s")]
    async fn e(&self) -> Result<(), Error>;

    #[lambda_fn = "f"]
    async fn f(&self) -> Result<(), Error>;
}

fn main() {}
