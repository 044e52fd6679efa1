//! Reading messages from a stream.

use std::io::{self, ErrorKind, Read};

use tokio::io::{AsyncRead, AsyncReadExt as _};

use crate::headers::Headers;

/// How many header lines a message may have.
pub(crate) const MAX_HEADERS: usize = 128;

/// How many bytes are kept of a message.
const MAX_MESSAGE: usize = 64 << 20;

/// A message that a [`Decoder`] can read. Implemented for [`Request`](crate::Request) and [`Response`](crate::Response).
pub trait Message: Sized {
    /// Parses a head and returns its length with it, or `None` while its end is missing.
    #[doc(hidden)]
    fn parse_head(bytes: &[u8]) -> io::Result<Option<(Self, usize)>>;

    #[doc(hidden)]
    fn framing(&self) -> io::Result<Framing>;

    #[doc(hidden)]
    fn with_body(self, body: Body) -> Self;
}

/// Where a body ends.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    Length(usize),
    Chunked,
    /// At the end of the stream.
    UntilEnd,
}

/// What follows a head.
#[doc(hidden)]
#[derive(Debug, Default)]
pub struct Body {
    pub(crate) bytes: Vec<u8>,
    pub(crate) trailers: Headers,
    pub(crate) is_whole: bool,
}

pub(crate) fn malformed(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, error)
}

/// Returns what the headers say of the body's end, if anything.
pub(crate) fn framing(headers: &Headers) -> io::Result<Option<Framing>> {
    if headers.get("transfer-encoding").is_some() {
        return Ok(Some(Framing::Chunked));
    }
    let length = headers
        .get("content-length")
        .map(|text| text.trim().parse());
    let length = length.transpose().map_err(malformed)?;
    Ok(length.map(Framing::Length))
}

/// Reads messages of one kind, one after the other, from a stream that it is given at each call.
#[derive(Debug)]
pub struct Decoder<M> {
    buffer: Vec<u8>,
    /// The message whose head has been read, with the chunks of its body so far.
    current: Option<(M, Framing, Body)>,
}

impl<M> Default for Decoder<M> {
    fn default() -> Self {
        Decoder {
            buffer: Vec::new(),
            current: None,
        }
    }
}

impl<M: Message> Decoder<M> {
    /// Builds a decoder that has not read anything.
    pub fn new() -> Decoder<M> {
        Decoder::default()
    }

    /// Reads the next message. `None` means that the stream ended before another head was whole; a message whose body
    /// breaks off is returned with what came of it. A connection that was reset has ended.
    ///
    /// # Errors
    ///
    /// Returns an error if the bytes are not HTTP/1, if the message is larger than 64 MiB, or if reading fails.
    pub async fn read(&mut self, stream: &mut (impl AsyncRead + Unpin)) -> io::Result<Option<M>> {
        loop {
            if let Some(message) = self.decode()? {
                return Ok(Some(message));
            }
            let read = stream.read_buf(&mut self.buffer).await;
            if let Some(end) = is_end(&read) {
                return Ok(self.finish(end));
            }
            read?;
        }
    }

    /// Reads the next message from a stream that blocks; otherwise as [`read`](Decoder::read).
    ///
    /// # Errors
    ///
    /// As those of [`read`](Decoder::read).
    pub fn read_blocking(&mut self, stream: &mut impl Read) -> io::Result<Option<M>> {
        let mut part = vec![0; 64 << 10];
        loop {
            if let Some(message) = self.decode()? {
                return Ok(Some(message));
            }
            let read = stream.read(&mut part);
            if let Some(end) = is_end(&read) {
                return Ok(self.finish(end));
            }
            self.buffer.extend_from_slice(&part[..read?]);
        }
    }

    /// Takes a message from the buffer, if it is there to its end.
    fn decode(&mut self) -> io::Result<Option<M>> {
        let (message, framing, mut body) = match self.current.take() {
            Some(current) => current,
            None => {
                let Some((message, end)) = M::parse_head(&self.buffer)? else {
                    return self.bounded(0).map(|()| None);
                };
                self.buffer.drain(..end);
                let framing = message.framing()?;
                (message, framing, Body::default())
            }
        };
        body.is_whole = match framing {
            Framing::Length(length) if self.buffer.len() >= length => {
                body.bytes = self.buffer.drain(..length).collect();
                true
            }
            Framing::Chunked => self.chunks(&mut body)?,
            Framing::Length(_) | Framing::UntilEnd => false,
        };
        if body.is_whole {
            return Ok(Some(message.with_body(body)));
        }
        self.bounded(body.bytes.len())?;
        self.current = Some((message, framing, body));
        Ok(None)
    }

    /// Moves whole chunks from the buffer into the body; returns whether the last one was among them.
    fn chunks(&mut self, body: &mut Body) -> io::Result<bool> {
        loop {
            let size = httparse::parse_chunk_size(&self.buffer);
            let size = size.map_err(|_| malformed("the size of a chunk is not valid"))?;
            let httparse::Status::Complete((start, size)) = size else {
                return Ok(false);
            };
            if size == 0 {
                let mut lines = [httparse::EMPTY_HEADER; MAX_HEADERS];
                let trailers = httparse::parse_headers(&self.buffer[start..], &mut lines);
                let httparse::Status::Complete((end, lines)) = trailers.map_err(malformed)? else {
                    return Ok(false);
                };
                body.trailers = Headers::parsed(lines);
                self.buffer.drain(..start + end);
                return Ok(true);
            }
            let size = usize::try_from(size).map_err(malformed)?;
            let end = start.saturating_add(size);
            // A chunk ends with a further line break.
            if self.buffer.len() < end.saturating_add(2) {
                return Ok(false);
            }
            body.bytes.extend_from_slice(&self.buffer[start..end]);
            self.buffer.drain(..end + 2);
        }
    }

    /// Returns the message that the end of the stream ends, or cuts off.
    fn finish(&mut self, end: End) -> Option<M> {
        let (message, framing, mut body) = self.current.take()?;
        let rest = std::mem::take(&mut self.buffer);
        if framing != Framing::Chunked {
            body.bytes = rest;
        }
        body.is_whole = framing == Framing::UntilEnd && end == End::Closed;
        Some(message.with_body(body))
    }

    fn bounded(&self, body: usize) -> io::Result<()> {
        if self.buffer.len() + body > MAX_MESSAGE {
            return Err(malformed("the message is too large"));
        }
        Ok(())
    }
}

/// How a stream ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Closed,
    Reset,
}

/// Returns whether the result of reading is the end of the stream.
fn is_end(read: &io::Result<usize>) -> Option<End> {
    match read {
        Ok(0) => Some(End::Closed),
        Err(error) => match error.kind() {
            ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted | ErrorKind::BrokenPipe => {
                Some(End::Reset)
            }
            // What TLS says of a connection that ended without a farewell.
            ErrorKind::UnexpectedEof => Some(End::Reset),
            _ => None,
        },
        Ok(_) => None,
    }
}
