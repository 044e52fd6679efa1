//! The runtime of `lambda-client`: calls to AWS Lambda functions, with retries and errors that know whether the function ran.
//!
//! Use the crate `lambda-client`, which re-exports all of this and adds the macros.
#![cfg_attr(docsrs, feature(doc_cfg))]

mod attempt;
mod call;
mod client_context;
mod clock;
mod declaration;
mod did_run;
mod entries;
mod error;
mod functions;
mod lambda;
mod lenient_base64;
mod lenient_json;
#[cfg(feature = "local")]
#[cfg_attr(docsrs, doc(cfg(feature = "local")))]
pub mod local;
mod log_tail;
mod manual_clock;
mod misfit;
mod missing;
mod names;
mod object;
mod payload;
mod report;
mod response;
mod retry;
mod service;
mod settings;
mod stub;
mod target;
mod tenant;
mod transport;

#[doc(hidden)]
pub mod __private;

use std::future::Future;
use std::pin::Pin;

pub use self::attempt::Attempt;
pub use self::call::{Call, UntypedCall};
pub use self::client_context::{ClientApplication, ClientContext, EncodeContextError};
pub use self::clock::{Clock, FullJitter, Jitter, TokioClock};
pub use self::did_run::DidRun;
pub use self::error::{
    CallError, Error, ErrorDocument, ErrorKind, Failure, FailureKind, FunctionError,
};
pub use self::functions::{
    Alias, Function, FunctionConfiguration, FunctionState, Listing, MAX_PAGE_SIZE, Page,
    PageRequest, UpdateStatus,
};
pub use self::lambda::{Lambda, LambdaBuilder};
#[cfg(feature = "local")]
#[cfg_attr(docsrs, doc(cfg(feature = "local")))]
pub use self::local::{LocalLambda, LocalLambdaBuilder};
pub use self::log_tail::LogTail;
pub use self::manual_clock::ManualClock;
pub use self::payload::{MAX_EVENT_PAYLOAD, MAX_PAYLOAD, Raw};
pub use self::report::Report;
pub use self::response::Response;
pub use self::retry::{Outlook, RetryConfig};
pub use self::service::{Invocation, Service};
pub use self::stub::{ClientBuilder, MethodSettings};
#[cfg(feature = "aws-sdk")]
#[cfg_attr(docsrs, doc(cfg(feature = "aws-sdk")))]
pub use self::transport::sdk::{SdkTransport, aws_config, aws_sdk_lambda};
pub use self::transport::{
    Evidence, InvocationType, InvokeRequest, InvokeResponse, Progress, Stage, Transport,
    TransportError, TransportErrorKind,
};

/// A boxed future that can be sent between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
