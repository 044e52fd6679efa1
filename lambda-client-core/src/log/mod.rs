//! Reads what Lambda returns from the log of an invocation, its tail and the report in it, and finds the rest of it in CloudWatch Logs.
//!
//! To write to the log from a handler, see [`server::log`](crate::server::log()).

mod console;
mod location;
mod report;
mod site;
mod tail;

pub use self::location::LogLocation;
pub use self::report::Report;
pub(crate) use self::site::{CallSite, Home};
pub use self::tail::LogTail;
