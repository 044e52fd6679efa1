//! A cache of credentials in which a tokio runtime does not wait for another one.

use std::collections::HashMap;
use std::future::{Future as _, poll_fn};
use std::pin::{Pin, pin};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::task::{Context, Poll, Waker};

use aws_sdk_lambda::config::{ConfigBag, IdentityCache, RuntimeComponents};
use aws_sdk_lambda::error::BoxError;
use aws_smithy_runtime_api::client::identity::{
    Identity, IdentityCachePartition, IdentityFuture, ResolveCachedIdentity, ResolveIdentity,
    SharedIdentityCache, SharedIdentityResolver,
};
use tokio::runtime::{self, Handle};

use crate::sdk::credentials;

/// A cache of credentials in front of the SDK's, or of the user's. Credentials that cannot be sent do not get into it.
///
/// In the SDK's cache one call loads the credentials, and all others wait for it. If the runtime of that call is no longer driven,
/// they wait until their own timeouts. Here calls of other runtimes load for themselves while a load is under way.
///
/// The SDK's providers for EC2 instances, IAM Identity Center and `aws login` keep tokens in caches of the same kind, which are out
/// of reach: a call still waits if the other runtime stopped while it fetched such a token.
#[derive(Debug)]
pub(crate) struct Identities {
    cache: SharedIdentityCache,
    /// The resolver of the first call, wrapped for all calls: a client nearly always has only one.
    first: OnceLock<SharedIdentityResolver>,
    loads: Mutex<HashMap<IdentityCachePartition, Load>>,
}

/// A load that is under way.
#[derive(Debug)]
struct Load {
    runtime: runtime::Id,
    /// How many calls of that runtime load or wait.
    calls: usize,
    /// The resolvers of other runtimes: the cache takes each for another one.
    others: HashMap<runtime::Id, SharedIdentityResolver>,
}

impl Identities {
    /// Creates a cache in front of this one, or of the SDK's usual one.
    pub(crate) fn new(cache: Option<SharedIdentityCache>) -> Self {
        Identities {
            cache: cache.unwrap_or_else(|| IdentityCache::lazy().build()),
            first: OnceLock::new(),
            loads: Mutex::new(HashMap::new()),
        }
    }

    /// Returns a resolver that refuses what cannot be sent.
    fn sendable(&self, resolver: SharedIdentityResolver) -> SharedIdentityResolver {
        let wrap = || credentials::sendable(resolver.clone());
        let first = self.first.get_or_init(wrap);
        match first.cache_partition() == resolver.cache_partition() {
            true => first.clone(),
            false => wrap(),
        }
    }

    /// Returns a resolver for this runtime alone if another one loads.
    fn own_resolver(
        &self,
        resolver: &SharedIdentityResolver,
        runtime: runtime::Id,
    ) -> Option<SharedIdentityResolver> {
        let mut loads = self.loads();
        let load = loads.get_mut(&resolver.cache_partition())?;
        if load.runtime == runtime {
            return None;
        }
        let own = load.others.entry(runtime);
        let own = own.or_insert_with(|| SharedIdentityResolver::new(Separate(resolver.clone())));
        Some(own.clone())
    }

    /// Loads or waits with the other calls of this runtime. Returns nothing if another runtime has begun before.
    async fn together(
        &self,
        shared: IdentityFuture<'_>,
        resolver: &SharedIdentityResolver,
        runtime: runtime::Id,
    ) -> Option<Result<Identity, BoxError>> {
        // Dropped after the future, which holds the cache's lock.
        let mut loading = None;
        let mut shared = pin!(shared);
        poll_fn(|cx| {
            let polled = shared.as_mut().poll(cx);
            if polled.is_pending() && loading.is_none() {
                loading = self.begin(resolver.cache_partition(), runtime);
                if loading.is_none() {
                    return Poll::Ready(None);
                }
            }
            polled.map(Some)
        })
        .await
    }

