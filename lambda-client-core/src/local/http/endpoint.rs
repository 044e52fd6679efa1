//! A port that is listened on.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

use crate::future::race;
use crate::local::http::connection;
use crate::local::shared::Shared;

/// What a pause after a failed `accept` is good for: the process is out of file descriptors, say, and gets some back.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// As good as for ever, and short enough to be added to any moment without an overflow.
const LONGEST_CLIENT_TIMEOUT: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// Where to listen: a port on loopback, or an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address(SocketAddr);

impl From<u16> for Address {
    /// This port on loopback; 0 for any that is free.
    fn from(port: u16) -> Self {
        Address((Ipv4Addr::LOCALHOST, port).into())
    }
}

impl From<SocketAddr> for Address {
    fn from(address: SocketAddr) -> Self {
        Address(address)
    }
}

/// Bounds of an [`Endpoint`]; see [`LocalLambda::endpoint`](crate::LocalLambda::endpoint).
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `listen` is called"]
pub struct EndpointBuilder {
    shared: Arc<Shared>,
    max_connections: usize,
    bounds: Bounds,
}

/// How patient an endpoint is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    pub(crate) client_timeout: Duration,
    pub(crate) shutdown_timeout: Duration,
}

/// What the connections are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum State {
    Serving,
    /// No new requests; those under way are answered.
    Draining,
    Closed,
}

impl EndpointBuilder {
    pub(crate) fn new(shared: Arc<Shared>) -> EndpointBuilder {
        EndpointBuilder {
            shared,
            max_connections: 1_024,
            bounds: Bounds {
                client_timeout: Duration::from_secs(30),
                shutdown_timeout: Duration::from_secs(10),
            },
        }
    }

    /// How many connections there may be at a time; more have to wait. Default: 1,024.
    pub fn max_connections(mut self, connections: usize) -> Self {
        self.max_connections = connections.clamp(1, Semaphore::MAX_PERMITS.min(u32::MAX as usize));
        self
    }

    /// How long a client may take to send the head of a request, to send its body, and to take the next part of an answer. It
    /// is also how long a connection may be idle. Real time, whatever the clock of the functions. Default: 30 seconds.
    pub fn client_timeout(mut self, timeout: Duration) -> Self {
        self.bounds.client_timeout = timeout.min(LONGEST_CLIENT_TIMEOUT);
        self
    }

    /// How long [`Endpoint::shutdown`] waits for the requests that are under way. Default: 10 seconds.
    pub fn shutdown_timeout(mut self, timeout: Duration) -> Self {
        self.bounds.shutdown_timeout = timeout;
        self
    }

    /// Begins to listen.
    ///
    /// # Errors
    ///
    /// As [`LocalLambda::listen`](crate::LocalLambda::listen).
    pub async fn listen(self, address: impl Into<Address>) -> io::Result<Endpoint> {
        if let Some(mistakes) = &self.shared.mistakes {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                mistakes.clone(),
            ));
        }
        let listener = TcpListener::bind(address.into().0).await?;
        let address = listener.local_addr()?;
        let state = watch::Sender::new(State::Serving);
        let serving = tokio::spawn(serve(self, listener, state.clone()));
        Ok(Endpoint {
            address,
            state,
            serving: Some(serving),
        })
    }
}

/// Waits until an endpoint has got this far, or is gone.
pub(crate) async fn reached(endpoint: &mut watch::Receiver<State>, wanted: State) {
    // An endpoint that is gone has got as far as it can.
    let _ = endpoint.wait_for(|state| *state >= wanted).await;
}

/// Accepts connections until it is told to stop, and then waits for them.
async fn serve(builder: EndpointBuilder, listener: TcpListener, state: watch::Sender<State>) {
    let places = Arc::new(Semaphore::new(builder.max_connections));
    let mut stopped = state.subscribe();
    loop {
        let next = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (place, listener.accept().await)
        };
        match race(next, reached(&mut stopped, State::Draining)).await {
            Ok((Ok(place), Ok((stream, _)))) => {
                let (shared, bounds) = (Arc::clone(&builder.shared), builder.bounds);
                let state = state.subscribe();
                tokio::spawn(async move {
                    connection::serve(stream, shared, bounds, state).await;
                    drop(place);
                });
            }
            Ok(_) => sleep(ACCEPT_PAUSE).await,
            Err(()) => break,
        }
    }
    drop(listener);
    let all = u32::try_from(builder.max_connections).unwrap_or(u32::MAX);
    if timeout(builder.bounds.shutdown_timeout, places.acquire_many(all))
        .await
        .is_err()
    {
        state.send_replace(State::Closed);
        // Connections that are closed end at their next turn, and cannot be waited for any longer than that.
        let _ = timeout(builder.bounds.shutdown_timeout, places.acquire_many(all)).await;
    }
}

/// Lambda's REST API on a port. Dropping it stops it as [`shutdown`](Self::shutdown) does, without waiting.
#[derive(Debug)]
#[must_use = "an endpoint stops when it is dropped"]
pub struct Endpoint {
    address: SocketAddr,
    state: watch::Sender<State>,
    serving: Option<JoinHandle<()>>,
}

impl Endpoint {
    /// The address that is listened on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The URL to point an SDK at (`endpoint_url`).
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Stops listening, waits until the requests under way are answered, or until they have taken too long, and closes all
    /// connections. Runs of functions go on.
    pub async fn shutdown(mut self) {
        self.stop();
        if let Some(serving) = self.serving.take() {
            // It ends in any case: a panic in it is no reason to panic here.
            let _ = serving.await;
        }
    }

    fn stop(&self) {
        self.state.send_if_modified(|state| {
            let serving = *state == State::Serving;
            *state = State::Draining.max(*state);
            serving
        });
    }
}

impl Drop for Endpoint {
    fn drop(&mut self) {
        self.stop();
    }
}
