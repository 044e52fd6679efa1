//! The handle to Lambda: transport, default settings, clock, and the state shared by all calls.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::certainty::Operation;
use crate::clock::{Clock, Jitter};
use crate::clock::{FullJitter, TokioClock};
use crate::directory::Directory;
use crate::error::Error;
#[cfg(feature = "fan-out")]
use crate::limiter::Limiter;
use crate::log::Home;
use crate::observe::{CallWatch, Observer, Observers};
use crate::retry::{Attempts, Budget, PerFunctionMap};
use crate::server::Context;
use crate::settings::RetryConfig;
use crate::settings::Settings;
use crate::transport::{Location, Transport};

/// A handle to AWS Lambda. Owns one transport and its connection pool; cheap to clone, and clones share the pool.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::{Lambda, RetryConfig};
/// # use lambda_client::transport::{BoxFuture, InvokeRequest, InvokeResponse, Transport, TransportError};
/// # #[derive(Debug)] struct Echo;
/// # impl Transport for Echo {
/// #     fn invoke<'a>(&'a self, r: InvokeRequest<'a>) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
/// #         Box::pin(async move { Ok(InvokeResponse::new(200, r.payload().clone())) })
/// #     }
/// # }
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), lambda_client::Error> {
/// let lambda = Lambda::builder(Echo).retry(RetryConfig::new().max_attempts(5)).build();
/// let sum: u32 = lambda.call("echo").json(&42).await?;
/// assert_eq!(sum, 42);
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct Lambda {
    pub(crate) shared: Arc<Shared>,
}

/// What all clones of a [`Lambda`] share.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) transport: Arc<dyn Transport>,
    /// Read instead of the transport's own directory.
    pub(crate) directory: Option<Arc<dyn Directory>>,
    pub(crate) settings: Settings,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) jitter: Arc<dyn Jitter>,
    pub(crate) home: Home,
    pub(crate) observers: Observers,
    #[cfg(feature = "opentelemetry")]
    pub(crate) propagates_in_client_context: bool,
    pub(crate) functions: PerFunctionMap,
}

impl Shared {
    /// Starts the attempts of a request that this invocation makes.
    pub(crate) fn attempts<'a>(
        &'a self,
        budget: &'a Budget,
        settings: &'a Settings,
        deadline: Option<Instant>,
        invocation: Option<&Context>,
    ) -> Attempts<'a> {
        let (clock, jitter) = (&*self.clock, &*self.jitter);
        Attempts::new(clock, jitter, budget, settings, deadline, invocation)
    }

    /// Starts to observe a call, unless nobody observes.
    pub(crate) fn watch(
        &self,
        operation: Operation,
        function: Option<&str>,
        qualifier: Option<&str>,
        method: Option<&'static str>,
    ) -> Option<Box<CallWatch>> {
        let Shared {
            observers,
            clock,
            home,
            ..
        } = self;
        CallWatch::start(
            observers, clock, home, operation, function, qualifier, method,
        )
    }
}

impl Lambda {
    /// Creates a handle that uses this transport and the default settings.
    pub fn new(transport: impl Transport) -> Lambda {
        Lambda::builder(transport).build()
    }

    /// Returns a builder for a handle that uses this transport and other default settings.
    pub fn builder(transport: impl Transport) -> LambdaBuilder {
        LambdaBuilder {
            transport: Arc::new(transport),
            directory: None,
            settings: Settings::default(),
            clock: Arc::new(TokioClock),
            jitter: Arc::new(FullJitter),
            observers: Observers::default(),
            #[cfg(feature = "opentelemetry")]
            propagates_in_client_context: false,
        }
    }

    /// Waits until everything that has happened so far has been reported to the [observers](LambdaBuilder::observer): before the process
    /// ends, or before a test looks at what its observer has seen. Clones of this handle share the observers.
    ///
    /// It takes as long as the observers do; put a timeout around it if one may be slow. It never ends if an observer waits for it.
    /// In tokio's virtual time (`start_paused`), await it without a timeout: observers take real time, and the clock does not wait for them.
    /// `serve` does the same before each response, for a limited time.
    ///
    /// ```
    /// # extern crate lambda_client_core as lambda_client;
    /// use lambda_client::Lambda;
    ///
    /// async fn end(lambda: Lambda) {
    ///     lambda.flush_observers().await;
    /// }
    /// ```
    pub fn flush_observers(&self) -> impl Future<Output = ()> + Send + use<> {
        self.shared.observers.flush()
    }

    /// Returns the limiter of a function, which all fan-outs of this handle and its clones share. Spellings of one name, and its
    /// versions and aliases, have the same one.
    #[cfg(feature = "fan-out")]
    #[cfg_attr(docsrs, doc(cfg(feature = "fan-out")))]
    pub fn limiter(&self, function: &str) -> Limiter {
        let state = self.shared.functions.get(function);
        Limiter::new(&state.limiter, &self.shared.clock)
    }
}

