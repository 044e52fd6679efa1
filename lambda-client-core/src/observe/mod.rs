//! Observes the attempts and calls of a [`Lambda`](crate::Lambda): for metrics, logs and alarms.
//!
//! An [`Observer`] is told of each attempt before and after it is made, and of each call after its end. It is set with
//! [`LambdaBuilder::observer`](crate::LambdaBuilder::observer).
//!
//! ```
//! # extern crate lambda_client_core as lambda_client;
//! use std::sync::atomic::{AtomicU64, Ordering};
//! use std::sync::Arc;
//! use lambda_client::Lambda;
//! use lambda_client::observe::{AttemptEnd, CallEnd, Observer};
//! # use lambda_client::transport::{BoxFuture, InvokeRequest, InvokeResponse, Transport, TransportError};
//! # #[derive(Debug)] struct Echo;
//! # impl Transport for Echo {
//! #     fn invoke<'a>(&'a self, r: InvokeRequest<'a>) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
//! #         Box::pin(async move { Ok(InvokeResponse::new(200, r.payload().clone())) })
//! #     }
//! # }
//!
//! #[derive(Default)]
//! struct Counts {
//!     calls: AtomicU64,
//!     throttled: AtomicU64,
//! }
//!
//! impl Observer for Counts {
//!     fn attempt_finished(&self, attempt: &AttemptEnd<'_>) {
//!         if attempt.status() == Some(429) {
//!             self.throttled.fetch_add(1, Ordering::Relaxed);
//!         }
//!     }
//!
//!     fn call_finished(&self, call: &CallEnd<'_>) {
//!         self.calls.fetch_add(1, Ordering::Relaxed);
//!         println!("{} took {:?} and {}", call.target().function(), call.duration(), call.did_run());
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), lambda_client::Error> {
//! let counts = Arc::new(Counts::default());
//! let lambda = Lambda::builder(Echo).observer(Arc::clone(&counts)).build();
//! let seven: u32 = lambda.call("echo").json(&7).await?;
//! assert_eq!((seven, counts.calls.load(Ordering::Relaxed)), (7, 1));
//! # Ok(()) }
//! ```
//!
//! Observers see what an error may show: names, codes, statuses, request IDs and times. They see neither payloads nor client
//! contexts, tenant IDs, error messages or logs.

mod attempt;
mod call;
mod observer;
mod observers;
mod target;
mod watch;

pub use self::attempt::{AttemptEnd, AttemptStart};
pub use self::call::CallEnd;
pub use self::observer::Observer;
pub(crate) use self::observers::Observers;
pub use self::target::Target;
pub(crate) use self::watch::{AttemptOutcome, CallOutcome, CallWatch};
