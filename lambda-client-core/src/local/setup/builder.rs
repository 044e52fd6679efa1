//! The builder of a `LocalLambda`.

use std::collections::BTreeMap;
use std::sync::Arc;

use tokio::sync::watch;

use crate::clock::{Clock, TokioClock};
use crate::error::Error;
use crate::local::LocalLambda;
use crate::local::account_region::AccountRegion;
use crate::local::engine::{Engine, EngineHandle, QueueSize};
use crate::local::fault::Fault;
use crate::local::function::Function;
use crate::local::function::handler::Handler;
use crate::local::registry::Registry;
use crate::local::registry::concurrency::ACCOUNT_LIMIT;
use crate::local::seeded_rng::SeededRng;
use crate::local::setup::deployment::{Change, Deployment};
use crate::local::wall_clock::WallClock;
use crate::server::Service;

/// Builds a [`LocalLambda`] from functions, settings and faults.
///
/// Unlike a client's builder, [`build`](Self::build) does not return a `Result`: in a test, a configuration mistake shows up in the
/// first call, which fails with its message, and setup code stays free of `unwrap`. Use [`try_build`](Self::try_build) to see
/// mistakes at once, for example in a development server.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use std::time::Duration;
///
/// use lambda_client::LocalLambda;
/// use lambda_client::local::{Fault, Function};
/// use lambda_client::server::Invocation;
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), lambda_client::Error> {
/// let echo = Function::new(|invocation: Invocation| async move { invocation.payload });
/// let local = LocalLambda::builder()
///     .function("echo", echo.timeout(Duration::from_secs(10)))
///     .handler("ping", |_: Invocation| async { "\"pong\"" })
///     .fault("ping", Fault::throttle().on_call(1))
///     .region("eu-west-1")
///     .seed(7)
///     .try_build()?;
/// assert_eq!(local.lambda().call("ping").json::<String>(&()).await?, "pong");
/// # Ok(()) }
/// ```
#[must_use = "a builder does nothing until `build` is called"]
pub struct LocalLambdaBuilder {
    services: Vec<Arc<dyn Service>>,
    keys: BTreeMap<String, String>,
    functions: Vec<(String, Function)>,
    changes: Vec<(String, Change)>,
    faults: Vec<(String, Fault)>,
    account_concurrency: u32,
    max_queued_events: usize,
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
            changes: Vec::new(),
            faults: Vec::new(),
            account_concurrency: ACCOUNT_LIMIT,
            max_queued_events: 10_000,
            home: AccountRegion::default(),
            clock: Arc::new(TokioClock),
            seed: None,
        }
    }
}

impl LocalLambdaBuilder {
    /// Adds the functions of a trait, under the names that the trait gives them.
    ///
    /// A qualifier that the trait declares exists, too: a number is published as that version, and any other qualifier becomes an
    /// alias of version 1. Calls to these functions may carry a tenant ID; use [`configure`](Self::configure) with
    /// [`Function::tenant_isolation`] to require one.
    pub fn serve(mut self, service: impl Service) -> Self {
        self.services.push(Arc::new(service));
        self
    }

    /// Sets the value of a `{key}` placeholder in the function names of traits.
    pub fn set(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.keys.insert(key.into(), value.into());
        self
    }

    /// Adds a function under this name. An ARN puts it into the account and region of the ARN.
    pub fn function(mut self, name: impl Into<String>, function: Function) -> Self {
        self.functions.push((name.into(), function));
        self
    }

    /// Adds a function with default settings; short for [`function`](Self::function) with [`Function::new`].
    pub fn handler(self, name: impl Into<String>, handler: impl Handler) -> Self {
        self.function(name, Function::new(handler))
    }

