//! Observes the attempts and calls of a [`Lambda`](crate::Lambda) or [`Machines`](crate::step_functions::Machines): for metrics, logs and alarms.
//!
//! An [`Observer`] learns when each attempt starts and ends, and when each call ends or is dropped. It is
//! set with [`LambdaBuilder::observer`](crate::LambdaBuilder::observer) or
//! [`MachinesBuilder::observer`](crate::step_functions::MachinesBuilder::observer).
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
//!     fn attempt_finished(&self, attempt: &AttemptEnd) {
//!         if attempt.status() == Some(429) {
//!             self.throttled.fetch_add(1, Ordering::Relaxed);
//!         }
//!     }
//!
//!     fn call_finished(&self, call: &CallEnd) {
//!         self.calls.fetch_add(1, Ordering::Relaxed);
//!         println!("{} took {:?} and {}", call.target().function(), call.duration(), call.did_run());
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), lambda_client::Error> {
//! let counts = Arc::new(Counts::default());
//! let lambda = Lambda::builder(Echo).observer(Arc::clone(&counts)).build();
//! let seven: u32 = lambda.call("echo").json(&7).await?;
//! lambda.flush_observers().await;
//! assert_eq!((seven, counts.calls.load(Ordering::Relaxed)), (7, 1));
//! # Ok(()) }
//! ```
//!
//! # When observers are told
//!
//! Calls do not wait for observers: what happens is put into a queue, and a thread of the `Lambda`, named `lambda-observer`, reports it, in
//! the order in which it happened. So an observer runs outside of the task of the call, its runtime, its current span and its thread-locals,
//! and somewhat later. The thread starts with the first event, and ends after the last clone of the `Lambda` has been dropped and all has
//! been reported. An observer that makes calls should use its own `Lambda`: those of the `Lambda` that it observes would be reported to
//! it as well, and if it kept a clone of that, neither would ever be dropped.
//!
//! The queue holds 8,192 events; most calls cause three. While it is full because an observer is slow, further events are lost, and
//! [`Observer::events_lost`] says how many at the place where they are missing. What waits at the end of the process is lost as well:
//! await [`Lambda::flush_observers`](crate::Lambda::flush_observers) before.
//!
//! Lambda freezes a function once it has responded. `serve` therefore holds each response until what has happened so far has been reported,
//! for at most 100 milliseconds (`serve::Builder::observer_time`). The rest is reported during the next invocation, if there is one.
//!
//! All of this holds for a `Machines` as well, which has a queue and its own thread: an observer that is given to a `Lambda` and a `Machines`
//! may be told by both at once.
//!
//! Spans, the metrics of the feature `metrics` and [`OpenTelemetryMetrics`](crate::observe#opentelemetry) do not use the queue: they are
//! recorded in the task of the call.
//!
//! Observers see what an error may show: names, codes, statuses, request IDs and times. They see neither payloads nor client
//! contexts, tenant IDs, error messages or logs.
//!
//! # Executions
//!
//! Everything that Step Functions is asked (feature `step-functions`) is told by the same events: a start, a description, a run of an Express
//! machine, a report to a task, each page of a history. [`Target::operation`] is the operation of the API, [`Target::state_machine`] and
//! [`Target::execution`] are the ARNs, as far as they are known beforehand; [`Target::function`] is empty. [`CallEnd::did_run`] says
//! whether the execution started, or whether the request took effect. A start whose name is in use describes the execution that has it: that is
//! another call, told before the start ends.
//!
//! Waiting for the end of an execution is one call, however long it takes, of which each poll is an attempt ([`Target::is_wait`]). It has
//! failed if the execution has.
//!
//! Observers see neither inputs nor outputs, causes and task tokens.
//!
//! ```
//! # extern crate lambda_client_core as lambda_client;
//! # #[cfg(feature = "step-functions")] mod example {
//! use lambda_client::observe::{CallEnd, Observer};
//! # use lambda_client::step_functions::{Machines, StatesTransport};
//!
//! struct Failures;
//!
//! impl Observer for Failures {
//!     fn call_finished(&self, call: &CallEnd) {
//!         if let (true, Some(error)) = (call.target().is_wait(), call.error_type()) {
//!             println!("{:?}: {error}", call.target().execution());
//!         }
//!     }
//! }
//!
//! # fn machines(transport: impl StatesTransport) -> Machines {
//! Machines::builder(transport).observer(Failures).build()
//! # }
//! # }
//! ```
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
//!
//! # Step Functions
//!
//! What a [`Machines`](crate::step_functions::Machines) asks for (feature `step-functions`) opens a span `step_functions.call`, and waiting for the
//! end of an execution a span `step_functions.wait`, with a child span `step_functions.attempt` for each attempt or poll. Descriptions after
//! a start whose name is in use are below the span of the start. There are no fields for inputs, outputs, causes and task tokens.
//!
//! | Field of `step_functions.call` and `step_functions.wait` | Value |
//! |---|---|
//! | `otel.name`, `otel.kind` | `SFN.StartExecution`, `SFN.StartSyncExecution`, `SFN.DescribeExecution`, ..; `client` |
//! | `rpc.system.name`, `rpc.method` | `aws-api`; `StartExecution`, .. |
//! | `aws.step_functions.state_machine.arn`, `step_functions.execution_arn`, `cloud.region` | those of the machine, without a version or alias, and of the execution; the region of the ARN |
//! | `step_functions.attempts`, `step_functions.did_run` | the number of attempts, or of polls; whether the execution started, or the request took effect: `no`, `unknown` or `yes` |
//! | `aws.request_id` | that of the last response |
//! | `otel.status_code`, `error.type` | as those of `lambda.call`; also if an execution that was waited for has failed |
//!
//! | Field of `step_functions.attempt` | Value |
//! |---|---|
//! | `step_functions.attempt`, `step_functions.delay_ms` | the number, from 1; the time waited before a retry |
//! | `step_functions.did_run`, `http.response.status_code`, `aws.request_id`, `otel.status_code`, `error.type` | as those of `lambda.attempt` |
//!
//! # Functions
//!
//! On the function's side, under `serve` and in `LocalLambda`, each invocation opens a span `lambda.serve`, which is entered while the
//! handler is polled:
//!
//! | Field of `lambda.serve` | Value |
//! |---|---|
//! | `otel.name`, `otel.kind` | the name of the function; `server` |
//! | `faas.trigger`, `faas.invocation_id` | `other`, since the event may be of any kind; Lambda's request ID |
//! | `faas.coldstart` | whether it is the first invocation of the execution environment |
//! | `aws.lambda.invoked_arn`, `cloud.resource_id` | the ARN as it was invoked; the same with the version that runs in place of an alias |
//! | `cloud.region`, `cloud.account.id` | those of the ARN |
//! | `otel.status_code`, `error.type` | `ERROR` and, if the handler failed, the `errorType` that its error type declares, one of this library's own such as `Panic` or `Runtime.UnmarshalError`, or `_OTHER`; `dropped`, if it took too long |
//!
//! A filter can leave out any of the spans, for one layer or for all: what is below them is then below the span around them. A subscriber
//! that panics breaks the call, as it does the rest of the program; observers, recorders of metrics and propagators that panic do not.
//!
//! What describes the function as a whole, `faas.name` and `faas.version`, belongs to the resource of OpenTelemetry, and is left to it.
//!
//! # One trace
//!
//! With the feature `opentelemetry`, a call and the invocation that it causes are in one trace. Both sides need a subscriber with the layer
//! of [`tracing-opentelemetry`](https://docs.rs/tracing-opentelemetry) 0.34, and with it version 0.33 of `opentelemetry` and
//! `opentelemetry_sdk`. Nothing else is needed. With other versions everything compiles, but no trace is found, and none is sent:
//!
//! ```text
//! your span > lambda.call > lambda.attempt >> lambda.serve > spans of the handler > lambda.call > ..
//!                                           ^ another process
//! ```
//!
//! Each attempt carries its own span, so a function that ran twice for one call is seen twice, below two attempts. What is sent apart from
//! that, above all the payload, is the same in every attempt. Without a current span, nothing is invented.
//!
//! **The trace header of AWS X-Ray** (`X-Amzn-Trace-Id`) is always sent, with events as well:
//! `Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1`. A call that a function makes already carries on the header
//! of its invocation. The span replaces it as follows:
//!
//! | The invocation's header | What a sampled span makes of it |
//! |---|---|
//! | has the same trace (`Root`) | the span becomes the `Parent`; `Lineage` and all other fields stay |
//! | has another trace, with `Sampled=1` | it stays as it is: X-Ray records the function in that trace |
//! | has another trace that is not sampled | the span takes its place; only `Lineage` stays, by which Lambda ends loops |
//!
//! A span that is not sampled changes no such header. A header that middleware sets with
//! [`InvokeRequest::with_trace_header`](crate::transport::InvokeRequest::with_trace_header), or an interceptor of the AWS SDK, wins over all
//! of this.
//!
//! **An execution** of Step Functions gets the trace in its own parameter, `traceHeader`, by the same rules, unless the start sets another
//! one. It names the span of the start, and not of an attempt: every retry of a start is the same request.
//!
//! **The client context** carries what the header has no room for, such as `tracestate` and baggage, if
//! [`LambdaBuilder::propagate_in_client_context`](crate::LambdaBuilder#method.propagate_in_client_context) says so.
//!
//! **The function** continues the trace of its client context, whoever put it there and in the format of the global propagator (without
//! one, that of W3C), or else that of the trace header. Values that are malformed are ignored. So is a header that is not sampled: Lambda
//! sends one with `Sampled=0`, or with a `Root` alone, with every invocation that X-Ray does not record, and as a parent it would keep every
//! other backend from recording the function, too. A caller that has decided against a trace and wants its functions to follow sends
//! the client context. [`Context::trace_header`](crate::Context::trace_header) and
//! [`Context::client_context`](crate::Context::client_context) return what has travelled as it arrived.
//!
//! Where X-Ray records the function itself (active tracing), the `Parent` of its header is a segment that Lambda has made below that of the
//! caller. A backend other than X-Ray does not receive this segment, and shows the function below a missing span of the same trace. With
//! the client context, the function is below the attempt.
//!
#![doc = include_str!("metrics.md")]

mod attempt;
mod call;
mod call_drop;
mod delivery;
mod error_type;
mod event;
#[cfg(feature = "tracing")]
mod execution_span;
#[cfg(all(feature = "tracing", any(feature = "local", feature = "serve")))]
mod invocation_span;
#[cfg(feature = "metrics")]
pub(crate) mod metrics;
mod observer;
mod observers;
#[cfg(feature = "opentelemetry")]
mod open_telemetry;
mod queue;
#[cfg(any(feature = "local", feature = "serve"))]
mod served;
mod short_code;
#[cfg(feature = "tracing")]
mod span;
mod target;
mod watch;

pub use self::attempt::{AttemptEnd, AttemptStart};
pub use self::call::CallEnd;
pub use self::call_drop::CallDrop;
#[cfg(feature = "serve")]
pub(crate) use self::delivery::flush_all;
pub use self::observer::Observer;
pub(crate) use self::observers::Observers;
#[cfg(feature = "opentelemetry")]
#[cfg_attr(docsrs, doc(cfg(feature = "opentelemetry")))]
pub use self::open_telemetry::OpenTelemetryMetrics;
#[cfg(any(feature = "local", feature = "serve"))]
pub(crate) use self::served::ServedWatch;
pub use self::target::Target;
pub(crate) use self::watch::{AttemptOutcome, CallOutcome, CallWatch};
