//! The log of an invocation: its tail and its report.

mod report;
mod tail;

pub use self::report::Report;
pub use self::tail::LogTail;
