//! The shared way to Lambda: transport, defaults, clock and retry budgets.

use std::sync::Arc;
use std::time::Duration;

use crate::clock::{Clock, Jitter};
use crate::clock::{FullJitter, TokioClock};
use crate::directory::Directory;
use crate::retry::Budgets;
use crate::settings::RetryConfig;
use crate::settings::Settings;
use crate::transport::Transport;

/// The way to Lambda: one transport with its connections, shared by all clients made from it. Cheap to clone.
///
/// ```
/// # use lambda_client_core::{Lambda, RetryConfig, transport::{BoxFuture, InvokeRequest, InvokeResponse, Transport, TransportError}};
/// # #[derive(Debug)] struct Echo;
/// # impl Transport for Echo {
/// #     fn invoke<'a>(&'a self, r: InvokeRequest<'a>) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
/// #         Box::pin(async move { Ok(InvokeResponse::new(200, r.payload().clone())) })
/// #     }
/// # }
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), lambda_client_core::Error> {
/// let lambda = Lambda::builder(Echo).retry(RetryConfig::new().max_attempts(5)).build();
/// let sum: u32 = lambda.call("echo").json(&42).await?;
/// assert_eq!(sum, 42);
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct Lambda {
    pub(crate) shared: Arc<Shared>,
}

/// What all clones of a [`Lambda`] have in common.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) transport: Arc<dyn Transport>,
    /// Read instead of the transport's own directory.
    pub(crate) directory: Option<Arc<dyn Directory>>,
    pub(crate) settings: Settings,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) jitter: Arc<dyn Jitter>,
    pub(crate) budgets: Budgets,
}

impl Lambda {
    /// Over this transport, with the defaults.
    pub fn new(transport: impl Transport) -> Lambda {
        Lambda::builder(transport).build()
    }

    /// Over this transport, with defaults of your own.
    pub fn builder(transport: impl Transport) -> LambdaBuilder {
        LambdaBuilder {
            transport: Arc::new(transport),
            directory: None,
            settings: Settings::default(),
            clock: Arc::new(TokioClock),
            jitter: Arc::new(FullJitter),
        }
    }
}

/// Builds a [`Lambda`] with defaults for all calls; what a trait, a client or a call says for itself wins over them.
#[derive(Debug)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct LambdaBuilder {
    transport: Arc<dyn Transport>,
    directory: Option<Arc<dyn Directory>>,
    settings: Settings,
    clock: Arc<dyn Clock>,
    jitter: Arc<dyn Jitter>,
}

impl LambdaBuilder {
    /// How calls are repeated.
    pub fn retry(mut self, retry: RetryConfig) -> Self {
        self.settings.retry = retry;
        self
    }

    /// The bound of a whole call, attempts and delays together. Default: none.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = Some(timeout);
        self
    }

    /// The bound of one attempt. Default: none.
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

    /// Where time comes from. Default: [`TokioClock`](crate::clock::TokioClock).
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Where the randomness of delays comes from. Default: [`FullJitter`](crate::clock::FullJitter).
    pub fn jitter(mut self, jitter: impl Jitter) -> Self {
        self.jitter = Arc::new(jitter);
        self
    }

    /// The finished way to Lambda.
    pub fn build(self) -> Lambda {
        Lambda {
            shared: Arc::new(Shared {
                transport: self.transport,
                directory: self.directory,
                settings: self.settings,
                clock: self.clock,
                jitter: self.jitter,
                budgets: Budgets::default(),
            }),
        }
    }
}
