//! Sends one HTTP request to a peer's control paths, without a client library.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::Duration;

/// A peer that loads its data first takes some seconds to respond, and longer on a busy machine.
const LIMIT: Duration = Duration::from_secs(60);

/// Sends a request to a port of this machine and returns status and body.
pub(crate) fn request(
    port: u16,
    method: &str,
    path: &str,
    body: &str,
) -> io::Result<(u16, String)> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let mut stream = TcpStream::connect_timeout(&address, LIMIT)?;
    stream.set_read_timeout(Some(LIMIT))?;
    stream.set_write_timeout(Some(LIMIT))?;
    // In HTTP/1.0 the end of the connection is the end of the body, so nothing has to be parsed.
    let head = format!(
        "{method} {path} HTTP/1.0\r\nHost: {address}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(body.as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;

    let answer = String::from_utf8_lossy(&answer);
    let unreadable = || {
        io::Error::new(
            io::ErrorKind::InvalidData,
            format!("not an HTTP answer: {answer:?}"),
        )
    };
    let (head, body) = answer.split_once("\r\n\r\n").ok_or_else(unreadable)?;
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok())
        .ok_or_else(unreadable)?;
    Ok((status, body.to_owned()))
}
