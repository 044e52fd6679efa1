//! AWS Lambda in this process, for tests and development.
//!
//! [`LocalLambda`] runs functions in this process, without AWS: the `…Server` types that `#[lambda_fn]` generates, and async closures
//! over bytes ([`Function`]). Payloads travel as bytes in both directions, and what Lambda documents about invocations applies here:
//! versions, aliases and `$LATEST`; the event queue with its retries, destinations and dead letters; limits on sizes, durations and
//! concurrency, with Lambda's own error messages; error documents, log tails and reports.
//!
//! [`Fault`] injects failures, [`Recorder`] lists what was requested and what ran, and [`LocalLambda::listen`] serves the AWS SDKs of
//! other languages.
//!
//! Time is read from a [`Clock`](crate::clock::Clock). While tokio's time is paused (`#[tokio::test(start_paused = true)]`), an event
//! with two retries and a dead letter takes no real time.

pub(crate) mod account_region;
mod engine;
mod fault;
mod function;
mod http;
mod limits;
mod log;
mod recorder;
mod registry;
mod seeded_rng;
mod service_error;
mod setup;
mod trace;
mod transport;
mod wall_clock;

use std::sync::Arc;

pub use self::fault::Fault;
pub use self::function::Function;
pub use self::function::destination::Destination;
pub use self::function::handler::{Handler, IntoFunctionResponse};
pub use self::function::invocation_record::InvocationRecord;
pub use self::function::settings::LogFormat;
pub use self::recorder::{RecordedRequest, RecordedRun, Recorder};
pub use self::setup::builder::LocalLambdaBuilder;
pub use crate::endpoint::{Address, Endpoint, EndpointBuilder};
pub use crate::server::{FunctionResponse, log};

use self::engine::EngineHandle;
use self::http::LambdaApi;
use self::seeded_rng::SeededRng;
use crate::clock::Jitter;
use crate::error::Error;
use crate::lambda::{Lambda, LambdaBuilder};

/// AWS Lambda in this process. Runs functions from traits and closures; see the [module](self) for what it reproduces.
///
/// Cheap to clone; clones share their functions. Functions run in the tokio runtime that polls the call, which needs its timer
/// (`enable_time`, part of `enable_all`). Elsewhere calls fail with an error that says so. When the last clone is dropped, with
/// every client and endpoint that uses it, all runs and queued events end.
///
/// Arguments and results travel as JSON, so a value that does not survive JSON in production does not survive it here either. A
/// handler that fails or panics responds with Lambda's error document. A handler keeps running if its caller stops waiting, as it
/// does in Lambda.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::LocalLambda;
/// use lambda_client::server::Invocation;
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), lambda_client::Error> {
/// let local = LocalLambda::builder()
///     .handler("echo", |invocation: Invocation| async move { invocation.payload })
///     .build();
/// let text: String = local.lambda().call("echo").json(&"hello").await?;
/// assert_eq!(text, "hello");
/// local.recorder().assert_runs("echo", 1);
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct LocalLambda {
    engine: Arc<EngineHandle>,
}

/// The jitter of a client, from the seed of its `LocalLambda`.
#[derive(Debug)]
struct SeededJitter(SeededRng);

impl Jitter for SeededJitter {
    fn next(&self) -> f64 {
        self.0.fraction()
    }
}

impl LocalLambda {
    /// Returns a builder without functions.
    pub fn builder() -> LocalLambdaBuilder {
        LocalLambdaBuilder::default()
    }

    /// Returns a [`Lambda`] that calls these functions and uses the same clock.
    pub fn lambda(&self) -> Lambda {
        self.lambda_builder().build()
    }

    /// Returns a builder for a [`Lambda`] that calls these functions, to set other defaults.
    pub fn lambda_builder(&self) -> LambdaBuilder {
        let builder = Lambda::builder(self.clone()).clock(Arc::clone(&self.engine.clock));
        match self.engine.seed {
            Some(seed) => builder.jitter(SeededJitter(SeededRng::new(Some(seed), "client"))),
            None => builder,
        }
    }

    /// Waits until every accepted event has been processed or discarded and its destinations have been called, including the events
    /// that destinations cause.
    pub async fn settled(&self) {
        self.engine.queue_size.empty().await;
    }

    /// Returns the [`Recorder`] of requests and runs.
    pub fn recorder(&self) -> Recorder {
        let home = self.engine.registry.home.clone();
        Recorder::new(Arc::clone(&self.engine.history), home)
    }

    /// Injects a fault into the calls of a function from now on.
    ///
    /// # Errors
    ///
    /// Returns an error if the function does not exist, or if the fault is invalid or never applies.
    ///
    /// ```
    /// # extern crate lambda_client_core as lambda_client;
    /// use lambda_client::LocalLambda;
    /// use lambda_client::local::Fault;
    /// use lambda_client::server::Invocation;
    ///
    /// # fn main() -> Result<(), lambda_client::Error> {
    /// let local = LocalLambda::builder().handler("ping", |_: Invocation| async { "1" }).build();
    /// local.inject("ping", Fault::throttle().times(2))?;
    /// assert!(local.inject("pong", Fault::throttle()).is_err());
    /// # Ok(()) }
    /// ```
    pub fn inject(&self, function: &str, fault: Fault) -> Result<(), Error> {
        let injected = self.engine.registry.inject(function, fault);
        injected.map_err(Error::configuration)
    }

    /// Removes all faults of all functions.
    pub fn clear_faults(&self) {
        self.engine.registry.clear_faults();
    }

    /// Serves Lambda's REST API on a port, for any AWS SDK.
    ///
    /// A number is a port on the loopback interface, where 0 stands for any free port; a
    /// [`SocketAddr`](std::net::SocketAddr) is that address. Signatures are not checked, so any program that can reach the port can
    /// call the functions. Requests to other hosts and from web pages are refused; see [`EndpointBuilder::allow_host`] and
    /// [`EndpointBuilder::allow_origin`].
    ///
    /// # Errors
    ///
    /// Returns an error if the address cannot be bound, if this is not a tokio runtime with I/O and a timer, or if this
    /// `LocalLambda` has configuration mistakes.
    ///
    /// ```
    /// # extern crate lambda_client_core as lambda_client;
    /// use lambda_client::LocalLambda;
    /// use lambda_client::server::Invocation;
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> std::io::Result<()> {
    /// let local = LocalLambda::builder().handler("ping", |_: Invocation| async { "1" }).build();
    /// let endpoint = local.listen(0).await?;
    /// println!("aws lambda invoke --endpoint-url {} --function-name ping /dev/stdout", endpoint.url());
    /// endpoint.shutdown().await;
    /// # Ok(()) }
    /// ```
    pub async fn listen(&self, address: impl Into<Address>) -> std::io::Result<Endpoint> {
        self.endpoint().listen(address).await
    }

    /// Returns a builder for an endpoint, to set other limits than those of [`listen`](Self::listen).
    pub fn endpoint(&self) -> EndpointBuilder {
        EndpointBuilder::new(Arc::new(LambdaApi(Arc::clone(&self.engine))))
    }
}
