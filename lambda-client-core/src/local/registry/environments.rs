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

/// The number of idle environments of one function. More of them are only needed by as many tenants.
const MAX_IDLE: usize = 2_500;

/// Idle environments, each with the moment since which it has been idle.
#[derive(Debug, Default)]
pub(in crate::local) struct Environments(Mutex<Idle>);

#[derive(Debug, Default)]
struct Idle {
    since: BTreeMap<EnvironmentKey, Vec<Instant>>,
    count: usize,
}

impl Environments {
    fn lock(&self) -> MutexGuard<'_, Idle> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes an idle environment that has not been idle for longer than `keep`. Returns `false` if a new one has to start.
    pub(in crate::local) fn take(
        &self,
        key: &EnvironmentKey,
        now: Instant,
        keep: Option<Duration>,
    ) -> bool {
        let mut idle = self.lock();
        let Some(since) = idle.since.get_mut(key) else {
            return false;
        };
        let before = since.len();
        if let Some(keep) = keep {
            since.retain(|since| now.saturating_duration_since(*since) <= keep);
        }
        let is_warm = since.pop().is_some();
        let taken = before - since.len();
        if since.is_empty() {
            idle.since.remove(key);
        }
        idle.count -= taken;
        is_warm
    }

    /// Returns an environment that can run again. If there are too many, the one that has been idle for the longest time ends.
    pub(in crate::local) fn put(&self, key: EnvironmentKey, now: Instant) {
        let mut idle = self.lock();
        if idle.count >= MAX_IDLE {
            idle.remove_oldest();
        }
        idle.since.entry(key).or_default().push(now);
        idle.count += 1;
    }
}

impl Idle {
    fn remove_oldest(&mut self) {
        // Within one key, the moments are in order.
        let oldest = self.since.iter().min_by_key(|(_, since)| since.first());
        let Some(key) = oldest.map(|(key, _)| key.clone()) else {
            return;
        };
        if let Some(since) = self.since.get_mut(&key) {
            since.remove(0);
            if since.is_empty() {
                self.since.remove(&key);
            }
        }
        self.count -= 1;
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

    #[test]
    fn any_number_of_tenants_has_a_limited_number_of_environments() {
        let environments = Environments::default();
        let key = |tenant: usize| EnvironmentKey {
            version: "1".to_owned(),
            tenant_id: Some(tenant.to_string()),
        };
        let start = Instant::now();
        let moment = |tenant: usize| start + Duration::from_millis(tenant as u64);
        for tenant in 0..MAX_IDLE + 10 {
            environments.put(key(tenant), moment(tenant));
        }
        assert_eq!(environments.lock().count, MAX_IDLE);
        assert_eq!(environments.lock().since.len(), MAX_IDLE);
        let now = moment(MAX_IDLE + 10);
        assert!(
            !environments.take(&key(9), now, None),
            "the oldest have ended"
        );
        assert!(environments.take(&key(10), now, None));
        for tenant in 11..MAX_IDLE + 10 {
            assert!(environments.take(&key(tenant), now, None));
        }
        let idle = environments.lock();
        assert_eq!((idle.count, idle.since.len()), (0, 0));
    }
}
