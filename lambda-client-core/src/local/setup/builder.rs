//! What goes into a `LocalLambda`.

use std::collections::BTreeMap;
use std::sync::Arc;

use tokio::sync::watch;

use crate::clock::{Clock, TokioClock};
use crate::error::Error;
use crate::local::LocalLambda;
use crate::local::engine::concurrency::{ACCOUNT_LIMIT, ConcurrencyLimit};
use crate::local::engine::seeded_rng::SeededRng;
use crate::local::engine::wall_clock::WallClock;
use crate::local::fault::Fault;
use crate::local::recorder::Memory;
use crate::local::registry::Registry;
use crate::local::registry::arn::AccountRegion;
use crate::local::setup::function::Function;
use crate::local::setup::handler::Handler;
use crate::local::setup::plan::{Change, Plan};
use crate::local::setup::served;
use crate::local::shared::Shared;
use crate::server::Service;

/// Builds a [`LocalLambda`].
#[must_use = "a builder does nothing until `build` is called"]
pub struct LocalLambdaBuilder {
    services: Vec<Arc<dyn Service>>,
    keys: BTreeMap<String, String>,
    functions: Vec<(String, Function)>,
    configure: Vec<(String, Change)>,
    faults: Vec<(String, Fault)>,
    account_concurrency: u32,
    home: AccountRegion,
    clock: Arc<dyn Clock>,
    seed: Option<u64>,
}

impl Default for LocalLambdaBuilder {
    fn default() -> Self {
        LocalLambdaBuilder {
            services: Vec::new(),
            keys: BTreeMap::new(),
            functions: Vec::new(),
            configure: Vec::new(),
            faults: Vec::new(),
            account_concurrency: ACCOUNT_LIMIT,
            home: AccountRegion::default(),
            clock: Arc::new(TokioClock),
            seed: None,
        }
    }
}

impl LocalLambdaBuilder {
    /// Serves the functions of a trait, under the names that it gives them. A qualifier that the trait names is there too: a
    /// number as that version, any other as an alias of version 1. Calls to these functions may have a tenant id; see
    /// [`Function::tenant_isolation`] for functions that need one.
    pub fn serve(mut self, service: impl Service) -> Self {
        self.services.push(Arc::new(service));
        self
    }

    /// The value of a `{key}` in the names of the traits.
    pub fn set(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.keys.insert(key.into(), value.into());
        self
    }

    /// Adds a function of this name, or of this ARN, for one in another account or region.
    pub fn function(mut self, name: impl Into<String>, function: Function) -> Self {
        self.functions.push((name.into(), function));
        self
    }

    /// Adds a function of this name with the defaults: short for [`function`](Self::function) with [`Function::new`].
    pub fn handler(self, name: impl Into<String>, handler: impl Handler) -> Self {
        self.function(name, Function::new(handler))
    }

    /// Changes the settings of a function that a trait declares.
    ///
    /// ```
    /// # use lambda_client_core::{LocalLambda, server::Invocation};
    /// # let builder = LocalLambda::builder().handler("orders-place", |_: Invocation| async { "1" });
    /// use std::time::Duration;
    ///
    /// let local = builder
    ///     .configure("orders-place", |place| place.timeout(Duration::from_secs(30)).reserved_concurrency(2))
    ///     .build();
    /// # let _ = local;
    /// ```
    pub fn configure(
        mut self,
        function: impl Into<String>,
        change: impl FnOnce(Function) -> Function + Send + 'static,
    ) -> Self {
        self.configure.push((function.into(), Box::new(change)));
        self
    }

    /// Puts a fault into the way of a function's calls.
    pub fn fault(mut self, function: impl Into<String>, fault: Fault) -> Self {
        self.faults.push((function.into(), fault));
        self
    }

    /// How many runs there may be at a time, reservations included. Default: 1,000.
    pub fn account_concurrency(mut self, runs: u32) -> Self {
        self.account_concurrency = runs;
        self
    }

    /// The region of functions that are not named by an ARN. Default: `us-east-1`.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.home.region = region.into();
        self
    }

    /// The account of functions that are not named by an ARN, 12 digits. Default: `000000000000`.
    pub fn account(mut self, account: impl Into<String>) -> Self {
        self.home.account = account.into();
        self
    }

    /// Where time comes from: timeouts, cold starts, the queue, delays of faults. Default: [`TokioClock`], which is virtual
    /// time where tokio's time is paused.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Makes luck repeatable: request ids, weighted aliases, faults by probability, and the delays between a client's attempts.
    /// The order in which calls come is luck of another kind: those that are made at the same time may swap theirs.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// The finished Lambda. Mistakes, such as a name that cannot be resolved, are reported by every call to it; see
    /// [`try_build`](Self::try_build).
    pub fn build(self) -> LocalLambda {
        let mut plan = Plan {
            mistakes: self.home.check(),
            ..Plan::default()
        };
        let (functions, mistakes) = served::functions(&self.services, &self.keys, &self.home);
        plan.mistakes.extend(mistakes);
        plan.functions.extend(functions);
        for (name, function) in self.functions {
            plan.add(&name, function, &self.home);
        }
        for (name, change) in self.configure {
            plan.change(&name, change, &self.home);
        }
        plan.check(self.account_concurrency);
        let reserved = plan.reserved();
        let left = self.account_concurrency.saturating_sub(reserved);
        let account = Arc::new(ConcurrencyLimit::of_account(left));
        let now = self.clock.now();
        let wall = WallClock::new(now);
        let mut registry = Registry::new(self.home, wall.at(now).replace('Z', "+0000"));
        for (key, function) in plan.functions {
            registry.deploy(key, function, &account, self.seed);
        }
        for (name, fault) in self.faults {
            if let Err(mistake) = registry.inject(&name, fault) {
                plan.mistakes.push(mistake);
            }
        }
        let mistakes = (!plan.mistakes.is_empty()).then(|| plan.mistakes.join("; "));
        LocalLambda {
            shared: Arc::new(Shared {
                registry,
                mistakes,
                pending: watch::Sender::new(0),
                recorder: Memory::default(),
                wall,
                clock: self.clock,
                chance: SeededRng::new(self.seed, ""),
                seed: self.seed,
            }),
        }
    }

    /// The finished Lambda, or everything that is wrong with it.
    ///
    /// # Errors
    ///
    /// Names and settings that Lambda would not take, an account or region that cannot be, placeholders without a value, faults of functions that are not there.
    ///
    /// ```
    /// use lambda_client_core::{LocalLambda, server::Invocation};
    /// use lambda_client_core::local::Function;
    ///
    /// let function = Function::new(|_: Invocation| async { "1" }).alias("live", 3);
    /// let error = LocalLambda::builder().function("ping", function).try_build().unwrap_err();
    /// assert!(error.to_string().contains("version 3"));
    /// ```
    pub fn try_build(self) -> Result<LocalLambda, Error> {
        let local = self.build();
        match &local.shared.mistakes {
            Some(mistakes) => Err(Error::configuration(mistakes.clone())),
            None => Ok(local),
        }
    }
}

impl std::fmt::Debug for LocalLambdaBuilder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let services: Vec<_> = self
            .services
            .iter()
            .map(|service| service.declaration().name)
            .collect();
        let functions: Vec<_> = self.functions.iter().map(|(name, _)| name).collect();
        f.debug_struct("LocalLambdaBuilder")
            .field("services", &services)
            .field("keys", &self.keys)
            .field("functions", &functions)
            .finish_non_exhaustive()
    }
}
