//! An endpoint: a listening port, and its connections.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::local::engine::EngineHandle;
use crate::local::http::accept;
use crate::local::http::access::AccessRules;
use crate::local::http::lifecycle::EndpointState;
use crate::local::http::settings::EndpointSettings;
use crate::local::runtime::open;

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
    pub(in crate::local) fn new(engine: Arc<EngineHandle>) -> EndpointBuilder {
        EndpointBuilder {
            settings: EndpointSettings {
                engine,
                access: AccessRules::default(),
                max_connections: 1_024,
                max_held_bytes: 64 * 1024 * 1024,
                client_timeout: Duration::from_secs(30),
                shutdown_timeout: Duration::from_secs(10),
            },
        }
    }

    /// Sets the number of connections at a time, which is at least 1. Default: 1,024.
    ///
    /// A further client takes the place of the one that has been quiet for the longest time: an idle one, or one that has stopped in
    /// the middle of a request or response for at least a second. If functions run for all of them, it waits.
    pub fn max_connections(mut self, connections: usize) -> Self {
        self.settings.max_connections = connections.max(1);
        self
    }

    /// Sets how long a client may take to send the head of a request, to send its body, and to receive the next part of a response,
    /// and how long a connection may be idle. This is real time, even if the functions run in virtual time. Default: 30 seconds.
    pub fn client_timeout(mut self, timeout: Duration) -> Self {
        self.settings.client_timeout = timeout.min(MAX_CLIENT_TIMEOUT);
        self
    }

    /// Sets how many bytes of requests and responses the endpoint may hold for clients that have stopped sending or receiving.
    /// Default: 64 MB.
    ///
    /// While it holds more, a client that neither sends nor receives for a second is disconnected.
    ///
    /// It never holds more than eight times as much, however many clients there are: a request counts until its function has ended,
    /// and a response from the moment at which the function returns it. A request without room is refused with status 429 before the
    /// function runs, one over 4 KB already beyond four times as much; a response without room is replaced by status 503. A single
    /// request always fits with its response. Headers, responses up to 4 KB and what the [`Recorder`](crate::local::Recorder) and the
    /// queue of events keep are not counted.
    pub fn max_held_bytes(mut self, bytes: usize) -> Self {
        self.settings.max_held_bytes = bytes;
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
    /// arrive. Others are refused with status 403, since a web page could otherwise call the functions under its own name, which
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
        let serving = tokio::spawn(accept::serve(settings, listener, state.clone()));
        Ok(Endpoint {
            address,
            state,
            serving: Some(serving),
        })
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
