//! What can go wrong, and what is known about it.

mod failure;

pub use failure::{Failure, FailureKind};
