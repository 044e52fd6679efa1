//! A response.

use std::io;

use crate::decoder::{Body, Framing, MAX_HEADERS, Message, framing, malformed};
use crate::headers::Headers;

/// A response: as it arrived, or as a peer is to write it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Response {
    /// The status, such as 200.
    pub status: u16,
    /// The header lines.
    pub headers: Headers,
    /// The body, without the framing of chunks.
    pub body: Vec<u8>,
    /// The header lines behind a chunked body; not written.
    pub trailers: Headers,
    /// Whether the body arrived to its end.
    pub is_whole: bool,
}

impl Response {
    /// Builds a response without header lines; [`to_bytes`](Response::to_bytes) adds the length of the body.
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> Response {
        Response {
            status,
            body: body.into(),
            is_whole: true,
            ..Response::default()
        }
    }

    /// Appends a header line.
    #[must_use]
    pub fn with_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Response {
        self.headers.push(name, value);
        self
    }

    /// Returns the first value of a header; see [`Headers::get`].
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)
    }

    /// Decodes the body; a body that is not JSON counts as `null`.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// Returns the bytes of the response, with a `Content-Length` unless there is a header for the length already.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = format!("HTTP/1.1 {} X\r\n", self.status).into_bytes();
        self.headers.write_to(&mut bytes);
        let framed = ["content-length", "transfer-encoding"];
        let is_framed = framed.iter().any(|name| self.headers.get(name).is_some());
        if !is_framed && !is_bodiless(self.status) {
            let length = format!("Content-Length: {}\r\n", self.body.len());
            bytes.extend_from_slice(length.as_bytes());
        }
        bytes.extend_from_slice(b"\r\n");
        bytes.extend_from_slice(&self.body);
        bytes
    }
}

/// Returns whether a response with this status never has a body.
fn is_bodiless(status: u16) -> bool {
    matches!(status, 100..=199 | 204 | 304)
}

impl Message for Response {
    fn parse_head(bytes: &[u8]) -> io::Result<Option<(Response, usize)>> {
        let mut lines = [httparse::EMPTY_HEADER; MAX_HEADERS];
        let mut parsed = httparse::Response::new(&mut lines);
        let httparse::Status::Complete(end) = parsed.parse(bytes).map_err(malformed)? else {
            return Ok(None);
        };
        let response = Response {
            status: parsed.code.unwrap_or_default(),
            headers: Headers::parsed(parsed.headers),
            ..Response::default()
        };
        Ok(Some((response, end)))
    }

    fn framing(&self) -> io::Result<Framing> {
        if is_bodiless(self.status) {
            return Ok(Framing::Length(0));
        }
        Ok(framing(&self.headers)?.unwrap_or(Framing::UntilEnd))
    }

    fn with_body(self, body: Body) -> Response {
        Response {
            body: body.bytes,
            trailers: body.trailers,
            is_whole: body.is_whole,
            ..self
        }
    }
}
