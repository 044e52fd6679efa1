//! A server.

use std::collections::VecDeque;
use std::future::ready;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use crate::connection::{Socket, serve};
use crate::request::Request;
use crate::step::Step;

/// A server on loopback that performs a [`Step`] for each request, counts connections, and keeps the requests that it read.
///
/// Dropping it closes its port and all connections.
#[derive(Debug)]
pub struct Peer {
    address: SocketAddr,
    seen: Arc<Seen>,
    task: JoinHandle<()>,
}

/// What a peer has seen.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    connections: AtomicUsize,
    requests: Mutex<Vec<Request>>,
}

impl Peer {
    /// Starts a peer that responds to each request with what this closure returns. The request has been counted when the closure is called.
    pub async fn start<R>(respond: impl Fn(Request) -> R + Send + Sync + 'static) -> Peer
    where
        R: Future<Output: Into<Step>> + Send + 'static,
    {
        let respond = Arc::new(respond);
        Peer::accept(move |stream, seen| {
            let respond = Arc::clone(&respond);
            async move { seen.serve(stream, &*respond).await }
        })
        .await
    }

    /// Starts a peer that performs these steps, one for each request whatever its connection, and `rest` from then on.
    pub async fn script<S: Into<Step>>(
        steps: impl IntoIterator<Item = S>,
        rest: impl Into<Step>,
    ) -> Peer {
        let steps: VecDeque<Step> = steps.into_iter().map(Into::into).collect();
        let (steps, rest) = (Mutex::new(steps), rest.into());
        Peer::start(move |_| {
            let mut steps = steps.lock().unwrap_or_else(PoisonError::into_inner);
            ready(steps.pop_front().unwrap_or_else(|| rest.clone()))
        })
        .await
    }

    /// Starts a peer that performs this step for every request.
    pub async fn always(step: impl Into<Step>) -> Peer {
        Peer::script([] as [Step; 0], step).await
    }

    /// Starts a peer that performs this step on each connection before a byte of it is read.
    pub async fn unread(step: impl Into<Step>) -> Peer {
        let step = Arc::new(step.into());
        Peer::accept(move |mut stream, _| {
            let step = Arc::clone(&step);
            async move {
                step.perform(&mut stream).await;
            }
        })
        .await
    }

    /// Starts a peer with a task for each connection.
    pub(crate) async fn accept<R>(
        handle: impl Fn(TcpStream, Arc<Seen>) -> R + Send + 'static,
    ) -> Peer
    where
        R: Future<Output = ()> + Send + 'static,
    {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
        let listener = listener.expect("loopback has a free port");
        let address = listener.local_addr().expect("a listener has an address");
        let seen = Arc::new(Seen::default());
        let shared = Arc::clone(&seen);
        let task = tokio::spawn(async move {
            // Dropped with this task, and the connections with it.
            let mut connections = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                shared.connections.fetch_add(1, Ordering::SeqCst);
                let _ = stream.set_nodelay(true);
                connections.spawn(handle(stream, Arc::clone(&shared)));
                while connections.try_join_next().is_some() {}
            }
        });
        Peer {
            address,
            seen,
            task,
        }
    }

    /// Returns the address at which the peer listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns the URL of the peer.
    pub fn http(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns the URL of the peer as one that speaks TLS, which is true of some.
    pub fn https(&self) -> String {
        format!("https://{}", self.address)
    }

    /// Returns the requests that were read to their end, in the order of their arrival.
    pub fn requests(&self) -> Vec<Request> {
        self.seen.requests().clone()
    }

    /// Returns how many requests were read to their end.
    pub fn request_count(&self) -> usize {
        self.seen.requests().len()
    }

    /// Returns the only request.
    ///
    /// # Panics
    ///
    /// Panics if there was not exactly one.
    pub fn request(&self) -> Request {
        let requests = self.requests();
        let [request] = &requests[..] else {
            panic!("expected one request, found {requests:?}");
        };
        request.clone()
    }

    /// Returns how many connections were accepted.
    pub fn connections(&self) -> usize {
        self.seen.connections.load(Ordering::SeqCst)
    }

    /// Closes the port and all connections, and waits until they are closed.
    pub async fn stop(&mut self) {
        self.task.abort();
        // The error says that the task was aborted.
        let _ = (&mut self.task).await;
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Seen {
    fn requests(&self) -> std::sync::MutexGuard<'_, Vec<Request>> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Serves a connection and keeps its requests.
    pub(crate) async fn serve<R>(&self, stream: impl Socket, respond: &impl Fn(Request) -> R)
    where
        R: Future<Output: Into<Step>>,
    {
        serve(stream, |request| {
            self.requests().push(request.clone());
            respond(request)
        })
        .await;
    }
}
