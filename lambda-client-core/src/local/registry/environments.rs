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

/// Idle environments.
#[derive(Debug, Default)]
pub(in crate::local) struct Environments(Mutex<Idle>);

#[derive(Debug, Default)]
struct Idle {
    by_key: BTreeMap<EnvironmentKey, Vec<IdleEnvironment>>,
    count: usize,
}

#[derive(Debug)]
struct IdleEnvironment {
    since: Instant,
    /// The log stream, which an environment has for life.
    log_stream: String,
}

impl Environments {
    fn lock(&self) -> MutexGuard<'_, Idle> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes an idle environment that has not been idle for longer than `keep`, and returns its log stream. Returns `None` if a new
    /// one has to start.
    pub(in crate::local) fn take(
        &self,
        key: &EnvironmentKey,
        now: Instant,
        keep: Option<Duration>,
    ) -> Option<String> {
        let mut idle = self.lock();
        let environments = idle.by_key.get_mut(key)?;
        let before = environments.len();
        if let Some(keep) = keep {
            environments.retain(|idle| now.saturating_duration_since(idle.since) <= keep);
        }
        let warm = environments.pop();
        let taken = before - environments.len();
        if environments.is_empty() {
            idle.by_key.remove(key);
        }
        idle.count -= taken;
        warm.map(|environment| environment.log_stream)
    }

    /// Returns an environment that can run again. If there are too many, the one that has been idle for the longest time ends.
    pub(in crate::local) fn put(&self, key: EnvironmentKey, log_stream: String, now: Instant) {
        let mut idle = self.lock();
        if idle.count >= MAX_IDLE {
            idle.remove_oldest();
        }
        let environment = IdleEnvironment {
            since: now,
            log_stream,
        };
        idle.by_key.entry(key).or_default().push(environment);
        idle.count += 1;
    }
}

impl Idle {
    fn remove_oldest(&mut self) {
        // Within one key, the moments are in order.
        let since =
            |environments: &Vec<IdleEnvironment>| environments.first().map(|idle| idle.since);
        let oldest = self
            .by_key
            .iter()
            .min_by_key(|(_, environments)| since(environments));
        let Some(key) = oldest.map(|(key, _)| key.clone()) else {
            return;
        };
        if let Some(environments) = self.by_key.get_mut(&key) {
            environments.remove(0);
            if environments.is_empty() {
                self.by_key.remove(&key);
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
        assert_eq!(environments.take(&key("1"), start, None), None);
        environments.put(key("1"), "stream".to_owned(), start);
        assert_eq!(environments.take(&key("2"), start, None), None);
        let stream = environments.take(&key("1"), start, None);
        assert_eq!(stream.as_deref(), Some("stream"));
        assert_eq!(environments.take(&key("1"), start, None), None);
        environments.put(key("1"), "stream".to_owned(), start);
        let later = start + Duration::from_secs(61);
        let keep = Some(Duration::from_secs(60));
        assert_eq!(environments.take(&key("1"), later, keep), None);
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
            environments.put(key(tenant), tenant.to_string(), moment(tenant));
        }
        assert_eq!(environments.lock().count, MAX_IDLE);
        assert_eq!(environments.lock().by_key.len(), MAX_IDLE);
        let now = moment(MAX_IDLE + 10);
        assert!(
            environments.take(&key(9), now, None).is_none(),
            "the oldest have ended"
        );
        for tenant in 10..MAX_IDLE + 10 {
            let stream = environments.take(&key(tenant), now, None);
            assert_eq!(stream, Some(tenant.to_string()));
        }
        let idle = environments.lock();
        assert_eq!((idle.count, idle.by_key.len()), (0, 0));
    }
}