    /// Changes the settings of a function, usually one of a served trait.
    ///
    /// ```
    /// # extern crate lambda_client_core as lambda_client;
    /// # use lambda_client::{LocalLambda, server::Invocation};
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
        self.changes.push((function.into(), Box::new(change)));
        self
    }

    /// Injects a fault into the calls of a function.
    pub fn fault(mut self, function: impl Into<String>, fault: Fault) -> Self {
        self.faults.push((function.into(), fault));
        self
    }

    /// Sets the number of concurrent runs of the account, including those that functions reserve. Default: 1,000.
    pub fn account_concurrency(mut self, runs: u32) -> Self {
        self.account_concurrency = runs;
        self
    }

    /// Sets the number of events that are in the queue or running at a time. Default: 10,000.
    ///
    /// Further ones are throttled, as are events whose payloads exceed 64 MB together. Lambda does not document a limit of its
    /// queue.
    pub fn max_queued_events(mut self, events: usize) -> Self {
        self.max_queued_events = events;
        self
    }

    /// Sets the region of functions whose name is not an ARN. Default: `us-east-1`.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.home.region = region.into();
        self
    }

    /// Sets the account ID, 12 digits, of functions whose name is not an ARN. Default: `000000000000`.
    pub fn account(mut self, account: impl Into<String>) -> Self {
        self.home.account = account.into();
        self
    }

    /// Sets the clock for timeouts, cold starts, the event queue and the delays of faults. Default: [`TokioClock`], whose time is
    /// virtual while tokio's time is paused.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Sets the seed of all random choices: request IDs, weighted aliases, faults by probability, and the delays between a client's
    /// attempts. With the same seed, the same sequence of calls gives the same choices. Calls made at the same time may reach
    /// [`LocalLambda`] in either order and swap theirs. Default: a different seed each time.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// Builds the [`LocalLambda`].
    ///
    /// Every call to it fails if there are configuration mistakes; [`try_build`](Self::try_build) reports them at once, and its
    /// documentation lists them.
    pub fn build(self) -> LocalLambda {
        let account_concurrency = self.account_concurrency;
        let clock = Arc::clone(&self.clock);
        let (seed, home) = (self.seed, self.home.clone());
        let max_queued_events = self.max_queued_events;
        let (deployment, faults) = self.into_deployment();

        let now = clock.now();
        let wall_clock = WallClock::new(now);
        // Configurations have the time in this form (Lambda's API reference for `FunctionConfiguration`).
        let last_modified = wall_clock.at(now).replace('Z', "+0000");
        let mut registry = Registry::new(home, last_modified);
        let mut mistakes = deployment.deploy(&mut registry, account_concurrency, seed);
        for (name, fault) in faults {
            mistakes.extend(registry.inject(&name, fault).err());
        }
        LocalLambda {
            engine: Arc::new(EngineHandle::new(Engine {
                registry,
                mistakes: (!mistakes.is_empty()).then(|| mistakes.join("; ")),
                queue_size: Arc::new(QueueSize::new(max_queued_events)),
                ended: watch::Sender::new(false),
                history: Arc::default(),
                wall_clock,
                clock,
                rng: SeededRng::new(seed, ""),
                labels: SeededRng::new(seed, "labels"),
                seed,
            })),
        }
    }

    /// Collects the functions with all changes, and the faults, which need deployed functions.
    fn into_deployment(self) -> (Deployment, Vec<(String, Fault)>) {
        let mut deployment = Deployment::new(self.home.clone());
        deployment.add_declared(&self.services, &self.keys);
        for (name, function) in self.functions {
            deployment.add(&name, function);
        }
        for (name, change) in self.changes {
            deployment.change(&name, change);
        }
        (deployment, self.faults)
    }

    /// Builds the [`LocalLambda`], or reports every configuration mistake.
    ///
    /// # Errors
    ///
    /// Returns an error if a name or setting is one that Lambda rejects, if the account ID or region is malformed, if a placeholder
    /// has no value, or if a fault is invalid, never applies, or names an unknown function.
    ///
    /// ```
    /// # extern crate lambda_client_core as lambda_client;
    /// use lambda_client::LocalLambda;
    /// use lambda_client::local::Function;
    /// use lambda_client::server::Invocation;
    ///
    /// let function = Function::new(|_: Invocation| async { "1" }).alias("live", 3);
    /// let error = LocalLambda::builder().function("ping", function).try_build().unwrap_err();
    /// assert!(error.to_string().contains("version 3"));
    /// ```
    pub fn try_build(self) -> Result<LocalLambda, Error> {
        let local = self.build();
        match &local.engine.mistakes {
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
