//! The function's side: from an event to the method of a trait, and from what the method returns back to bytes.
//!
//! `#[lambda_fn]` generates a server for each trait, and the server is a [`Service`]. A runtime invokes it:
//! [`LocalLambda`](crate::LocalLambda) in this process, or any other one through [`ServedFunction`].
//!
//! ```
//! # extern crate lambda_client_core as lambda_client;
//! use lambda_client::server::{Invocation, ServedFunction, Service};
//!
//! /// Runs each function of a trait once, for example those of `OrdersServer::new(Shop)`.
//! async fn try_all(server: impl Service) -> Result<(), lambda_client::Error> {
//!     for function in ServedFunction::all(server, &Default::default())? {
//!         let response = function.invoke(Invocation::new("{}")).await;
//!         println!("{}: {:?}", function.name(), response.payload());
//!     }
//!     Ok(())
//! }
//! ```
//!
//! # Errors of outgoing calls
//!
//! While a method runs, the errors that its own calls return are noted. An error that equals a noted one leaves as
//! `lambda_client.Downstream` with the original as its cause. Its callers then do not take it for an error of the function that
//! they called, and do not retry because of it, even if both traits share one error type.
//!
//! - The comparison is by value: by `errorType` and by what `errorMessage` says. If that is a JSON object, neither white space nor
//!   the order of keys and elements count, nor does the text that stands next to the fields as `message`. Of a variant without
//!   fields, only the `errorType` counts. An error that an untyped call returned is also recognized if the method converts it with
//!   [`FunctionError::from_error`](crate::FunctionError::from_error).
//! - A method that receives an error, handles it, and then fails with an equal error of its own is therefore reported as
//!   `Downstream`, too. The caller then learns less, but runs nothing twice. To send such an error as its own, return
//!   [`Error::function`](crate::Error::function), which is never compared, or another variant.
//! - A call that the method makes is noted wherever it is awaited. Of the calls that are made in tasks which the method spawns,
//!   nothing is noted, unless the task runs in the [`Context`]'s [`scope`](Context::scope).
//! - Of several equal errors the last is the cause. If they came from different functions, the message names none.
//! - These are not recognized, so convert them yourself: an error that is kept and returned by a later invocation; one with a field
//!   whose value differs each time that it is serialized; and, after 64 failed calls in one invocation, one that is not written exactly
//!   as it was noted.
//!
//! # Panics
//!
//! A method that panics ends its own invocation alone. The error leaves as `Panic` with the text of the panic, such as
//! `panicked: out of nails`, and where a runtime owns the process, with the place in the source. So the text of a panic is for callers
//! to read, like that of any other error. A program that is built with `panic = "abort"` ends instead.
//!
//! # Names of errors
//!
//! An `errorType` that begins with `Runtime.`, `Sandbox.`, `Function.`, `Extension.`, `lambda_client.`, `Lambda.` or `States.` tells the
//! caller that the platform or this library ended the run, and how far it had got. A method cannot know that, so the first
//! dot of such a name is sent as `_`. A few other names of runtimes, such as `Init<..>`, get a leading `_`. Names that callers
//! would take for the platform's together with their message or stack trace are changed likewise, and the stack trace is left out.
//! [`FunctionResponse::failure`] alone sends any bytes as they are: it can stand in for every runtime.

mod content;
pub(crate) mod context;
pub(crate) mod dispatch;
pub(crate) mod downstream_errors;
mod event;
mod invocation;
pub(crate) mod panic;
mod response;
mod service;
mod tenant;

pub use self::context::{Context, in_context, log};
pub use self::dispatch::ServedFunction;
pub use self::event::{ArgumentSource, Fields, Terms, argument, client_context, tenant};
pub use self::invocation::Invocation;
pub use self::response::FunctionResponse;
pub use self::response::ServerReply;
pub use self::service::Service;
pub use self::service::{HandlesMethod, handled, no_such_method};
pub use self::tenant::{FromTenant, TenantArgument};
pub use crate::error::{ErrorDocument, ErrorType};
