//! A client that writes any bytes, and reads responses as they are.

use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::decoder::Decoder;
use crate::request::Request;
use crate::response::Response;

/// How long a server may take to respond. A server that reads all its data first takes some seconds, more on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A connection to a server.
#[derive(Debug)]
pub struct Connection {
    stream: TcpStream,
    responses: Decoder<Response>,
}

impl Connection {
    /// Connects to a server.
    ///
    /// # Panics
    ///
    /// Panics if the server does not accept the connection.
    pub async fn open(address: SocketAddr) -> Connection {
        let stream = timeout(PATIENCE, TcpStream::connect(address)).await;
        let stream = stream.expect("the server accepts the connection in time");
        Connection {
            stream: stream.expect("the server accepts the connection"),
            responses: Decoder::new(),
        }
    }

    /// Writes these bytes, whatever they are.
    pub async fn write(&mut self, bytes: &[u8]) {
        // A server that has read enough may be gone; its response is what counts.
        let _ = timeout(PATIENCE, self.stream.write_all(bytes)).await;
    }

    /// Writes a request; see [`Request::encode`].
    pub async fn request(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) {
        self.write(&Request::encode(method, path, headers, body))
            .await;
    }

    /// Reads the next response. `None` means that the connection ended before its head was whole.
    ///
    /// # Panics
    ///
    /// Panics if the server does not respond within a minute, or not with HTTP.
    pub async fn response(&mut self) -> Option<Response> {
        let response = timeout(PATIENCE, self.responses.read(&mut self.stream)).await;
        let response = response.expect("the server responds in time");
        response.expect("the server responds with HTTP")
    }

    /// Reads on until the server ends the connection; returns whether it did so within a minute.
    pub async fn is_over(&mut self) -> bool {
        let ended = async {
            let mut ignored = [0; 4096];
            while matches!(self.stream.read(&mut ignored).await, Ok(read) if read > 0) {}
        };
        timeout(PATIENCE, ended).await.is_ok()
    }
}

/// Sends one request over a new connection and waits for the response, without a runtime.
///
/// # Errors
///
/// Returns an error if the server cannot be reached, if it takes longer than a minute between two parts of the response, or
/// if the response is not whole.
pub fn exchange(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> io::Result<Response> {
    let mut stream = std::net::TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let host = address.to_string();
    let headers = [&[("Host", &*host), ("Connection", "close")], headers].concat();
    stream.write_all(&Request::encode(method, path, &headers, body))?;
    let response = Decoder::<Response>::new().read_blocking(&mut stream)?;
    let whole = response.filter(|response| response.is_whole);
    whole.ok_or_else(|| io::Error::from(io::ErrorKind::UnexpectedEof))
}
