//! Whether a failed attempt could fare better later.

use std::fmt;

/// Whether the same request could fare better later, and how soon.
///
/// Together with [`DidRun`](crate::DidRun) this is the class of a failed attempt, and the class decides whether there is another
/// one.
#[doc = include_str!("table.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Retryability {
    /// Lambda, or something that it called, was asked too often.
    Throttled,
    /// Something is being set up or has run out; seconds.
    NotReady,
    /// A fault of the moment.
    Transient,
    /// The same request fails again until somebody changes something.
    Permanent,
}

impl fmt::Display for Retryability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Retryability::Throttled => "throttled",
            Retryability::NotReady => "not ready",
            Retryability::Transient => "transient",
            Retryability::Permanent => "permanent",
        })
    }
}
