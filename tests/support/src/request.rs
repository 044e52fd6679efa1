//! A request.

use std::io;

use crate::decoder::{Body, Framing, MAX_HEADERS, Message, framing, malformed};
use crate::headers::{Headers, write_line};

/// A request as it arrived.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Request {
    /// The method, such as `POST`.
    pub method: String,
    /// The path with its query.
    pub path: String,
    /// The header lines.
    pub headers: Headers,
    /// The bytes of the head, with the empty line at its end.
    pub head: Vec<u8>,
    /// The body, without the framing of chunks.
    pub body: Vec<u8>,
    /// The header lines behind a chunked body.
    pub trailers: Headers,
    /// Whether the body arrived to its end.
    pub is_whole: bool,
}

impl Request {
    /// Returns the first value of a header; see [`Headers::get`].
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)
    }

    /// Decodes the body.
    ///
    /// # Panics
    ///
    /// Panics if the body is not JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).expect("the body of the request is JSON")
    }

    /// Returns the bytes of a request; `Host` and `Content-Length` are added where the headers lack them.
    pub fn encode(method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
        let mut head = format!("{method} {path} HTTP/1.1\r\n");
        let lacks = |name: &str| {
            !headers
                .iter()
                .any(|(key, _)| key.eq_ignore_ascii_case(name))
        };
        if lacks("Host") {
            write_line(&mut head, "Host", "localhost");
        }
        if lacks("Content-Length") {
            write_line(&mut head, "Content-Length", body.len());
        }
        for (name, value) in headers {
            write_line(&mut head, name, value);
        }
        head.push_str("\r\n");
        [head.as_bytes(), body].concat()
    }
}

impl Message for Request {
    fn parse_head(bytes: &[u8]) -> io::Result<Option<(Request, usize)>> {
        let mut lines = [httparse::EMPTY_HEADER; MAX_HEADERS];
        let mut parsed = httparse::Request::new(&mut lines);
        let httparse::Status::Complete(end) = parsed.parse(bytes).map_err(malformed)? else {
            return Ok(None);
        };
        let request = Request {
            method: parsed.method.unwrap_or_default().to_owned(),
            path: parsed.path.unwrap_or_default().to_owned(),
            headers: Headers::parsed(parsed.headers),
            head: bytes[..end].to_vec(),
            ..Request::default()
        };
        Ok(Some((request, end)))
    }

    fn framing(&self) -> io::Result<Framing> {
        Ok(framing(&self.headers)?.unwrap_or(Framing::Length(0)))
    }

    fn with_body(self, body: Body) -> Request {
        Request {
            body: body.bytes,
            trailers: body.trailers,
            is_whole: body.is_whole,
            ..self
        }
    }
}
