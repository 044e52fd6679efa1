//! Observes the attempts and calls of a [`Lambda`](crate::Lambda): for metrics, logs and alarms.
//!
//! An [`Observer`] is told of each attempt before and after it is made, and of each call after its end, or when it is dropped. It is
//! set with [`LambdaBuilder::observer`](crate::LambdaBuilder::observer).
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
//!
//! # Spans
//!
//! With the feature `tracing`, each call opens a span `lambda.call` and each attempt a child span `lambda.attempt`, at level `INFO` and with
//! the target `lambda_client`, for any subscriber of the crate [`tracing`](https://docs.rs/tracing). The span of an attempt is entered while
//! the attempt is polled, so the spans and events of the transport are inside it. The names follow OpenTelemetry's semantic conventions for
//! FaaS, RPC and AWS clients (v1.44), which `tracing-opentelemetry` passes on; `otel.name`, `otel.kind` and `otel.status_code` are read by it. What
//! is not known is left out.
//!
//! | Field of `lambda.call` | Value |
//! |---|---|
//! | `otel.name`, `otel.kind` | `Lambda.Invoke`, or another operation such as `Lambda.ListFunctions`; `client` |
//! | `rpc.system.name`, `rpc.method` | `aws-api`; `Invoke`, `ListFunctions`, .. |
//! | `faas.invoked_name`, `faas.invoked_provider`, `faas.invoked_region` | the bare name of the function; `aws`; the region, see [`Target::region`] |
//! | `lambda.method`, `lambda.qualifier`, `lambda.mode` | the method of the trait; the version or alias; the invocation type |
//! | `lambda.attempts`, `lambda.did_run` | the number of attempts; `no`, `init_only`, `unknown` or `yes` |
//! | `aws.request_id`, `lambda.executed_version` | those of the last response |
//! | `faas.coldstart`, `lambda.billed_ms`, `lambda.max_memory_mb` | what Lambda measured; only with `tail_log` |
//! | `otel.status_code`, `error.type` | `ERROR` and [`CallEnd::error_type`], if the call failed; `dropped`, if it was dropped |
//!
//! | Field of `lambda.attempt` | Value |
//! |---|---|
//! | `lambda.attempt`, `lambda.delay_ms` | the number, from 1; the time waited before it |
//! | `lambda.did_run`, `http.response.status_code`, `aws.request_id` | those of this attempt |
//! | `otel.status_code`, `error.type` | `ERROR` and [`AttemptEnd::error_type`], if the attempt failed; `dropped`, if it was dropped |
//!
//! The fields from `lambda.attempts` on, and from `lambda.did_run` on, are recorded at the end. Of a call whose future is dropped, only
//! `lambda.attempts`, `lambda.did_run` and the status are known.

mod attempt;
mod call;
mod call_drop;
mod error_type;
mod observer;
mod observers;
#[cfg(feature = "tracing")]
mod span;
mod target;
mod watch;

pub use self::attempt::{AttemptEnd, AttemptStart};
pub use self::call::CallEnd;
pub use self::call_drop::CallDrop;
pub use self::observer::Observer;
pub(crate) use self::observers::Observers;
pub use self::target::Target;
pub(crate) use self::watch::{AttemptOutcome, CallOutcome, CallWatch};
