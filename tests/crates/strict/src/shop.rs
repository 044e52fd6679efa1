//! Services with everything that a service can have.

use std::borrow::Cow;
use std::collections::BTreeMap;

use lambda_client::{Error, FunctionError, lambda_fn};
use serde::{Deserialize, Serialize};

/// An order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// What is ordered.
    pub sku: String,
    /// How many.
    pub quantity: u32,
}

/// What goes wrong.
#[derive(Debug, thiserror::Error, FunctionError)]
#[non_exhaustive]
pub enum OrderError {
    /// There are none left.
    #[error("{sku} is out of stock")]
    OutOfStock {
        /// What there is none of.
        sku: String,
    },
    /// Later perhaps.
    #[error("the stock is being counted")]
    #[function_error(retry, type = "com.acme.Counting")]
    Counting,
    /// Anything else.
    #[error(transparent)]
    #[function_error(other)]
    Other(#[from] Error),
}

/// Orders.
#[lambda_fn(
    name = "orders-{method:kebab-case}",
    qualifier = "live",
    retry(max_attempts = 3, base_delay = "10ms"),
    timeout = "30s",
    rename_all = "camelCase"
)]
pub trait Orders {
    /// Places an order.
    #[lambda_fn(idempotent)]
    async fn place_order(&self, order: Order) -> Result<Order, OrderError>;

    /// Takes references of every kind.
    async fn quote<'a>(
        &'a self,
        sku: &'a str,
        sizes: &[u8],
        note: Option<&str>,
        text: Cow<'a, str>,
    ) -> Result<String, OrderError>;

    /// Has names that could be in the way.
    #[lambda_fn(attempt_timeout = "5s", tail_log)]
    async fn r#match(
        &self,
        r#type: u8,
        stub: u8,
        method: u8,
        invocation: u8,
        call: u8,
        value: u8,
    ) -> Result<u8, Error>;

    /// Goes through derived structs.
    async fn search(
        &self,
        #[serde(default, skip_serializing_if = "Option::is_none")] on: Option<&str>,
        #[serde(flatten)] rest: BTreeMap<String, u8>,
        #[cfg(any())] never: NoSuchType,
        #[cfg(not(any()))] page_size: u8,
    ) -> Result<String, Error>;

    /// Binds arguments to the call.
    #[lambda_fn(named)]
    async fn bound(
        &self,
        #[lambda_fn(tenant)] tenant: &str,
        #[lambda_fn(client_context)] context: &Order,
        #[lambda_fn(rename = "n")] number: u8,
    ) -> Result<String, Error>;

    /// Is queued.
    #[lambda_fn(mode = "event", idempotent)]
    async fn audit(&self, order: &Order) -> Result<(), Error>;

    /// Runs nothing.
    #[lambda_fn(mode = "dry_run")]
    async fn check(&self) -> Result<(), Error>;

    /// Exists nowhere.
    #[cfg(any())]
    async fn nowhere(&self, order: NoSuchType) -> Result<NoSuchType, NoSuchError>;

    /// Adds up.
    async fn both(&self, first: Order, second: Order) -> Result<u32, OrderError> {
        let first = self.place_order(first).await?.quantity;
        Ok(first + self.place_order(second).await?.quantity)
    }

    /// Invokes nothing.
    fn limit(&self) -> u32 {
        5
    }
}

/// Functions whose names are completed when a client is built.
#[lambda_fn(name = "{stage}-{method}")]
pub trait Staged {
    /// Lists.
    async fn list(&self) -> Result<Vec<String>, Error>;
}

/// One function for all methods.
#[lambda_fn(name = "shared", route = "action", client = Shelves)]
pub trait Shared {
    /// Lists.
    async fn list(&self) -> Result<Vec<String>, Error>;

    /// Adds.
    #[lambda_fn(rename = "put")]
    async fn add(&self, name: String) -> Result<usize, Error>;
}
