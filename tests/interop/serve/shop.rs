//! The traits that the served function implements and that every caller calls, compiled into both.

use lambda_client::{ClientContext, Error, FunctionError, lambda_fn};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// Methods of one function.
#[lambda_fn(name = "served-shop", route = "action")]
pub(crate) trait Shop {
    async fn echo(&self, value: Box<RawValue>) -> Result<Box<RawValue>, ShopError>;

    /// Fails, after adding a line to the file `count_in`.
    async fn refuse(&self, refusal: Refusal, count_in: Option<String>) -> Result<(), ShopError>;

    async fn panic(&self, message: String) -> Result<(), ShopError>;

    /// Ends the process.
    async fn leave(&self, status: u8) -> Result<(), ShopError>;

    /// Returns text of this length.
    async fn fill(&self, characters: usize) -> Result<String, ShopError>;

    /// Waits, after adding a line to the file `count_in`.
    async fn sleep(&self, milliseconds: u64, count_in: Option<String>) -> Result<u64, ShopError>;

    #[lambda_fn(tail_log)]
    async fn log(&self, lines: Vec<String>) -> Result<usize, ShopError>;

    /// What the method knows about its invocation.
    async fn facts(&self) -> Result<Facts, ShopError>;

    /// What accompanies the event.
    async fn visitor(
        &self,
        #[lambda_fn(tenant)] tenant: Option<String>,
        #[lambda_fn(client_context)] context: Option<ClientContext>,
    ) -> Result<Visitor, ShopError>;

    /// Calls `sleep` of another function.
    async fn wait_for(
        &self,
        function: String,
        milliseconds: u64,
        count_in: Option<String>,
    ) -> Result<u64, ShopError>;

    /// Calls `refuse` of another function, and returns its error.
    async fn ask(
        &self,
        function: String,
        refusal: Refusal,
        count_in: Option<String>,
    ) -> Result<(), ShopError>;
}

/// Functions with one method each, whose events are the argument itself.
#[lambda_fn(name = "served-{method:kebab-case}")]
pub(crate) trait Desk {
    async fn place_order(&self, order: Order) -> Result<Receipt, ShopError>;

    /// Adds a line to a file.
    #[lambda_fn(mode = "event")]
    async fn audit(&self, entry: Entry) -> Result<(), Error>;
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) struct Order {
    pub(crate) items: Vec<Item>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) struct Item {
    pub(crate) sku: String,
    pub(crate) quantity: u32,
}

#[derive(Debug, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) struct Receipt {
    pub(crate) pieces: u32,
}

#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Entry {
    pub(crate) count_in: String,
    /// Fails after the line is written.
    pub(crate) fails: bool,
}

/// The error that a method returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) enum Refusal {
    OutOfStock,
    Closed,
    CardDeclined,
    Busy,
}

impl Refusal {
    /// Returns the error, the same on both sides.
    pub(crate) fn error(self) -> ShopError {
        match self {
            Refusal::OutOfStock => ShopError::OutOfStock {
                sku: "näils ☃".to_owned(),
                left: 3,
            },
            Refusal::Closed => ShopError::Closed,
            Refusal::CardDeclined => ShopError::CardDeclined("the bank said \"no\"".to_owned()),
            Refusal::Busy => ShopError::Busy,
        }
    }
}

#[derive(Debug, thiserror::Error, FunctionError)]
pub(crate) enum ShopError {
    #[error("only {left} of {sku} are left")]
    OutOfStock { sku: String, left: u32 },
    #[error("the shop is closed")]
    Closed,
    #[error("the card was declined: {0}")]
    #[function_error(type = "com.acme.CardDeclined")]
    CardDeclined(String),
    #[error("busy")]
    #[function_error(retry)]
    Busy,
    #[error(transparent)]
    #[function_error(other)]
    Other(#[from] Error),
}

/// What `Context::current()` returns.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Facts {
    pub(crate) request_id: String,
    pub(crate) function: Option<String>,
    pub(crate) arn: Option<String>,
    pub(crate) version: Option<String>,
    /// Absent if there is no limit.
    pub(crate) remaining_ms: Option<u64>,
    pub(crate) tenant: Option<String>,
    pub(crate) trace: Option<String>,
    pub(crate) log_group: Option<String>,
    pub(crate) log_stream: Option<String>,
    pub(crate) is_local: bool,
    /// The process that ran the method.
    pub(crate) process: u32,
}

#[derive(Debug, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) struct Visitor {
    pub(crate) tenant: Option<String>,
    pub(crate) context: Option<ClientContext>,
}
