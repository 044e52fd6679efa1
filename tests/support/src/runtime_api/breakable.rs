//! Connections that end in the middle of a request.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use super::state::State;
use crate::connection::Socket;

/// A connection that may end in the middle of a post.
#[derive(Debug)]
pub(super) struct Breakable {
    stream: TcpStream,
    state: Arc<State>,
    /// How many bytes are still read.
    left: Option<usize>,
}

impl Breakable {
    pub(super) fn new(stream: TcpStream, state: Arc<State>) -> Breakable {
        Breakable {
            stream,
            state,
            left: None,
        }
    }
}

impl AsyncRead for Breakable {
    fn poll_read(
        mut self: Pin<&mut Self>,
        task: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.left == Some(0) {
            return Poll::Ready(Ok(()));
        }
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(task, buffer);
        let read = buffer.filled().len() - before;
        if self.left.is_none() && buffer.filled()[before..].starts_with(b"POST") {
            let left = self.state.break_post_after();
            self.left = left;
        }
        if let Some(left) = &mut self.left {
            let kept = read.min(*left);
            *left -= kept;
            buffer.set_filled(before + kept);
        }
        polled
    }
}

impl AsyncWrite for Breakable {
    fn poll_write(
        mut self: Pin<&mut Self>,
        task: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(task, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(task)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(task)
    }
}

impl Socket for Breakable {
    fn reset_on_drop(&mut self) {
        self.stream.reset_on_drop();
    }
}
