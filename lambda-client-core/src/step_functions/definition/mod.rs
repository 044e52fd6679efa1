//! Definitions of state machines whose tasks are the methods of a trait.
//!
//! `#[lambda_fn]` generates a task for each method: `OrdersClient::reserve_task()` of `reserve`. Tasks become a flow, in which **the compiler
//! checks that the output of each step is the input of the next**, and the flow becomes a definition in the Amazon States Language, printed
//! as JSON for the CDK, SAM, Terraform or `aws stepfunctions create-state-machine`.
//!
//! ```
//! # extern crate lambda_client_core as lambda_client;
//! # use lambda_client::__private::{Declaration, ErrorType, Method, TaskArgument, TaskPayload, TaskState, task};
//! # use lambda_client::{Error, FunctionError, server::ErrorDocument};
//! # use lambda_client::step_functions::definition::ErrorName;
//! # struct Order; struct Stock; struct Quote; struct Receipt;
//! # struct OrderError;
//! # impl OrderError { const DECLINED: ErrorName<OrderError> = ErrorName::new("Declined"); }
//! # impl FunctionError for OrderError {
//! #     fn from_error(_: Error) -> Self { OrderError }
//! #     fn to_document(&self) -> ErrorDocument { ErrorDocument::new("Declined", "") }
//! # }
//! # static ORDERS: Declaration = Declaration::new("Orders", &[
//! #     Method::new("reserve", "orders-reserve").idempotent(true), Method::new("price", "orders-price").idempotent(true),
//! #     Method::new("charge", "orders-charge"), Method::new("release", "orders-release").idempotent(true),
//! # ]);
//! # struct OrdersClient;
//! # impl OrdersClient {
//! #     fn reserve_task() -> TaskState<Order, Stock, OrderError> { task::<_, Result<_, _>>(&ORDERS, 0, TaskPayload::Value) }
//! #     fn price_task() -> TaskState<Order, Quote, OrderError> { task::<_, Result<_, _>>(&ORDERS, 1, TaskPayload::Value) }
//! #     fn charge_task() -> TaskState<(Stock, Quote), Receipt, OrderError> {
//! #         task::<_, Result<_, _>>(&ORDERS, 2, TaskPayload::Object(&[TaskArgument::Field("stock"), TaskArgument::Field("quote")]))
//! #     }
//! #     fn release_task() -> TaskState<(Stock, Quote), (), OrderError> {
//! #         task::<_, Result<_, _>>(&ORDERS, 3, TaskPayload::Object(&[TaskArgument::Field("stock"), TaskArgument::Field("quote")]))
//! #     }
//! # }
//! use lambda_client::step_functions::definition::{Definition, fail, parallel};
//!
//! // async fn reserve(&self, order: Order) -> Result<Stock, OrderError>;
//! // async fn price(&self, order: Order) -> Result<Quote, OrderError>;
//! // async fn charge(&self, stock: Stock, quote: Quote) -> Result<Receipt, OrderError>;
//! // async fn release(&self, stock: Stock, quote: Quote) -> Result<(), OrderError>;
//! let declined = OrdersClient::release_task().then(fail("Declined", "the card was declined"));
//! let checkout = parallel((OrdersClient::reserve_task(), OrdersClient::price_task()))
//!     .then(OrdersClient::charge_task().catch(OrderError::DECLINED, declined));
//!
//! let definition = Definition::standard(checkout).build()?;
//! assert!(definition.to_json().contains(r#""FunctionName": "orders-charge""#));
//! println!("{definition}");
//! let policy = definition.iam_policy().expect("the steps call functions");
//! println!("{policy}");
//! # Ok::<(), Error>(())
//! ```
//!
//! # Steps
//!
//! | Step | From | To |
//! |---|---|---|
//! | a task | the argument, `()`, or a tuple of the arguments | the result of the method |
//! | [`a.wait_for_token::<T>()`](TaskState::wait_for_token), a task whose last argument is a [`TaskToken`](super::TaskToken) | the other arguments | the `T` that is sent for the token |
//! | `a.then(b)` | what `a` takes | what `b` returns |
//! | [`parallel`](parallel())`((a, b))` | what both take | the tuple of what they return |
//! | [`keep_input`]`(a)` | what `a` takes | the same; what `a` returns is lost |
//! | [`map`]`(a)` | `Vec<T>` | `Vec<U>`, if `a` turns a `T` into a `U` |
//! | [`distributed_map`](distributed_map())`(a)` | `Vec<T>`, or anything if the items are in S3 | `Vec<U>`, or where they are in S3 |
//! | [`pass`], [`constant`], [`transform`], [`fail`] | anything | the same, a constant, what an expression computes, nothing |
//! | [`fail_with_caught`] | a [`Caught`] | nothing |
//!
//! The types say what the JSON between two steps is. A method with `mode = "event"` queues its event and returns `()`. A method that takes the
//! tenant ID or the client context as an argument, and one with `mode = "dry_run"`, cannot be a task.
//!
//! # What later steps need
//!
//! A step gets what the step before returns, and nothing else. A branch that only passes its input on keeps it: with `ask` from `Order` to
//! `Approval`, `parallel((pass(), ask))` returns `(Order, Approval)`, which are the arguments of a method that takes both. [`transform`] picks
//! a part of them.
//!
//! ```
//! # extern crate lambda_client_core as lambda_client;
//! use lambda_client::step_functions::definition::{Flow, TaskState, map, parallel, pass, transform};
//!
//! # struct Order; struct Approval; struct Parcel; struct Receipt; struct OrderError;
//! fn ship_approved(
//!     ask: TaskState<Order, Approval, OrderError>,
//!     ship: TaskState<Parcel, Receipt, OrderError>,
//! ) -> Flow<Order, Vec<Receipt>> {
//!     let parcels = transform::<(Order, Approval), Vec<Parcel>>("$states.input[0].parcels");
//!     parallel((pass(), ask)).then(parcels).then(map(ship))
//! }
//! ```
//!
//! # Errors
//!
//! `catch` of a task takes the name of one of the function's errors, such as `OrderError::DECLINED`, and a handler: a step that takes the
//! input of the task and returns what the task returns. The flow goes on after the handler; [`fail`] ends the execution instead. With
//! `catch_with_error` the handler takes a [`Caught`], which has the error as well, and can end with [`fail_with_caught`], which fails with that
//! error. What Step Functions or Lambda reports in the function's place is a [`PlatformError`], such as [`PlatformError::TIMEOUT`];
//! `catch_all` handles all that is left.
//!
//! # Retries
//!
//! A task is retried by the rules of the client, which are in the table of [`Retryability`](crate::certainty::Retryability): each code in it
//! is an error name of Step Functions, `Lambda.TooManyRequestsException` for example.
//!
//! | | Idempotent method | Any other method |
//! |---|---|---|
//! | Lambda's codes that prove that the function did not run, if the cause may pass | retried | retried |
//! | `#[function_error(retry)]` | retried | retried |
//! | Lambda's codes that leave it open; `Lambda.AWSLambdaException`, `Lambda.ClientExecutionTimeoutException`, `Lambda.SdkClientException`, `States.Timeout`, and `States.HeartbeatTimeout` of a task with a heartbeat | retried | never |
//! | all other errors of the function, such as `Sandbox.Timedout`, and those of its initialization, such as `Runtime.ImportModuleError` | never | never |
//!
//! Who reports a name cannot be told: a function that is not served by this crate, and itself reports a name of Lambda, such as
//! `Lambda.TooManyRequestsException`, is retried as if it had not run.
//!
//! `max_attempts`, `base_delay` and `max_delay` are those of the declaration or of [`TaskState::retry`], in whole seconds; each group of errors
//! with the same delays counts its own attempts. If `max_attempts` is not declared, there are 6 retries, as AWS recommends (AWS Step
//! Functions Developer Guide, "Handle transient Lambda service exceptions"), and 2 where more rarely help. If `States.Timeout` ends an
//! attempt, the function may still be running when the next one begins. A state machine has no retry budget, and nothing limits a task over all
//! its attempts but [`DefinitionBuilder::timeout`].
//!
//! # Tasks that wait for a token
//!
//! Where the function only starts the work, such as by asking a person, the state waits until someone sends the result for its token. The
//! function takes the [`TaskToken`](super::TaskToken) as its last argument, and passes it on or ends the task by
//! [`Machines::task`](super::Machines::task). The state fills in the token: it is not a part of the input. Where it is a field of an argument,
//! [`wait_for_nested_token`](TaskState::wait_for_nested_token) trusts an expression. A wait has a [`timeout`](TaskState::timeout), which must
//! be set, and may have a [`heartbeat`](TaskState::heartbeat).
//!
//! # What the function learns
//!
//! The task hands over in the client context which execution and state the function runs for, and how often the state has been retried: see
//! [`InvokingState`](crate::client_context::InvokingState). A queued event has no client context. [`DefinitionBuilder::without_context`] and
//! [`TaskState::without_context`] switch it off.
//!
//! # Names that the deployment knows
//!
//! `{env:VAR}` and `{key}` in declared names get their values when the definition is built. A value, or the whole
//! [`function`](TaskState::function), may be a `${..}`, which the deployment tool fills in.
//!
//! Sources: Amazon States Language specification; AWS Step Functions Developer Guide, "Invoke an AWS Lambda function with Step Functions",
//! "Handling errors in Step Functions workflows" and "Transforming data with JSONata in Step Functions".

