//! When a failed attempt may be followed by another, and after how long.

mod attempts;
mod backoff;
mod budget;
pub(crate) mod classify;
mod decide;
#[cfg(test)]
mod tests;

pub(crate) use self::attempts::Attempts;
use self::backoff::delay;
pub(crate) use self::budget::{Budget, Budgets};
pub(crate) use self::decide::{Decision, decide};
