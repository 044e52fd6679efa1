//! One connection of HTTP/1.1.

use std::error::Error as StdError;
use std::pin::Pin;
use std::task::Context;

use bytes::Bytes;
use http::{Request, Response};
use hyper::body::{Body, Incoming};
use hyper::client::conn::{TrySendError, http1};
use hyper_util::rt::TokioIo;

use crate::http::connector::Stream;
use crate::http::handover::Handover;
use crate::http::socket::Socket;

/// One connection of HTTP/1.1. It makes progress only while it is polled, by the request that has it.
///
/// It is boxed: it goes from the pool to a request, to the body of the response and back, and is large.
pub(crate) struct Connection<B: Body + 'static>(Box<Inner<B>>);

struct Inner<B: Body + 'static> {
    sender: http1::SendRequest<B>,
    driver: http1::Connection<TokioIo<Stream>, B>,
    socket: Socket,
    is_closed: bool,
}

impl<B> Connection<B>
where
    B: Body<Data = Bytes> + Send + Unpin + 'static,
    B::Error: Into<Box<dyn StdError + Send + Sync>>,
{
    pub(crate) async fn open(stream: Stream, socket: Socket) -> Result<Self, hyper::Error> {
        let (sender, driver) = http1::handshake(TokioIo::new(stream)).await?;
        Ok(Connection(Box::new(Inner {
            sender,
            driver,
            socket,
            is_closed: false,
        })))
    }

    /// Moves bytes in both directions.
    pub(crate) fn drive(&mut self, cx: &mut Context<'_>) {
        self.0.drive(cx);
    }

    /// Returns whether an idle connection can carry a request.
    pub(crate) fn is_usable(&self, cx: &mut Context<'_>) -> bool {
        self.is_idle() && self.0.socket.is_quiet(cx)
    }

    /// Returns whether the last response has ended, and the connection is not closed.
    pub(crate) fn is_idle(&self) -> bool {
        !self.0.is_closed && self.0.sender.is_ready()
    }

    /// Sends a request, and waits for the head of its response.
    ///
    /// # Errors
    ///
    /// The error holds the request if the connection has not begun to send it.
    pub(crate) async fn send(
        &mut self,
        request: Request<B>,
        handover: &Handover,
    ) -> Result<Response<Incoming>, TrySendError<Request<B>>> {
        let whole = request.body().size_hint().lower().max(1);
        let inner = &mut *self.0;
        inner.socket.reset();
        let mut response = std::pin::pin!(inner.sender.try_send_request(request));
        std::future::poll_fn(|cx| {
            inner.drive(cx);
            if inner.socket.taken() >= whole {
                handover.note_sent();
            }
            response.as_mut().poll(cx)
        })
        .await
    }
}

impl<B> Inner<B>
where
    B: Body<Data = Bytes> + Send + Unpin + 'static,
    B::Error: Into<Box<dyn StdError + Send + Sync>>,
{
    fn drive(&mut self, cx: &mut Context<'_>) {
        // The reason of an end reaches the request or the body that waits.
        if !self.is_closed && Pin::new(&mut self.driver).poll(cx).is_ready() {
            self.is_closed = true;
        }
    }
}
