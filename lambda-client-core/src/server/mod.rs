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
//! While a method runs, the errors that its own calls return are noted. An error that equals a noted one, in `errorType` and
//! `errorMessage`, leaves as `lambda_client.Downstream` with the original as its cause. Its callers then do
//! not take it for an error of the function that they called, and do not retry because of it, even if both traits share one
//! error type.
//!
//! - The comparison is by value. A method that receives an error, handles it, and then fails with an equal error of its own
//!   is therefore reported as `Downstream`, too. The caller then learns less, but runs nothing twice. To send such an error
//!   as its own, return [`Error::function`](crate::Error::function), which is never compared, or another variant.
//! - Calls in tasks that the method spawns are not noted, even if the call was made before. Await them in the method itself
//!   (joined, or in any combinator), or convert their errors.
//! - An error that is kept and returned by a later invocation, and one whose text or fields differ each time that they are
//!   written, equals no noted one. Convert such errors, too.
//! - An error of an untyped call that [`FunctionError::from_error`](crate::FunctionError::from_error) converts is noted only as
//!   it arrived.
//!
//! # Names of errors
//!
//! An `errorType` that begins with `Runtime.`, `Sandbox.`, `Function.`, `Extension.`, `lambda_client.` or `States.` tells the
//! caller that the platform or this library ended the run, and how far it had got. A method cannot know that, so the first
//! dot of such a name is sent as `_`. A few other names of runtimes, such as `Init<..>`, get a leading `_`.

pub(crate) mod context;
pub(crate) mod dispatch;
pub(crate) mod downstream_errors;
mod event;
mod invocation;
mod response;
mod service;
mod tenant;

pub use self::context::log;
pub use self::dispatch::ServedFunction;
#[doc(hidden)]
pub use self::event::{Fields, argument, client_context, tenant};
pub use self::invocation::Invocation;
pub use self::response::FunctionResponse;
#[doc(hidden)]
pub use self::response::ServerReply;
pub use self::service::Service;
#[doc(hidden)]
pub use self::service::{HandlesMethod, handled, no_such_method};
#[doc(hidden)]
pub use self::tenant::{FromTenant, TenantArgument};
pub use crate::error::ErrorDocument;
