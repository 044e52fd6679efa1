//! Whether another attempt could succeed.

use std::fmt;

/// Says whether the same request could succeed later, and how soon.
///
/// Together with [`DidRun`](crate::DidRun) this is the class of a failed attempt, and the class decides whether the client
/// makes another attempt.
#[doc = include_str!("table.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Retryability {
    /// Lambda, or a service behind it, received too many requests.
    Throttled,
    /// A resource is being set up or is used up; this usually passes within seconds.
    NotReady,
    /// A momentary fault.
    Transient,
    /// The same request fails again until something is changed.
    Permanent,
}

impl Retryability {
    /// Returns the value as a label for metrics and logs: `throttled`, `not_ready`, `transient` or `permanent`.
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
            other => other.as_str(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Retryability::{NotReady, Permanent, Throttled, Transient};

    #[test]
    fn labels_are_words_and_display_is_text() {
        let all = [Throttled, NotReady, Transient, Permanent];
        assert_eq!(
            all.map(super::Retryability::as_str),
            ["throttled", "not_ready", "transient", "permanent"]
        );
        assert_eq!(
            all.map(|value| value.to_string()),
            ["throttled", "not ready", "transient", "permanent"]
        );
    }
}
