//! Every argument of the attribute, in a crate that denies everything.
#![deny(warnings, missing_docs, missing_debug_implementations, unreachable_pub, rust_2018_idioms)]

use lambda_client::{Error, Lambda, lambda_fn};

/// Orders.
#[lambda_fn(
    name = "orders-{method:kebab-case}",
    qualifier = "live",
    mode = "request_response",
    idempotent,
    retry(max_attempts = 3, base_delay = "100ms", max_delay = "5s", budget = 100),
    timeout = "30s",
    attempt_timeout = "5s",
    tail_log,
    named = true,
    rename_all = "camelCase",
    crate = ::lambda_client,
    client = Calls,
    server = Functions
)]
pub trait Orders {
    /// Places an order.
    #[lambda_fn(idempotent = false, tail_log = false, named = false)]
    async fn place_order(&self, order: u32) -> Result<u32, Error>;

    /// Names the function otherwise.
    #[lambda_fn(name = "arn:aws:lambda:us-east-1:123456789012:function:other:7", rename_all = "kebab-case")]
    async fn other(&self, order_id: u32) -> Result<u32, Error>;

    /// Queues.
    #[lambda_fn(mode = "event", qualifier = "$LATEST", timeout = "1m", retry(budget = 0))]
    async fn queue(&self) -> Result<(), Error>;

    /// Asks.
    #[lambda_fn(mode = "dry_run", attempt_timeout = "2s")]
    async fn ask(&self) -> Result<(), Error>;

    /// Binds.
    async fn bind(
        &self,
        #[lambda_fn(tenant)] tenant: Option<&str>,
        #[lambda_fn(client_context)] context: &[u32],
        #[lambda_fn(rename = "thisOne")] that_one: u32,
    ) -> Result<u32, Error>;
}

/// Routed methods.
#[lambda_fn(name = "shared", route = "action", rename_all = "SCREAMING-KEBAB-CASE")]
pub trait Shared {
    /// A method.
    async fn first_one(&self, order_id: u32) -> Result<u32, Error>;
    /// Another one.
    #[lambda_fn(rename = "2nd")]
    async fn second_one(&self) -> Result<u32, Error>;
}

/// Names that are completed later.
#[lambda_fn(name = "{env:STAGE}-{region}-{method}")]
pub trait Later {
    /// A method.
    async fn later(&self) -> Result<u32, Error>;
}

/// Calls all.
pub async fn run(lambda: &Lambda) -> Result<u32, Error> {
    let calls = Calls::new(lambda);
    calls.queue().await?;
    calls.ask().await?;
    let later = LaterClient::builder(lambda).set("region", "eu").build()?;
    let shared = SharedClient::new(lambda);
    Ok(calls.place_order(1).await?
        + calls.other(1).await?
        + calls.bind(Some("t"), &[1], 2).await?
        + later.later().await?
        + shared.first_one(1).await?
        + shared.second_one().await?)
}

fn main() {
    let _ = run;
}
