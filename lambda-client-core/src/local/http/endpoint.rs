//! An endpoint: a listening port, and its connections.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

use crate::future::race;
use crate::local::engine::Engine;
use crate::local::http::access::AccessRules;
use crate::local::http::connection;
use crate::local::http::lifecycle::{EndpointState, reached};
use crate::local::http::settings::EndpointSettings;
use crate::local::runtime::open;

/// The pause after a failed `accept`: the process may be out of file descriptors, and should have time to close some.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// Practically forever, and short enough to be added to any moment without an overflow.
const MAX_CLIENT_TIMEOUT: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// The address of an [`Endpoint`]: a port on the loopback interface, or a socket address.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use std::net::SocketAddr;
///
/// use lambda_client::local::Address;
///
/// assert_eq!(Address::from(9001), Address::from(SocketAddr::from(([127, 0, 0, 1], 9001))));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address(SocketAddr);

impl From<u16> for Address {
    /// Returns this port on the loopback interface. 0 stands for any free port.
    fn from(port: u16) -> Self {
        Address((Ipv4Addr::LOCALHOST, port).into())
    }
}

impl From<SocketAddr> for Address {
    fn from(address: SocketAddr) -> Self {
        Address(address)
    }
}

/// Builds an [`Endpoint`] with limits other than the default ones.
///
/// [`LocalLambda::endpoint`](crate::LocalLambda::endpoint) returns one.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use std::time::Duration;
///
/// use lambda_client::LocalLambda;
/// use lambda_client::server::Invocation;
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> std::io::Result<()> {
/// let local = LocalLambda::builder().handler("ping", |_: Invocation| async { "1" }).build();
/// let endpoint = local
///     .endpoint()
///     .max_connections(16)
///     .client_timeout(Duration::from_secs(5))
///     .listen(0)
///     .await?;
/// endpoint.shutdown().await;
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `listen` is called"]
pub struct EndpointBuilder {
    settings: EndpointSettings,
}

impl EndpointBuilder {
    pub(in crate::local) fn new(engine: Arc<Engine>) -> EndpointBuilder {
        EndpointBuilder {
            settings: EndpointSettings {
                engine,
                access: AccessRules::default(),
                max_connections: 1_024,
                client_timeout: Duration::from_secs(30),
                shutdown_timeout: Duration::from_secs(10),
            },
        }
    }

    /// Sets the number of connections at a time, which is at least 1. Further ones wait. Default: 1,024.
    pub fn max_connections(mut self, connections: usize) -> Self {
        self.settings.max_connections =
            connections.clamp(1, Semaphore::MAX_PERMITS.min(u32::MAX as usize));
        self
    }

    /// Sets how long a client may take to send the head of a request, to send its body, and to receive the next part of a response,
    /// and how long a connection may be idle. This is real time, even if the functions run in virtual time. Default: 30 seconds.
    pub fn client_timeout(mut self, timeout: Duration) -> Self {
        self.settings.client_timeout = timeout.min(MAX_CLIENT_TIMEOUT);
        self
    }

    /// Sets how long [`Endpoint::shutdown`] waits for requests in progress. Default: 10 seconds.
    pub fn shutdown_timeout(mut self, timeout: Duration) -> Self {
        self.settings.shutdown_timeout = timeout;
        self
    }

    /// Accepts requests to this host, a name or an IP address without a port, such as `host.docker.internal` or the name of a
    /// container. Call it once for each host.
    ///
    /// By default, an endpoint only accepts requests whose `Host` is `localhost`, a loopback address, or the address at which they
    /// arrive. Others are refused with status 403, since a web page could otherwise call the functions under a name of its own that
    /// resolves to this machine (DNS rebinding).
    ///
    /// ```
    /// # extern crate lambda_client_core as lambda_client;
    /// use std::net::{Ipv4Addr, SocketAddr};
    ///
    /// use lambda_client::LocalLambda;
    /// use lambda_client::server::Invocation;
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> std::io::Result<()> {
    /// let local = LocalLambda::builder().handler("ping", |_: Invocation| async { "1" }).build();
    /// let all_interfaces = SocketAddr::from((Ipv4Addr::UNSPECIFIED, 0));
    /// let endpoint = local.endpoint().allow_host("host.docker.internal").listen(all_interfaces).await?;
    /// # endpoint.shutdown().await;
    /// # Ok(()) }
    /// ```
    pub fn allow_host(mut self, host: impl AsRef<str>) -> Self {
        self.settings.access.allow_host(host.as_ref());
        self
    }

    /// Accepts requests from web pages of this origin, such as `http://localhost:3000`, and lets them read the responses. Call it
    /// once for each origin.
    ///
    /// By default, requests from web pages are refused with status 403: any page that a browser on this machine shows could
    /// otherwise call the functions. SDKs and command-line tools are not affected.
    ///
    /// ```
    /// # extern crate lambda_client_core as lambda_client;
    /// use lambda_client::LocalLambda;
    /// use lambda_client::server::Invocation;
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> std::io::Result<()> {
    /// let local = LocalLambda::builder().handler("ping", |_: Invocation| async { "1" }).build();
    /// let endpoint = local.endpoint().allow_origin("http://localhost:3000").listen(0).await?;
    /// # endpoint.shutdown().await;
    /// # Ok(()) }
    /// ```
    pub fn allow_origin(mut self, origin: impl AsRef<str>) -> Self {
        self.settings.access.allow_origin(origin.as_ref());
        self
    }

    /// Starts listening.
    ///
    /// # Errors
    ///
    /// Returns an error if the address cannot be bound, if this is not a tokio runtime with I/O and a timer, if an allowed host or
    /// origin is malformed, or if the [`LocalLambda`](crate::LocalLambda) has configuration mistakes.
    pub async fn listen(self, address: impl Into<Address>) -> io::Result<Endpoint> {
        let settings = self.settings;
        let of_functions = settings.engine.mistakes.iter();
        let mistakes: Vec<&str> = of_functions
            .chain(settings.access.mistakes())
            .map(String::as_str)
            .collect();
        if !mistakes.is_empty() {
            let mistakes = mistakes.join("; ");
            return Err(io::Error::new(io::ErrorKind::InvalidInput, mistakes));
        }
        let listener = open(TcpListener::bind(address.into().0)).await?;
        let address = listener.local_addr()?;
        let state = watch::Sender::new(EndpointState::Serving);
        let serving = tokio::spawn(serve(settings, listener, state.clone()));
        Ok(Endpoint {
            address,
            state,
            serving: Some(serving),
        })
    }
}

/// Accepts connections until the endpoint is shut down, and then waits for them to end.
async fn serve(
    settings: EndpointSettings,
    listener: TcpListener,
    state: watch::Sender<EndpointState>,
) {
    let settings = Arc::new(settings);
    let permits = Arc::new(Semaphore::new(settings.max_connections));
    let mut stopped = state.subscribe();
    loop {
        let next = async {
            let permit = Arc::clone(&permits).acquire_owned().await;
            (permit, listener.accept().await)
        };
        match race(next, reached(&mut stopped, EndpointState::Draining)).await {
            Ok((Ok(permit), Ok((stream, _)))) => {
                let (settings, state) = (Arc::clone(&settings), state.subscribe());
                tokio::spawn(async move {
                    connection::serve(stream, settings, state).await;
                    drop(permit);
                });
            }
            Ok(_) => sleep(ACCEPT_PAUSE).await,
            Err(()) => break,
        }
    }
    drop(listener);
    let all = u32::try_from(settings.max_connections).unwrap_or(u32::MAX);
    if timeout(settings.shutdown_timeout, permits.acquire_many(all))
        .await
        .is_err()
    {
        state.send_replace(EndpointState::Closed);
        // Closed connections end when their tasks are next polled. A task that blocks its thread must not delay this any longer.
        let _ = timeout(settings.shutdown_timeout, permits.acquire_many(all)).await;
    }
}

/// Serves Lambda's REST API on a port, for any AWS SDK.
///
/// [`LocalLambda::listen`](crate::LocalLambda::listen) returns one. Dropping it stops it like [`shutdown`](Self::shutdown), but
/// does not wait.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::LocalLambda;
/// use lambda_client::server::Invocation;
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> std::io::Result<()> {
/// let local = LocalLambda::builder().handler("ping", |_: Invocation| async { "1" }).build();
/// let endpoint = local.listen(0).await?;
/// assert_eq!(endpoint.url(), format!("http://{}", endpoint.address()));
/// endpoint.shutdown().await;
/// # Ok(()) }
/// ```
#[derive(Debug)]
#[must_use = "an endpoint stops when it is dropped"]
pub struct Endpoint {
    address: SocketAddr,
    state: watch::Sender<EndpointState>,
    serving: Option<JoinHandle<()>>,
}

impl Endpoint {
    /// Returns the address on which this endpoint listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns the URL of this endpoint, for the `endpoint_url` setting of an SDK.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Stops listening, waits for requests in progress up to the [`shutdown_timeout`](EndpointBuilder::shutdown_timeout), and closes
    /// all connections. Functions that are running continue.
    pub async fn shutdown(mut self) {
        self.stop();
        if let Some(serving) = self.serving.take() {
            // The endpoint is shut down either way, so a panic in its task is not passed on.
            let _ = serving.await;
        }
    }

    fn stop(&self) {
        self.state.send_if_modified(|state| {
            let serving = *state == EndpointState::Serving;
            *state = EndpointState::Draining.max(*state);
            serving
        });
    }
}

impl Drop for Endpoint {
    fn drop(&mut self) {
        self.stop();
    }
}