mod builder;
mod caught;
mod distributed_map;
mod document;
mod error_name;
mod expression;
mod flow;
mod handlers;
mod iam_policy;
mod inline_map;
mod json;
mod parallel;
mod permissions;
mod plain_states;
mod platform_error;
mod query_language;
mod scope;
mod seconds;
mod state;
mod stored;
mod task;
#[cfg(test)]
mod tests;

pub use self::builder::DefinitionBuilder;
pub use self::caught::{Caught, CaughtError};
pub use self::distributed_map::{
    Batch, CsvDelimiter, DistributedMap, ItemBatcher, ItemReader, ResultWriter, S3Object,
    Transformation, distributed_map,
};
pub use self::document::Definition;
pub use self::error_name::{AnyErrorName, ErrorName, ErrorNameOf};
pub use self::flow::{Flow, Handler, Step};
pub use self::iam_policy::IamPolicy;
pub use self::inline_map::{InlineMap, map};
pub use self::parallel::{Parallel, ParallelSteps, keep_input, parallel};
pub use self::plain_states::{constant, fail, fail_with_caught, pass, transform};
pub use self::platform_error::PlatformError;
pub use self::query_language::QueryLanguage;
pub use self::task::{SentFor, TaskArgument, TaskPayload, TaskState, TokenLast, task};
