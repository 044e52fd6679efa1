//! Methods of every form have a task, and none of them costs the trait an error.

#![deny(warnings)]
#![allow(dead_code)]

use std::borrow::Cow;
use std::path::Path;

use lambda_client::step_functions::TaskToken;
use lambda_client::step_functions::definition::TaskState;
use lambda_client::{Error, FunctionError, lambda_fn};

/// Neither serializable nor an error: a task says nothing about either until it is called.
#[derive(serde::Serialize, serde::Deserialize)]
struct Order {
    sku: String,
}

#[derive(Debug, thiserror::Error, FunctionError)]
enum OrderError {
    #[error("closed")]
    Closed,
    #[error(transparent)]
    #[function_error(other)]
    Other(Error),
}

mod shop {
    #[derive(serde::Serialize, serde::Deserialize)]
    pub struct Receipt {
        pub id: String,
    }
}

#[lambda_fn(name = "orders-{method}")]
trait Orders {
    async fn ping(&self) -> Result<(), Error>;
    async fn yield_(&self) -> Result<(), Error>;
    async fn place(&self, order: Order) -> Result<shop::Receipt, OrderError>;
    async fn look(&self, order: &Order) -> Result<Order, OrderError>;
    async fn quote(&self, sku: &str, quantities: Option<&[u32]>) -> Result<u64, Error>;
    async fn note<'a>(&self, text: Cow<'a, str>) -> Result<(), Error>;
    #[lambda_fn(named)]
    async fn named(&self, order: Order) -> Result<(), Error>;
    #[lambda_fn(mode = "event")]
    async fn event(&self, order: Order) -> Result<(), Error>;
    #[lambda_fn(mode = "dry_run")]
    async fn dry_run(&self, order: Order) -> Result<(), Error>;
    async fn ask(&self, order: &Order, token: TaskToken) -> Result<(), OrderError>;
    async fn file(&self, path: &Path) -> Result<(), Error>;
    async fn file_if_any(&self, path: Option<&Path>) -> Result<(), Error>;
    async fn bound(&self, #[lambda_fn(tenant)] tenant: &str, order: Order) -> Result<(), Error>;
    async fn r#match(&self, #[cfg(any())] absent: Missing, order: Order) -> Result<(), Error>;
    #[cfg(any())]
    async fn absent(&self, absent: Missing) -> Result<(), Error>;
    #[deprecated]
    async fn old(&self, order: Order) -> Result<(), Error>;

    /// The name of a task that the trait takes itself.
    async fn cancel_task(&self) -> Result<(), Error>;
    async fn cancel(&self) -> Result<(), Error>;
    async fn repair(&self) -> Result<(), Error>;
    async fn repair_task(&self) -> u8 {
        7
    }
}

fn main() {
    let _: TaskState<(), (), Error> = OrdersClient::ping_task();
    let _: TaskState<Order, shop::Receipt, OrderError> = OrdersClient::place_task();
    let _: TaskState<Order, Order, OrderError> = OrdersClient::look_task();
    let _: TaskState<(String, Option<Vec<u32>>), u64, Error> = OrdersClient::quote_task();
    let _: TaskState<Cow<'static, str>, (), Error> = OrdersClient::note_task();
    let _: TaskState<Order, (), Error> = OrdersClient::named_task();
    let _: TaskState<Order, (), Error> = OrdersClient::event_task();
    let _: TaskState<Order, u64, OrderError> = OrdersClient::ask_task().wait_for_token();
    let _: TaskState<Order, (), Error> = OrdersClient::dry_run_task();
    let _: TaskState<Order, (), Error> = OrdersClient::bound_task();
    let _: TaskState<((), Order), (), Error> = OrdersClient::match_task();
    let _: TaskState<(), (), Error> = OrdersClient::cancel_task_task();
    let _ = async |client: &OrdersClient| {
        client.cancel_task().await?;
        client.repair_task().await;
        Ok::<_, Error>(())
    };
}