/// Builds a [`Lambda`] with default settings for all calls. Settings of a trait, a client or a call override them.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use std::time::Duration;
/// use lambda_client::{Lambda, RetryConfig, transport::Transport};
///
/// /// `transport` may be `SdkTransport::from_env().await`, for example.
/// fn patient(transport: impl Transport) -> Lambda {
///     Lambda::builder(transport)
///         .timeout(Duration::from_secs(60))
///         .retry(RetryConfig::new().max_attempts(5))
///         .build()
/// }
/// ```
#[derive(Debug)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct LambdaBuilder {
    transport: Arc<dyn Transport>,
    directory: Option<Arc<dyn Directory>>,
    settings: Settings,
    clock: Arc<dyn Clock>,
    jitter: Arc<dyn Jitter>,
    observers: Observers,
    #[cfg(feature = "opentelemetry")]
    propagates_in_client_context: bool,
}

impl LambdaBuilder {
    /// Sets how calls are retried.
    pub fn retry(mut self, retry: RetryConfig) -> Self {
        self.settings.retry = retry;
        self
    }

    /// Sets the timeout of a whole call, with all attempts and delays. Default: none.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = Some(timeout);
        self
    }

    /// Sets the timeout of each attempt: at most the [`timeout`](Self::timeout), if there is one. Default: none.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.settings.attempt_timeout = Some(timeout);
        self
    }

    /// Sets the directory that [`Lambda::functions`] and [`Lambda::function`] read.
    ///
    /// Not needed for [`SdkTransport`](crate::SdkTransport) and [`LocalLambda`](crate::LocalLambda), or for middleware around
    /// one of them that implements [`Transport::inner`].
    pub fn directory(mut self, directory: impl Directory) -> Self {
        self.directory = Some(Arc::new(directory));
        self
    }

    /// Sets the clock. Default: [`TokioClock`](crate::clock::TokioClock).
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Sets the source of randomness for delays. Default: [`FullJitter`](crate::clock::FullJitter).
    pub fn jitter(mut self, jitter: impl Jitter) -> Self {
        self.jitter = Arc::new(jitter);
        self
    }

    /// Adds an observer of all attempts and calls. There may be several: they are told in the order in which they were added.
    ///
    /// An observer can neither change a call, nor slow it down, nor see payloads: see [`observe`](crate::observe).
    pub fn observer(mut self, observer: impl Observer) -> Self {
        self.observers.add(observer);
        self
    }

    /// Sets whether synchronous calls carry the OpenTelemetry context in their client context. Default: they do not.
    ///
    /// The trace header of AWS X-Ray carries the IDs of the trace in any case. With this, what the global propagator writes
    /// (`opentelemetry::global::set_text_map_propagator`), such as `tracestate` and `baggage`, arrives as well, and so does the decision
    /// that a trace is not sampled. If no propagator is set, `traceparent` and `tracestate` are sent as W3C's recommendation
    /// [Trace Context](https://www.w3.org/TR/trace-context/) has them.
    ///
    /// They are strings in the member `custom` of the client context, whose other members stay as the call has them. A member that the call
    /// sets itself wins. If the client context has more than 3,583 bytes of base64 with all of them, only `traceparent` is sent, and with
    /// that neither. An asynchronous invocation has no client context.
    ///
    /// Everybody who may read the logs of the function can read the baggage. A function that requires its client context to be absent, or to
    /// have other members if it is there, rejects such a call.
    ///
    /// See [One trace](crate::observe#one-trace).
    #[cfg(feature = "opentelemetry")]
    #[cfg_attr(docsrs, doc(cfg(feature = "opentelemetry")))]
    pub fn propagate_in_client_context(mut self, propagate: bool) -> Self {
        self.propagates_in_client_context = propagate;
        self
    }

    /// Builds the [`Lambda`], or reports settings that are zero or contradict each other.
    ///
    /// # Errors
    ///
    /// Returns an error of kind [`Configuration`](crate::ErrorKind::Configuration) if a timeout or the number of attempts is zero, if
    /// the `attempt_timeout` is longer than the `timeout`, or if the `base_delay` of retries is longer than their `max_delay`.
    ///
    /// ```
    /// # extern crate lambda_client_core as lambda_client;
    /// use std::time::Duration;
    /// use lambda_client::{Error, Lambda, transport::Transport};
    ///
    /// fn with_attempts(transport: impl Transport, timeout: Duration) -> Result<Lambda, Error> {
    ///     let builder = Lambda::builder(transport).timeout(Duration::from_secs(30));
    ///     builder.attempt_timeout(timeout).try_build()
    /// }
    /// ```
    pub fn try_build(self) -> Result<Lambda, Error> {
        self.settings.check()?;
        Ok(self.build())
    }

    /// Builds the [`Lambda`]. Settings that [`try_build`](Self::try_build) rejects are reported by the builders of clients and by
    /// every call, before anything is sent, unless a client or call overrides them.
    pub fn build(self) -> Lambda {
        let home = match self.transport.location() {
            Location::Region(region) => Home::Region(Arc::from(region)),
            Location::Unknown => Home::Unknown,
            Location::Local => Home::Local,
        };
        Lambda {
            shared: Arc::new(Shared {
                home,
                observers: self.observers,
                #[cfg(feature = "opentelemetry")]
                propagates_in_client_context: self.propagates_in_client_context,
                transport: self.transport,
                directory: self.directory,
                settings: self.settings,
                clock: self.clock,
                jitter: self.jitter,
                functions: PerFunctionMap::default(),
            }),
        }
    }
}
