//! A Lambda function that serves the traits `Shop` and `Desk`, for the tests in `tests/interop`.
//!
//! Which method runs depends on the name of the function, or on the environment variable `ONLY`.

#[path = "../../serve/shop.rs"]
mod shop;

use std::fs::OpenOptions;
use std::io::Write as _;
use std::time::Duration;

use lambda_client::serve::{self, ServeError};
use lambda_client::{ClientContext, Context, Error, Lambda, server};
use serde_json::value::RawValue;

use self::shop::{
    Desk, DeskServer, Entry, Facts, Order, Receipt, Refusal, Shop, ShopClient, ShopError,
    ShopServer, Visitor,
};

#[tokio::main]
async fn main() -> Result<(), ServeError> {
    let lambda = Lambda::from_env().await;
    let mut function =
        serve::builder(ShopServer::new(Counter { lambda })).serve(DeskServer::new(Till));
    if let Ok(method) = std::env::var("ONLY") {
        function = function.only(method);
    }
    if let Some(seconds) = std::env::var("DEADLINE_MARGIN_SECONDS")
        .ok()
        .and_then(|text| text.parse().ok())
    {
        function = function.deadline_margin(Duration::from_secs(seconds));
    }
    function.run().await
}

/// Serves the customers.
struct Counter {
    lambda: Lambda,
}

impl Counter {
    /// Another function of the same trait.
    fn shop(&self, function: String) -> Result<ShopClient, Error> {
        ShopClient::builder(&self.lambda).name(function).build()
    }
}

impl Shop for Counter {
    async fn echo(&self, value: Box<RawValue>) -> Result<Box<RawValue>, ShopError> {
        Ok(value)
    }

    async fn refuse(&self, refusal: Refusal, count_in: Option<String>) -> Result<(), ShopError> {
        count(count_in.as_deref())?;
        Err(refusal.error())
    }

    async fn panic(&self, message: String) -> Result<(), ShopError> {
        panic!("{message}")
    }

    async fn leave(&self, status: u8) -> Result<(), ShopError> {
        std::process::exit(status.into())
    }

    async fn fill(&self, characters: usize) -> Result<String, ShopError> {
        Ok("x".repeat(characters))
    }

    async fn sleep(&self, milliseconds: u64, count_in: Option<String>) -> Result<u64, ShopError> {
        count(count_in.as_deref())?;
        tokio::time::sleep(Duration::from_millis(milliseconds)).await;
        Ok(milliseconds)
    }

    async fn log(&self, lines: Vec<String>) -> Result<usize, ShopError> {
        for line in &lines {
            server::log(line);
        }
        Ok(lines.len())
    }

    async fn facts(&self) -> Result<Facts, ShopError> {
        let context = Context::current().ok_or_else(|| unexpected("not in an invocation"))?;
        let text = |text: Option<&str>| text.map(str::to_owned);
        Ok(Facts {
            request_id: context.request_id().to_owned(),
            function: text(context.function_name()),
            arn: text(context.function_arn()),
            version: text(context.version()),
            remaining_ms: u64::try_from(context.remaining_time().as_millis()).ok(),
            tenant: text(context.tenant_id()),
            trace: text(context.trace_header()),
            log_group: text(context.log_group()),
            log_stream: text(context.log_stream()),
            is_local: context.is_local(),
            process: std::process::id(),
        })
    }

    async fn visitor(
        &self,
        tenant: Option<String>,
        context: Option<ClientContext>,
    ) -> Result<Visitor, ShopError> {
        Ok(Visitor { tenant, context })
    }

    async fn wait_for(
        &self,
        function: String,
        milliseconds: u64,
        count_in: Option<String>,
    ) -> Result<u64, ShopError> {
        self.shop(function)?.sleep(milliseconds, count_in).await
    }

    async fn ask(
        &self,
        function: String,
        refusal: Refusal,
        count_in: Option<String>,
    ) -> Result<(), ShopError> {
        self.shop(function)?.refuse(refusal, count_in).await
    }
}

/// Takes orders, one function a method.
struct Till;

impl Desk for Till {
    async fn place_order(&self, order: Order) -> Result<Receipt, ShopError> {
        let pieces = order.items.iter().map(|item| item.quantity).sum();
        Ok(Receipt { pieces })
    }

    async fn audit(&self, entry: Entry) -> Result<(), Error> {
        count(Some(&entry.count_in))?;
        match entry.fails {
            true => Err(Error::function("Illegible", "the entry cannot be read")),
            false => Ok(()),
        }
    }
}

/// Adds the request ID to a file, so that a test can count the runs.
fn count(path: Option<&str>) -> Result<(), Error> {
    let Some(path) = path else { return Ok(()) };
    let context = Context::current().ok_or_else(|| unexpected("not in an invocation"))?;
    let line = format!("{}\n", context.request_id());
    let file = OpenOptions::new().create(true).append(true).open(path);
    file.and_then(|mut file| file.write_all(line.as_bytes()))
        .map_err(|error| unexpected(&error.to_string()))
}

/// A mistake in the test, as opposed to an error that a test asked for.
fn unexpected(message: &str) -> Error {
    Error::function("BadTest", message)
}
