//! Serves traits as AWS Lambda functions, on the crate [`lambda_runtime`](https://docs.rs/lambda_runtime/1.5).
//!
//! [`serve`](serve()) is the whole `main` of a function. [`builder`] does the same with settings:
//!
//! ```no_run
//! # extern crate lambda_client_core as lambda_client;
//! # use lambda_client::server::Service;
//! # async fn example(orders: impl Service, returns: impl Service) -> Result<(), lambda_client::serve::ServeError> {
//! lambda_client::serve::builder(orders) // such as `OrdersServer::new(Shop::new())`
//!     .serve(returns)
//!     .set("stage", "prod")
//!     .run()
//!     .await
//! # }
//! ```
//!
//! While a method runs, [`Context::current`](crate::Context::current) returns what Lambda says about the invocation, and the calls
//! that the method makes [end before the invocation does](crate::Context#outgoing-calls).
//!
//! # Which methods run
//!
//! A program may serve many functions; the process that Lambda starts is one of them. Its name, in the environment variable
//! `AWS_LAMBDA_FUNCTION_NAME`, is compared with the names that the traits declare:
//!
//! - Account, region and qualifier do not count. `{method}` and `{env:VAR}` are filled in, and `{key}` with the value that
//!   [`set`](Builder::set) gives it. A `{key}` without a value stands for any text, so `orders-{stage}-place` fits
//!   `orders-prod-place`. A name that consists of nothing else fits nothing.
//! - A declared name also fits behind a prefix that ends with `-` or `_`: `orders-place` fits `prod-orders-place`. It does not fit in
//!   front of a suffix.
//! - If several declared names fit, the name itself wins; then the one that spells out more letters; then one without such a prefix. So
//!   `prod-orders-place` is `orders-place` rather than `place`, and `{stage}-orders-place` rather than either. If that leaves two, the
//!   function does not start.
//! - All methods behind the chosen name are served, if their `route`s tell them apart.
//!
//! [`only`](Builder::only) chooses a method, whatever the function is called, and [`function`](Builder::function) replaces the name.
//! If nothing fits, the function does not start, even if the program serves a single method: otherwise a function that was deployed
//! with the wrong program would run the wrong method. The error lists what the program serves. It is also reported to Lambda as
//! `Runtime.InitError`, so that callers see it.
//!
//! `cargo lambda watch` names the function after the binary, so there give the binary the name of the function. AWS's Runtime Interface
//! Emulator calls it `test_function` unless the variable is set.
//!
//! # Environment
//!
//! | Variable | Meaning |
//! |---|---|
//! | `AWS_LAMBDA_RUNTIME_API`, `AWS_LAMBDA_FUNCTION_NAME`, `AWS_LAMBDA_FUNCTION_VERSION`, `AWS_LAMBDA_FUNCTION_MEMORY_SIZE` | required |
//! | `AWS_LAMBDA_LOG_GROUP_NAME`, `AWS_LAMBDA_LOG_STREAM_NAME` | for the context |
//! | `AWS_LAMBDA_LOG_FORMAT` | `JSON` makes each log line a JSON object |
//! | `AWS_LAMBDA_MAX_CONCURRENCY` | how many invocations the process serves at once (Lambda Managed Instances); 1 without it |
//! | `AWS_SAM_LOCAL`, `AWS_LAMBDA_INITIALIZATION_TYPE` | [`is_local`](crate::Context::is_local): the first is `true`, or the second, which Lambda always sets, is missing |
//!
//! [`is_local`](crate::Context::is_local) is also true if the invoked ARN belongs to an account that AWS does not have
//! (`012345678912` or `000000000000`, those of emulators), or is not an ARN.
//!
//! # Concurrency
//!
//! Each invocation runs in its own [`Context`](crate::Context): request ID, deadline, trace header and log of concurrent
//! invocations are never mixed up. The environment variable `_X_AMZN_TRACE_ID` is only right while the process serves one invocation at
//! a time, so do not read it.
//!
//! # Responses
//!
//! The bytes of a [`FunctionResponse`](crate::server::FunctionResponse) are sent as they are. An error document also puts its
//! `errorType` into the header `Lambda-Runtime-Function-Error-Type`, or `Unhandled` if that is not a name: printable ASCII without
//! spaces. A response over 6 MB (6,291,556 bytes) is not sent: the caller receives Lambda's own error
//! `Function.ResponseSizeTooLarge`, with the size, and knows that the method ran to its end. An error document over the limit is
//! replaced by a short one with the same `errorType`.
//!
//! A panic is a response, too, with the place in the source, and the process serves the next invocation. Its text goes to the caller and,
//! by the hook that Rust installs for panics, to standard error.
//!
//! # Errors
//!
//! A failed invocation is reported to its caller. An error of [`serve`](serve()) means that the process must end. Lambda then starts
//! another one.
//!
//! | What happens | What the function does |
//! |---|---|
//! | a variable is missing or malformed, the method cannot be chosen, the extension for the hook is refused | does not start |
//! | a response is late: HTTP 410 | logs it and serves the next invocation |
//! | a response is too large for Lambda: HTTP 413 | sends `Function.ResponseSizeTooLarge` in its place, once |
//! | a response is rejected: another 4xx | logs it and serves the next invocation |
//! | a post fails: 5xx | ends. AWS calls this a non-recoverable state, after which a runtime should exit (Lambda Developer Guide, "Using the Lambda runtime API for custom runtimes"). Outside of Lambda, which the missing variable `AWS_LAMBDA_INITIALIZATION_TYPE` shows, it logs this and serves the next invocation: `cargo lambda watch` responds this way if the caller has gone, and does not start the process again |
//! | a connection is refused | tries again for about 300 ms, since nothing was sent; then ends |
//! | a connection breaks while a response is sent | logs it and serves the next invocation. The response is not sent again, because it may have arrived |
//! | the next invocation cannot be fetched or breaks off, or what arrives is not an invocation | ends; with `AWS_LAMBDA_MAX_CONCURRENCY`, see below |
//!
//! # Logs
//!
//! Each line of [`server::log`](crate::server::log()) goes to standard error in one write, with the request ID:
//! `2026-01-31T12:34:56.789Z`, the ID, the level and the text, separated by tabs; or, if `AWS_LAMBDA_LOG_FORMAT` is `JSON`, an object
//! with `timestamp`, `requestId`, `level` and `message`. Lambda filters such objects by level.
//!
//! For a failed invocation there is one line of level `ERROR` with the `errorType` alone, in JSON as the field `errorType`, too: the
//! message may contain data of the event. A response that Lambda rejects is one line of level `WARN`.
//!
//! No event, response, tenant ID or client context is in a line of this crate, nor in the `tracing` events of `lambda_runtime` at any
//! level, with one exception: see below. (`lambda_runtime` prints events at level `TRACE` in the part that `serve` replaces.) At `TRACE`
//! it prints that it loads its configuration, waits, and has received an event.
//!
//! # What lambda_runtime decides
//!
//! - A client context that `lambda_runtime` cannot read ends the process before this crate sees the invocation, and the caller receives
//!   `Runtime.ExitError`. It reads JSON in which all values of `custom` and `environment` are strings, and in which `client` has all of
//!   its five fields or is missing; [`ClientContext`](crate::ClientContext) always sends that. The same holds for a Cognito identity.
//! - With `AWS_LAMBDA_MAX_CONCURRENCY`, such an invocation, or one that breaks off, ends one of the workers, and the process once no
//!   worker is left. For subscribers of `tracing`, `lambda_runtime` then prints why, at level `ERROR` and **with the value** that it
//!   could not read.
//! - With `AWS_LAMBDA_MAX_CONCURRENCY`, a Runtime API that cannot be reached, or that closes the connection, is asked again and again,
//!   without a pause. For subscribers of `tracing`, each time is a line of level `WARN`.
//! - SnapStart: `lambda_runtime` waits for the snapshot after the servers were created. Connections that were opened before it are
//!   stale afterwards. This crate has no hooks around the snapshot, and its tests do not cover SnapStart.

mod builder;
mod choice;
mod environment;
mod error;
mod handler;
mod log;
mod pattern;
mod run;
mod runtime_api;

pub use self::builder::Builder;
pub use self::error::{ServeError, ServeErrorKind};
use crate::server::Service;

/// Serves the methods of a trait as the Lambda function that this process runs as: the whole `main` of a function.
///
/// # Errors
///
/// Returns an error if the environment is not that of a Lambda function, if the name of the function chooses no method, or if the
/// Runtime API is lost. See [the module](mod@crate::serve#errors).
pub async fn serve(server: impl Service) -> Result<(), ServeError> {
    builder(server).run().await
}

/// Starts to build a function from the server of a trait.
pub fn builder(server: impl Service) -> Builder {
    Builder::new(server)
}
