//! Lambda on your desk, for tests and development: real bytes both ways and Lambda's behaviour, without AWS.
//!
//! [`LocalLambda`] runs functions in this process. They come from the `…Server` types that `#[lambda_fn]` generates and from
//! async closures over bytes ([`Function`]). What Lambda documents of an invocation holds here too: versions, aliases and
//! `$LATEST`; the queue of events with its retries, destinations and dead letters; sizes, timeouts and concurrency with
//! Lambda's own words for each failure; error documents, log tails and reports. Faults can be put into the way of calls
//! ([`Fault`]), and what was asked and what ran can be looked up ([`Recorder`]).
//!
//! Time is the [`Clock`](crate::clock::Clock)'s: with tokio's time paused (`#[tokio::test(start_paused = true)]`), an event with two
//! retries and a dead letter takes no real time.

mod engine;
mod fault;
mod http;
mod limits;
mod log;
mod recorder;
mod registry;
mod service_error;
mod setup;
mod shared;
mod transport;

use std::sync::Arc;

pub use self::fault::Fault;
pub use self::http::{Address, Endpoint, EndpointBuilder};
pub use self::recorder::record::InvocationRecord;
pub use self::recorder::{RecordedRequest, RecordedRun, Recorder};
pub use self::setup::builder::LocalLambdaBuilder;
pub use self::setup::destination::Destination;
pub use self::setup::function::Function;
pub use self::setup::handler::{Handler, IntoFunctionResponse};
pub use self::setup::settings::LogFormat;
pub use crate::server::{FunctionResponse, log};

use self::engine::seeded_rng::SeededRng;
use self::shared::Shared;
use crate::clock::Jitter;
use crate::error::Error;
use crate::lambda::{Lambda, LambdaBuilder};

/// Lambda in this process.
///
/// Calls travel as bytes: what does not survive JSON does not survive here either. A handler that fails or panics answers with
/// Lambda's error document; a handler whose caller has gone runs on, as it does in Lambda. See the [module](self) for
/// everything else.
///
/// Cheap to clone; clones share their functions. Needs a tokio runtime, with its timer.
#[derive(Clone, Debug)]
pub struct LocalLambda {
    shared: Arc<Shared>,
}

/// The luck of a client's delays, from the seed.
#[derive(Debug)]
struct Seeded(SeededRng);

impl Jitter for Seeded {
    fn next(&self) -> f64 {
        self.0.fraction()
    }
}

impl LocalLambda {
    /// No functions yet.
    pub fn builder() -> LocalLambdaBuilder {
        LocalLambdaBuilder::default()
    }

    /// The way to these functions, for clients. It is on the same clock.
    pub fn lambda(&self) -> Lambda {
        self.lambda_builder().build()
    }

    /// The way to these functions, with defaults of your own.
    pub fn lambda_builder(&self) -> LambdaBuilder {
        let builder = Lambda::builder(self.clone()).clock(Arc::clone(&self.shared.clock));
        match self.shared.seed {
            Some(seed) => builder.jitter(Seeded(SeededRng::new(Some(seed), "client"))),
            None => builder,
        }
    }

    /// Waits until every accepted event has run to its end and its destinations have been told, with the events that those
    /// made.
    pub async fn settled(&self) {
        // The sender lives as long as `self`, so the wait can only end by the count reaching zero.
        let _ = self
            .shared
            .pending
            .subscribe()
            .wait_for(|pending| *pending == 0)
            .await;
    }

    /// What was asked and what ran.
    pub fn recorder(&self) -> Recorder {
        Recorder {
            shared: Arc::clone(&self.shared),
        }
    }

    /// Puts a fault into the way of a function's calls from now on.
    ///
    /// # Errors
    ///
    /// If there is no such function, or if the fault cannot be.
    pub fn inject(&self, function: &str, fault: Fault) -> Result<(), Error> {
        let injected = self.shared.registry.inject(function, fault);
        injected.map_err(Error::configuration)
    }

    /// Answers Lambda's REST API on a port, for any AWS SDK. A number is a port on loopback (0 for any that is free), a
    /// [`SocketAddr`](std::net::SocketAddr) is that address. Signatures are not checked: who reaches the port may call.
    ///
    /// # Errors
    ///
    /// If the address cannot be listened on, or if there are mistakes in what was built.
    ///
    /// ```
    /// use lambda_client_core::{LocalLambda, server::Invocation};
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

    /// An endpoint with bounds of your own; see [`listen`](Self::listen).
    pub fn endpoint(&self) -> EndpointBuilder {
        EndpointBuilder::new(Arc::clone(&self.shared))
    }

    /// Takes all faults of all functions away.
    pub fn clear_faults(&self) {
        for function in self.shared.registry.all() {
            function.faults.clear();
        }
    }
}
