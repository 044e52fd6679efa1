//! Sends one HTTP request to a peer's control paths, without a client library.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use lambda_client_test_support::raw;

/// Sends a request to a port of this machine; returns status and body.
pub(crate) fn request(
    port: u16,
    method: &str,
    path: &str,
    body: &str,
) -> io::Result<(u16, String)> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let headers = [("Content-Type", "application/json")];
    let response = raw::exchange(address, method, path, &headers, body.as_bytes())?;
    let body = String::from_utf8_lossy(&response.body).into_owned();
    Ok((response.status, body))
}
