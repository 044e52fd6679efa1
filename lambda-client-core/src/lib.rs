//! The runtime of `lambda-client`: calls to AWS Lambda functions, with retries and errors that know whether the function ran.
//!
//! Use the crate `lambda-client`, which re-exports all of this and adds the macros.
#![cfg_attr(docsrs, feature(doc_cfg))]

mod call;
mod certainty;
mod client;
mod client_context;
mod clock;
mod declaration;
mod encoding;
mod error;
mod failure;
mod functions;
mod future;
mod json;
mod lambda;
#[cfg(feature = "local")]
#[cfg_attr(docsrs, doc(cfg(feature = "local")))]
pub mod local;
mod log;
mod payload;
mod retry;
#[cfg(feature = "aws-sdk")]
mod sdk;
mod server;
mod settings;
mod target;
mod transport;

#[doc(hidden)]
pub mod __private;

pub use self::call::{Call, Response, UntypedCall};
pub use self::certainty::{Attempt, DidRun, Outlook};
pub use self::client::{ClientBuilder, MethodSettings};
pub use self::client_context::{ClientApplication, ClientContext, EncodeContextError};
pub use self::clock::{Clock, FullJitter, Jitter, ManualClock, TokioClock};
pub use self::error::{CallError, Error, ErrorDocument, ErrorKind, FunctionError};
pub use self::failure::{Failure, FailureKind};
pub use self::functions::{
    Alias, Function, FunctionConfiguration, FunctionState, Listing, MAX_PAGE_SIZE, Page,
    PageRequest, UpdateStatus,
};
pub use self::future::BoxFuture;
pub use self::lambda::{Lambda, LambdaBuilder};
#[cfg(feature = "local")]
#[cfg_attr(docsrs, doc(cfg(feature = "local")))]
pub use self::local::{LocalLambda, LocalLambdaBuilder};
pub use self::log::{LogTail, Report};
pub use self::payload::{MAX_EVENT_PAYLOAD, MAX_PAYLOAD, Raw};
#[cfg(feature = "aws-sdk")]
#[cfg_attr(docsrs, doc(cfg(feature = "aws-sdk")))]
pub use self::sdk::{SdkTransport, aws_config, aws_sdk_lambda};
pub use self::server::{Invocation, Service};
pub use self::settings::RetryConfig;
pub use self::transport::{
    Evidence, InvocationType, InvokeRequest, InvokeResponse, Progress, Stage, Transport,
    TransportError, TransportErrorKind,
};
