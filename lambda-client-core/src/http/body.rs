//! The body of a response.

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use hyper::body::{Frame, Incoming, SizeHint};

use crate::http::connection::Connection;
use crate::http::pool::{Key, Pool};

/// The body of a response. It drives its connection, and puts it back at its end.
///
/// A body that is dropped before its end closes the connection.
pub(crate) struct Body<B: hyper::body::Body + 'static> {
    incoming: Incoming,
    connection: Option<(Connection<B>, Key, Arc<Pool<B>>)>,
}

impl<B> Body<B>
where
    B: hyper::body::Body<Data = Bytes> + Send + Unpin + 'static,
    B::Error: Into<Box<dyn StdError + Send + Sync>>,
{
    pub(crate) fn new(
        incoming: Incoming,
        connection: Connection<B>,
        key: Key,
        pool: Arc<Pool<B>>,
    ) -> Self {
        let connection = Some((connection, key, pool));
        Body {
            incoming,
            connection,
        }
    }

    /// Puts the connection back if the response has ended.
    pub(crate) fn finish(&mut self, cx: &mut Context<'_>) {
        if !hyper::body::Body::is_end_stream(&self.incoming) {
            return;
        }
        if let Some((mut connection, key, pool)) = self.connection.take() {
            // The connection notices the end of the response with its next step.
            connection.drive(cx);
            if connection.is_idle() {
                pool.put(key, connection);
            }
        }
    }
}

impl<B> hyper::body::Body for Body<B>
where
    B: hyper::body::Body<Data = Bytes> + Send + Unpin + 'static,
    B::Error: Into<Box<dyn StdError + Send + Sync>>,
{
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let this = &mut *self;
        // The body asks the connection for bytes, then the connection reads them.
        let mut frame = Pin::new(&mut this.incoming).poll_frame(cx);
        if frame.is_pending()
            && let Some((connection, ..)) = &mut this.connection
        {
            connection.drive(cx);
            frame = Pin::new(&mut this.incoming).poll_frame(cx);
        }
        let frame = ready!(frame);
        this.finish(cx);
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.incoming.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.incoming.size_hint()
    }
}

impl<B: hyper::body::Body + 'static> fmt::Debug for Body<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Body").finish_non_exhaustive()
    }
}
