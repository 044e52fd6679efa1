//! What a peer does with a request.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::connection::Socket;
use crate::response::Response;

/// What a peer does once it has read a request: writes some bytes, and then keeps, closes, resets or abandons the connection.
///
/// Made from a [`Response`] or from any bytes, it keeps the connection for the next request.
#[derive(Clone, Debug)]
#[must_use]
pub struct Step {
    bytes: Vec<u8>,
    delay: Duration,
    /// How many bytes are written at once, and the pause behind them.
    pieces: Option<(usize, Duration)>,
    then: Then,
}

/// What becomes of the connection.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Then {
    Keep,
    Close,
    Reset,
    Stall,
}

impl Step {
    /// Writes these bytes, whatever they are.
    pub fn bytes(bytes: impl Into<Vec<u8>>) -> Step {
        Step {
            bytes: bytes.into(),
            delay: Duration::ZERO,
            pieces: None,
            then: Then::Keep,
        }
    }

    /// Writes these bytes behind the others.
    pub fn followed_by(mut self, bytes: impl AsRef<[u8]>) -> Step {
        self.bytes.extend_from_slice(bytes.as_ref());
        self
    }

    /// Writes nothing; of use with one of the ends below.
    pub fn silence() -> Step {
        Step::bytes("")
    }

    /// Writes the response without the last `missing` bytes, although its head announces them; of use with one of the ends below.
    pub fn cut(response: &Response, missing: usize) -> Step {
        let mut bytes = response.to_bytes();
        bytes.truncate(bytes.len().saturating_sub(missing));
        Step::bytes(bytes)
    }

    /// Waits before the first byte is written.
    pub fn after(self, delay: Duration) -> Step {
        Step { delay, ..self }
    }

    /// Writes this many bytes at a time, with a pause behind each piece.
    pub fn in_pieces(self, bytes: usize, pause: Duration) -> Step {
        let pieces = Some((bytes.max(1), pause));
        Step { pieces, ..self }
    }

    /// Closes the connection afterwards.
    pub fn close(self) -> Step {
        self.then(Then::Close)
    }

    /// Resets the connection afterwards (`RST`).
    pub fn reset(self) -> Step {
        self.then(Then::Reset)
    }

    /// Says nothing more afterwards, and leaves the connection open until the client closes it or the peer is dropped.
    pub fn stall(self) -> Step {
        self.then(Then::Stall)
    }

    fn then(self, then: Then) -> Step {
        Step { then, ..self }
    }

    /// Returns the bytes, how long to wait before them, and what becomes of the connection.
    #[cfg(feature = "tls")]
    pub(crate) fn parts(&self) -> (&[u8], Duration, Then) {
        (&self.bytes, self.delay, self.then)
    }

    /// Performs the step; returns whether the connection takes another request.
    pub(crate) async fn perform(&self, stream: &mut impl Socket) -> bool {
        if !self.delay.is_zero() {
            tokio::time::sleep(self.delay).await;
        }
        let (size, pause) = self
            .pieces
            .unwrap_or((self.bytes.len().max(1), Duration::ZERO));
        for piece in self.bytes.chunks(size) {
            // A client that has gone away does not need the rest.
            let written = stream.write_all(piece).await.is_ok() && stream.flush().await.is_ok();
            if !written {
                return false;
            }
            if !pause.is_zero() {
                tokio::time::sleep(pause).await;
            }
        }
        match self.then {
            Then::Keep => return true,
            Then::Close => {
                let _ = stream.shutdown().await;
            }
            Then::Reset => stream.reset_on_drop(),
            Then::Stall => {
                let mut ignored = [0; 4096];
                while matches!(stream.read(&mut ignored).await, Ok(read) if read > 0) {}
            }
        }
        false
    }
}

impl From<Response> for Step {
    fn from(response: Response) -> Step {
        Step::bytes(response.to_bytes())
    }
}