    /// Notes that a call of this runtime loads or waits. Returns nothing if another runtime does so already.
    fn begin(
        &self,
        partition: IdentityCachePartition,
        runtime: runtime::Id,
    ) -> Option<Loading<'_>> {
        let mut loads = self.loads();
        let load = loads.entry(partition).or_insert_with(|| Load {
            runtime,
            calls: 0,
            others: HashMap::new(),
        });
        if load.runtime != runtime {
            return None;
        }
        load.calls += 1;
        Some(Loading {
            identities: self,
            partition,
        })
    }

    fn loads(&self) -> MutexGuard<'_, HashMap<IdentityCachePartition, Load>> {
        self.loads.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ResolveCachedIdentity for Identities {
    fn resolve_cached_identity<'a>(
        &'a self,
        resolver: SharedIdentityResolver,
        components: &'a RuntimeComponents,
        config: &'a ConfigBag,
    ) -> IdentityFuture<'a> {
        let resolver = self.sendable(resolver);
        let resolve = move |resolver| {
            let cache = &self.cache;
            cache.resolve_cached_identity(resolver, components, config)
        };
        let Ok(runtime) = Handle::try_current().map(|runtime| runtime.id()) else {
            return resolve(resolver);
        };
        let mut shared = resolve(resolver.clone());
        // What is cached is there at once, as nearly always: no future is needed for it.
        let mut cx = Context::from_waker(Waker::noop());
        if let Poll::Ready(resolved) = Pin::new(&mut shared).poll(&mut cx) {
            return IdentityFuture::ready(resolved);
        }
        IdentityFuture::new(async move {
            if let Some(own) = self.own_resolver(&resolver, runtime) {
                // It may hold the cache's lock, which the other runtime waits for.
                drop(shared);
                return resolve(own).await;
            }
            if let Some(resolved) = self.together(shared, &resolver, runtime).await {
                return resolved;
            }
            // Another runtime has begun at the same moment. It may have ended since.
            let own = self.own_resolver(&resolver, runtime);
            resolve(own.unwrap_or(resolver)).await
        })
    }
}

/// A call that loads or waits.
struct Loading<'a> {
    identities: &'a Identities,
    partition: IdentityCachePartition,
}

impl Drop for Loading<'_> {
    fn drop(&mut self) {
        let mut loads = self.identities.loads();
        if let Some(load) = loads.get_mut(&self.partition) {
            load.calls -= 1;
            if load.calls == 0 {
                loads.remove(&self.partition);
            }
        }
    }
}

/// A resolver that the cache takes for another one.
#[derive(Debug)]
struct Separate(SharedIdentityResolver);

impl ResolveIdentity for Separate {
    fn resolve_identity<'a>(
        &'a self,
        components: &'a RuntimeComponents,
        config: &'a ConfigBag,
    ) -> IdentityFuture<'a> {
        self.0.resolve_identity(components, config)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    #[expect(dead_code, reason = "for `Debug`")]
    struct Named(&'static str);

    impl ResolveIdentity for Named {
        fn resolve_identity<'a>(
            &'a self,
            _components: &'a RuntimeComponents,
            _config: &'a ConfigBag,
        ) -> IdentityFuture<'a> {
            IdentityFuture::ready(Err("not needed here".into()))
        }
    }

    #[test]
    fn every_resolver_is_wrapped_and_none_is_taken_for_the_first() {
        let identities = Identities::new(None);
        for name in ["first", "second", "third"] {
            let resolver = SharedIdentityResolver::new(Named(name));
            let wrapped = identities.sendable(resolver.clone());
            assert_eq!(wrapped.cache_partition(), resolver.cache_partition());
            let printed = format!("{wrapped:?}");
            assert!(printed.contains("Sendable"), "{printed}");
            assert!(printed.contains(&format!("{name:?}")), "{printed}");
        }
    }
}
