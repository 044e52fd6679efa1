//! Raw HTTP, byte for byte.

use std::net::SocketAddr;
use std::time::Duration;

use lambda_client::local::Endpoint;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// No test waits longer than this for an endpoint.
const PATIENCE: Duration = Duration::from_secs(60);

#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Response {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut found = self
            .headers
            .iter()
            .filter(|(key, _)| key.eq_ignore_ascii_case(name));
        found.next().map(|(_, value)| value.as_str())
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

pub(crate) struct Connection(TcpStream);

impl Connection {
    pub(crate) async fn open(address: SocketAddr) -> Connection {
        Connection(TcpStream::connect(address).await.expect("a connection"))
    }

    pub(crate) async fn write(&mut self, bytes: &[u8]) {
        // An endpoint that has had enough may be gone; what it answered is what counts.
        let _ = self.0.write_all(bytes).await;
    }

    pub(crate) async fn request(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) {
        let mut head = format!(
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n",
            body.len()
        );
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str("\r\n");
        self.write(&[head.as_bytes(), body].concat()).await;
    }

    /// The next response. None: the connection ended before its head was whole.
    pub(crate) async fn response(&mut self) -> Option<Response> {
        timeout(PATIENCE, self.read())
            .await
            .expect("an answer in time")
    }

    async fn read(&mut self) -> Option<Response> {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(self.0.read_u8().await.ok()?);
        }
        let head = String::from_utf8(head).expect("a head in ASCII");
        let mut lines = head.lines();
        let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
        let headers: Vec<(String, String)> = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let mut response = Response {
            status,
            headers,
            body: Vec::new(),
        };
        let length = response
            .header("content-length")
            .map_or(0, |length| length.parse().expect("a length"));
        let mut part = [0; 4096];
        while response.body.len() < length {
            match self.0.read(&mut part).await {
                Ok(0) | Err(_) => break,
                Ok(read) => response.body.extend_from_slice(&part[..read]),
            }
        }
        Some(response)
    }

    /// Whether the endpoint has ended the connection.
    pub(crate) async fn is_over(&mut self) -> bool {
        let ended = async {
            let mut part = [0; 4096];
            loop {
                match self.0.read(&mut part).await {
                    Ok(0) | Err(_) => return true,
                    Ok(_) => {}
                }
            }
        };
        timeout(PATIENCE, ended).await.unwrap_or(false)
    }
}

pub(crate) async fn send(
    endpoint: &Endpoint,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Option<Response> {
    let mut connection = Connection::open(endpoint.address()).await;
    connection.request(method, path, headers, body).await;
    connection.response().await
}

pub(crate) async fn invoke(
    endpoint: &Endpoint,
    function: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Response {
    let path = format!("/2015-03-31/functions/{function}/invocations");
    send(endpoint, "POST", &path, headers, body)
        .await
        .expect("an answer")
}

pub(crate) async fn get(endpoint: &Endpoint, path: &str) -> Response {
    send(endpoint, "GET", path, &[], b"")
        .await
        .expect("an answer")
}
