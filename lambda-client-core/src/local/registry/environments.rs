//! The idle execution environments of a function. A run that takes one is a warm start.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// What an environment can run: one version, for one tenant if the function isolates tenants.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::local) struct EnvironmentKey {
    pub(in crate::local) version: String,
    pub(in crate::local) tenant_id: Option<String>,
}

/// Idle environments, each with the moment since which it has been idle.
#[derive(Debug, Default)]
pub(in crate::local) struct Environments(Mutex<BTreeMap<EnvironmentKey, Vec<Instant>>>);

impl Environments {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<EnvironmentKey, Vec<Instant>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes an idle environment that has not been idle for longer than `keep`. Returns `false` if a new one has to start.
    pub(in crate::local) fn take(
        &self,
        key: &EnvironmentKey,
        now: Instant,
        keep: Option<Duration>,
    ) -> bool {
        let mut all = self.lock();
        let Some(idle) = all.get_mut(key) else {
            return false;
        };
        if let Some(keep) = keep {
            idle.retain(|since| now.saturating_duration_since(*since) <= keep);
        }
        idle.pop().is_some()
    }

    /// Returns an environment that can run again.
    pub(in crate::local) fn put(&self, key: EnvironmentKey, now: Instant) {
        self.lock().entry(key).or_default().push(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_environment_stays_warm_for_its_version_until_it_is_idle_for_too_long() {
        let environments = Environments::default();
        let key = |version: &str| EnvironmentKey {
            version: version.to_owned(),
            tenant_id: None,
        };
        let start = Instant::now();
        assert!(!environments.take(&key("1"), start, None));
        environments.put(key("1"), start);
        assert!(!environments.take(&key("2"), start, None));
        assert!(environments.take(&key("1"), start, None));
        assert!(!environments.take(&key("1"), start, None));
        environments.put(key("1"), start);
        let later = start + Duration::from_secs(61);
        assert!(!environments.take(&key("1"), later, Some(Duration::from_secs(60))));
    }
}
