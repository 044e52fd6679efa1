//! The attempts of a request: the loop, its rules, and what all calls to one function share.

#[cfg(feature = "fan-out")]
mod admission;
mod attempt_failure;
mod attempt_loop;
mod attempts;
mod backoff;
mod budget;
mod decide;
mod per_function;
#[cfg(test)]
mod tests;
mod time_limit;

#[cfg(feature = "fan-out")]
pub(crate) use self::admission::Admission;
pub(crate) use self::attempt_failure::AttemptFailure;
pub(crate) use self::attempt_loop::{Request, drive};
pub(crate) use self::attempts::Attempts;
use self::backoff::delay;
#[cfg(feature = "step-functions")]
pub(crate) use self::backoff::delay_bounds;
pub(crate) use self::budget::Budget;
pub(crate) use self::decide::{Decision, decide};
pub(crate) use self::per_function::{PerFunction, PerFunctionMap};
#[cfg(feature = "step-functions")]
pub(crate) use self::time_limit::{Deadline, Limit};
