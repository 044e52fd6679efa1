//! The execution environments of a function that are idle: what is taken from here is a warm start.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Environments run one version, and one tenant where tenants are isolated.
type Kind = (String, Option<String>);

/// Idle environments, each with the time since when it is.
#[derive(Debug, Default)]
pub(crate) struct Environments(Mutex<BTreeMap<Kind, Vec<Instant>>>);

impl Environments {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<Kind, Vec<Instant>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes an idle environment that is not too old. None: a new one has to start.
    pub(crate) fn take(&self, kind: &Kind, now: Instant, keep: Option<Duration>) -> bool {
        let mut all = self.lock();
        let Some(idle) = all.get_mut(kind) else {
            return false;
        };
        if let Some(keep) = keep {
            idle.retain(|since| now.saturating_duration_since(*since) <= keep);
        }
        idle.pop().is_some()
    }

    /// Puts an environment back that can run again.
    pub(crate) fn put(&self, kind: Kind, now: Instant) {
        self.lock().entry(kind).or_default().push(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warm_is_what_was_put_back_not_too_long_ago() {
        let environments = Environments::default();
        let kind = ("1".to_owned(), None);
        let start = Instant::now();
        assert!(!environments.take(&kind, start, None));
        environments.put(kind.clone(), start);
        assert!(!environments.take(&("2".to_owned(), None), start, None));
        assert!(environments.take(&kind, start, None));
        assert!(!environments.take(&kind, start, None));
        environments.put(kind.clone(), start);
        let later = start + Duration::from_secs(61);
        assert!(!environments.take(&kind, later, Some(Duration::from_secs(60))));
    }
}
