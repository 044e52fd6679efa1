//! Whether a failed attempt could fare better later.

use std::fmt;

/// Whether the same request could fare better later, and how soon.
///
/// Together with [`DidRun`](crate::DidRun) this is the class of a failed attempt, and the class decides whether there is another
/// one.
#[doc = include_str!("table.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Outlook {
    /// Lambda, or something that it called, was asked too often.
    Throttled,
    /// Something is being set up or has run out; seconds.
    NotReady,
    /// A fault of the moment.
    Transient,
    /// The same request fails again until somebody changes something.
    Permanent,
}

impl fmt::Display for Outlook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Outlook::Throttled => "throttled",
            Outlook::NotReady => "not ready",
            Outlook::Transient => "transient",
            Outlook::Permanent => "permanent",
        })
    }
}
