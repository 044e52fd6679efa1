//! The builder of endpoints.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::endpoint::Endpoint;
use crate::endpoint::accept;
use crate::endpoint::access::AccessRules;
use crate::endpoint::api::Api;
use crate::endpoint::lifecycle::EndpointState;
use crate::endpoint::runtime::open;
use crate::endpoint::settings::EndpointSettings;

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
/// [`LocalLambda::endpoint`](crate::LocalLambda::endpoint) returns one, and so does `LocalMachines::endpoint` of `step_functions`.
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
    pub(crate) fn new(api: Arc<dyn Api>) -> EndpointBuilder {
        EndpointBuilder {
            settings: EndpointSettings {
                api,
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
    /// the middle of a request or response for at least a second. If requests of all of them are being processed, it waits.
    pub fn max_connections(mut self, connections: usize) -> Self {
        self.settings.max_connections = connections.max(1);
        self
    }

    /// Sets how long a client may take to send the head of a request, to send its body, and to receive the next part of a response,
    /// and how long a connection may be idle. This is real time, even if functions and executions run in virtual time. Default: 30 seconds.
    pub fn client_timeout(mut self, timeout: Duration) -> Self {
        self.settings.client_timeout = timeout.min(MAX_CLIENT_TIMEOUT);
        self
    }

    /// Sets how many bytes of requests and responses the endpoint may hold for clients that have stopped sending or receiving.
    /// Default: 64 MB.
    ///
    /// While it holds more, a client that neither sends nor receives for a second is disconnected.
    ///
    /// It never holds more than eight times as much, however many clients there are: a request counts until it has been processed,
    /// such as by its function, and a response from the moment at which it is known. A request without room is throttled before it is
    /// processed, one over 4 KB already beyond four times as much; a response without room is replaced by status 503. A single
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
    /// arrive. Others are refused with status 403, since a web page could otherwise use the API under its own name, which
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
    /// otherwise use the API. SDKs and command-line tools are not affected.
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
    /// origin is malformed, or if what is served has configuration mistakes.
    pub async fn listen(self, address: impl Into<Address>) -> io::Result<Endpoint> {
        let settings = self.settings;
        let of_access = settings.access.mistakes().iter().map(String::as_str);
        let mistakes: Vec<&str> = settings
            .api
            .mistakes()
            .into_iter()
            .chain(of_access)
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
