//! Whether another attempt can help.

use std::fmt;

/// Whether the same request may succeed later, and how soon.
///
/// Together with [`DidRun`](crate::DidRun) this is the class of a failed attempt, which decides about another attempt:
#[doc = include_str!("table.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Retryability {
    /// Lambda, or a service that Lambda depends on, is throttling requests.
    Throttled,
    /// A resource is being set up or is exhausted; this takes seconds.
    NotReady,
    /// A momentary fault, such as a broken connection.
    Transient,
    /// The same request keeps failing until its cause is removed.
    Permanent,
}

impl Retryability {
    /// Returns a short, stable name, for example as the label of a metric: `throttled`, `not_ready`, `transient` or `permanent`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Retryability::Throttled => "throttled",
            Retryability::NotReady => "not_ready",
            Retryability::Transient => "transient",
            Retryability::Permanent => "permanent",
        }
    }
}

impl fmt::Display for Retryability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Retryability::NotReady => "not ready",
            Retryability::Throttled | Retryability::Transient | Retryability::Permanent => {
                self.as_str()
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Retryability::{NotReady, Permanent, Throttled, Transient};

    #[test]
    fn names_are_stable_and_display_is_for_people() {
        let all = [Throttled, NotReady, Transient, Permanent];
        assert_eq!(
            all.map(super::Retryability::as_str),
            ["throttled", "not_ready", "transient", "permanent"]
        );
        assert_eq!(
            all.map(|retryability| retryability.to_string()),
            ["throttled", "not ready", "transient", "permanent"]
        );
    }
}
