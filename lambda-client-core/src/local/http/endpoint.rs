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
use crate::local::http::connection;
use crate::local::http::lifecycle::{ConnectionTimeouts, EndpointState, reached};

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
    engine: Arc<Engine>,
    max_connections: usize,
    timeouts: ConnectionTimeouts,
}

impl EndpointBuilder {
    pub(in crate::local) fn new(engine: Arc<Engine>) -> EndpointBuilder {
        EndpointBuilder {
            engine,
            max_connections: 1_024,
            timeouts: ConnectionTimeouts {
                client_timeout: Duration::from_secs(30),
                shutdown_timeout: Duration::from_secs(10),
            },
        }
    }

    /// Sets the number of connections at a time, which is at least 1. Further ones wait. Default: 1,024.
    pub fn max_connections(mut self, connections: usize) -> Self {
        self.max_connections = connections.clamp(1, Semaphore::MAX_PERMITS.min(u32::MAX as usize));
        self
    }

    /// Sets how long a client may take to send the head of a request, to send its body, and to receive the next part of a response,
    /// and how long a connection may be idle. This is real time, even if the functions run in virtual time. Default: 30 seconds.
    pub fn client_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.client_timeout = timeout.min(MAX_CLIENT_TIMEOUT);
        self
    }

    /// Sets how long [`Endpoint::shutdown`] waits for requests in progress. Default: 10 seconds.
    pub fn shutdown_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.shutdown_timeout = timeout;
        self
    }

    /// Starts listening.
    ///
    /// # Errors
    ///
    /// Returns an error if the address cannot be bound, or if the [`LocalLambda`](crate::LocalLambda) has configuration mistakes.
    pub async fn listen(self, address: impl Into<Address>) -> io::Result<Endpoint> {
        if let Some(mistakes) = &self.engine.mistakes {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                mistakes.clone(),
            ));
        }
        let listener = TcpListener::bind(address.into().0).await?;
        let address = listener.local_addr()?;
        let state = watch::Sender::new(EndpointState::Serving);
        let serving = tokio::spawn(serve(self, listener, state.clone()));
        Ok(Endpoint {
            address,
            state,
            serving: Some(serving),
        })
    }
}

/// Accepts connections until the endpoint is shut down, and then waits for them to end.
async fn serve(
    builder: EndpointBuilder,
    listener: TcpListener,
    state: watch::Sender<EndpointState>,
) {
    let permits = Arc::new(Semaphore::new(builder.max_connections));
    let mut stopped = state.subscribe();
    loop {
        let next = async {
            let permit = Arc::clone(&permits).acquire_owned().await;
            (permit, listener.accept().await)
        };
        match race(next, reached(&mut stopped, EndpointState::Draining)).await {
            Ok((Ok(permit), Ok((stream, _)))) => {
                let (engine, timeouts) = (Arc::clone(&builder.engine), builder.timeouts);
                let state = state.subscribe();
                tokio::spawn(async move {
                    connection::serve(stream, engine, timeouts, state).await;
                    drop(permit);
                });
            }
            Ok(_) => sleep(ACCEPT_PAUSE).await,
            Err(()) => break,
        }
    }
    drop(listener);
    let all = u32::try_from(builder.max_connections).unwrap_or(u32::MAX);
    if timeout(builder.timeouts.shutdown_timeout, permits.acquire_many(all))
        .await
        .is_err()
    {
        state.send_replace(EndpointState::Closed);
        // Closed connections end when their tasks are next polled. A task that blocks its thread must not delay this any longer.
        let _ = timeout(builder.timeouts.shutdown_timeout, permits.acquire_many(all)).await;
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
