
//! Runtime of lambda-client.

mod client_context;
mod did_run;
mod error;
mod lenient_base64;
mod lenient_json;
mod log_tail;
mod report;

pub use client_context::{ClientApplication, ClientContext, EncodeContextError};
pub use did_run::DidRun;
pub use error::{Failure, FailureKind};
pub use log_tail::LogTail;
pub use report::Report;
