//! The runtime of `lambda-client`: calls to AWS Lambda functions, with retries and errors that know whether the function ran.
//!
//! Use the crate `lambda-client`, which re-exports all of this and adds the macros.
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod call;
mod callable;
pub mod certainty;
pub mod client;
pub mod client_context;
pub mod clock;
pub mod declaration;
mod directory;
#[cfg(feature = "local")]
mod endpoint;
mod error;
pub mod failure;
#[cfg(feature = "fan-out")]
#[cfg_attr(docsrs, doc(cfg(feature = "fan-out")))]
pub mod fan_out;
#[cfg(any(feature = "aws-sdk", feature = "serve"))]
mod foreign;
mod function_name;
pub mod functions;
mod future;
#[cfg(feature = "aws-sdk")]
mod http;
mod invocation;
mod json;
mod lambda;
mod lenient_base64;
#[cfg(feature = "fan-out")]
mod limiter;
#[cfg(feature = "local")]
#[cfg_attr(docsrs, doc(cfg(feature = "local")))]
pub mod local;
pub mod log;
pub mod observe;
mod page_cycle;
pub mod payload;
#[cfg(feature = "opentelemetry")]
mod propagation;
mod retry;
#[cfg(feature = "aws-sdk")]
#[cfg_attr(docsrs, doc(cfg(feature = "aws-sdk")))]
pub mod sdk;
#[cfg(feature = "serve")]
#[cfg_attr(docsrs, doc(cfg(feature = "serve")))]
pub mod serve;
pub mod server;
mod settings;
#[cfg(feature = "step-functions")]
#[cfg_attr(docsrs, doc(cfg(feature = "step-functions")))]
pub mod step_functions;
#[cfg(feature = "test-util")]
#[cfg_attr(docsrs, doc(cfg(feature = "test-util")))]
pub mod test_util;
mod timestamp;
pub mod transport;
mod unwind;
mod uuid;

#[doc(hidden)]
pub mod __private;

// Generated code imports the crate under this name: an import from another crate then fails, and is the only message.
#[doc(hidden)]
pub extern crate self as __lambda_client;

pub use self::call::{Call, Response};
pub use self::certainty::DidRun;
pub use self::client::ClientBuilder;
pub use self::client_context::ClientContext;
pub use self::error::{CallError, Error, ErrorBuilder, ErrorKind, FunctionError};
#[cfg(feature = "fan-out")]
#[cfg_attr(docsrs, doc(cfg(feature = "fan-out")))]
pub use self::fan_out::{FanOutExt, fan_out};
pub use self::lambda::{Lambda, LambdaBuilder};
#[cfg(feature = "local")]
#[cfg_attr(docsrs, doc(cfg(feature = "local")))]
pub use self::local::LocalLambda;
pub use self::payload::Raw;
#[cfg(feature = "aws-sdk")]
#[cfg_attr(docsrs, doc(cfg(feature = "aws-sdk")))]
pub use self::sdk::SdkTransport;
#[cfg(feature = "serve")]
#[cfg_attr(docsrs, doc(cfg(feature = "serve")))]
pub use self::serve::serve;
pub use self::server::Context;
pub use self::settings::RetryConfig;
