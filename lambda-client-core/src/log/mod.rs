//! Reads what Lambda returns from the log of an invocation: its tail, and the report in it.
//!
//! To write to the log from a handler, see [`server::log`](crate::server::log()).

mod report;
mod tail;

pub use self::report::Report;
pub use self::tail::LogTail;
