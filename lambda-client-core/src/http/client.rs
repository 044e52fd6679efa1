//! Sends requests.

use std::error::Error as StdError;
use std::fmt;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use hyper::body::{self, Incoming};
use tokio::runtime::Handle;
use tokio::time::error::Elapsed;

use crate::future::unless_panics_with;
use crate::http::body::Body;
use crate::http::connection::Connection;
use crate::http::connector::Connector;
use crate::http::error::{Error, ErrorKind, Mistake};
use crate::http::handover::Handover;
use crate::http::pool::{Key, Pool};
use crate::http::route::Route;
use crate::http::turns::Turn;

/// How long the steps of a request may take.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Limits {
    /// Until there is a connection, TLS included.
    pub(crate) connect: Option<Duration>,
    /// From then on until the head of the response.
    pub(crate) read: Option<Duration>,
}

/// An HTTP client. Clones share their connections.
pub(crate) struct Client<B: body::Body + 'static> {
    connector: Arc<Connector>,
    pool: Arc<Pool<B>>,
}

impl<B> Client<B>
where
    B: body::Body<Data = Bytes> + Send + Unpin + 'static,
    B::Error: Into<Box<dyn StdError + Send + Sync>>,
    Connection<B>: Send,
{
    /// Makes a client with the proxies and root certificates that the environment names.
    pub(crate) fn from_env() -> Self {
        Client {
            connector: Arc::new(Connector::from_env()),
            pool: Arc::new(Pool::new()),
        }
    }

    /// Sends a request, and waits for the head of its response.
    ///
    /// # Errors
    ///
    /// Fails if no response arrives. The handover tells whether the request may have been sent.
    pub(crate) async fn send(
        &self,
        mut request: Request<B>,
        limits: Limits,
        handover: &Handover,
    ) -> Result<Response<Body<B>>, Error> {
        let runtime =
            Handle::try_current().map_err(|error| Error::new(ErrorKind::Runtime, error))?;
        let runtime = runtime.id();
        let route = self.connector.route(request.uri());
        let route = route.map_err(|error| Error::new(ErrorKind::Request, error))?;
        let prepared = route.prepare(&mut request);
        prepared.map_err(|error| Error::new(ErrorKind::Request, error))?;
        let key = Key { route, runtime };
        loop {
            let (mut connection, is_new) = self.connection(&key, limits.connect).await?;
            let sent = {
                // In place: it holds the request, and is moved with it otherwise.
                let sending = pin!(connection.send(request, handover));
                within(limits.read, sending).await
            };
            let sent = sent.map_err(|late| Error::new(ErrorKind::ReadTimeout, late))?;
            match sent {
                Ok(response) => return Ok(self.respond(response, connection, key).await),
                Err(mut error) => match error.take_message() {
                    // It was closed since it was looked at. The next one is another one.
                    Some(unsent) if !is_new => request = unsent,
                    _ => {
                        let error = error.into_error();
                        let kind = match error.is_user() {
                            true => ErrorKind::Request,
                            false => ErrorKind::Connection,
                        };
                        return Err(Error::new(kind, error));
                    }
                },
            }
        }
    }

    /// Returns a connection, and whether it is new.
    async fn connection(
        &self,
        key: &Key,
        limit: Option<Duration>,
    ) -> Result<(Connection<B>, bool), Error> {
        if let Some(idle) = self.idle(key).await {
            return Ok((idle, false));
        }
        let turns = self.pool.turns(key);
        loop {
            if let Turn::Open(_permit) = turns.next().await {
                // Apart, since it is large, and most requests find a connection.
                let connected = Box::pin(self.connect(&key.route, limit));
                return Ok((connected.await?, true));
            }
            if let Some(idle) = self.idle(key).await {
                return Ok((idle, false));
            }
        }
    }

    /// Returns an idle connection that can carry a request. The others are dropped.
    async fn idle(&self, key: &Key) -> Option<Connection<B>> {
        poll_fn(|cx| {
            let mut next = self.pool.take(key);
            while let Some(connection) = &next
                && !connection.is_usable(cx)
            {
                next = self.pool.take(key);
            }
            Poll::Ready(next)
        })
        .await
    }

    async fn connect(
        &self,
        route: &Route,
        limit: Option<Duration>,
    ) -> Result<Connection<B>, Error> {
        let connected = within(limit, async {
            let (stream, socket) = self.connector.connect(route).await?;
            Ok(Connection::open(stream, socket).await?)
        });
        // Tokio does not tell otherwise whether a runtime has I/O.
        match unless_panics_with("IO is disabled", connected).await {
            Some(Ok(connected)) => connected.map_err(|error: Box<dyn StdError + Send + Sync>| {
                Error::new(ErrorKind::Connect, error)
            }),
            Some(Err(late)) => Err(Error::new(ErrorKind::ConnectTimeout, late)),
            None => {
                let mistake = Mistake(
                    "the tokio runtime has no I/O; build it with `enable_all()` or `enable_io()`",
                );
                Err(Error::new(ErrorKind::Runtime, mistake))
            }
        }
    }

    async fn respond(
        &self,
        response: Response<Incoming>,
        connection: Connection<B>,
        key: Key,
    ) -> Response<Body<B>> {
        let pool = self.pool.clone();
        let mut response = response.map(|body| Body::new(body, connection, key, pool));
        poll_fn(|cx| {
            response.body_mut().finish(cx);
            Poll::Ready(())
        })
        .await;
        response
    }
}

async fn within<T>(limit: Option<Duration>, future: impl Future<Output = T>) -> Result<T, Elapsed> {
    match limit {
        Some(limit) => tokio::time::timeout(limit, future).await,
        None => Ok(future.await),
    }
}

impl<B: body::Body + 'static> Clone for Client<B> {
    fn clone(&self) -> Self {
        Client {
            connector: self.connector.clone(),
            pool: self.pool.clone(),
        }
    }
}

impl<B: body::Body + 'static> fmt::Debug for Client<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").finish_non_exhaustive()
    }
}
