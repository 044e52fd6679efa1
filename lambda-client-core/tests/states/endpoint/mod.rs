//! The API of Step Functions on a port, in front of the machines in this process.

mod faults;
mod lifetime;
mod lists;
mod operations;
mod places;
mod requests;

use std::time::Duration;

use lambda_client_core::local::Endpoint;
use lambda_client_core::step_functions::{LocalMachine, LocalMachines, Machines, MachinesBuilder};
use lambda_client_core::{Error, RetryConfig};
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::service::transport;

fn passing() -> LocalMachine {
    LocalMachine::new(|input: Value| async move { Ok::<_, Error>(input) })
}

fn waiting() -> LocalMachine {
    LocalMachine::new(|_: Value| std::future::pending::<Result<(), Error>>())
}

async fn listen() -> (LocalMachines, Endpoint) {
    let failing = LocalMachine::new(|_: Value| async {
        Err::<(), _>(Error::function("OutOfStock", "no cups"))
    });
    let local = LocalMachines::builder()
        .standard("passing", passing())
        .standard("waiting", waiting())
        .standard("failing", failing)
        .express("express", passing())
        .build();
    let endpoint = local.listen(0).await.unwrap();
    (local, endpoint)
}

fn builder(endpoint: &Endpoint) -> MachinesBuilder {
    let retry = RetryConfig::new()
        .base_delay(Duration::ZERO)
        .max_delay(Duration::ZERO);
    Machines::builder(transport(&endpoint.url()))
        .retry(retry)
        .polls_per_second(1_000)
}

fn once(endpoint: &Endpoint) -> Machines {
    builder(endpoint).retry(RetryConfig::never()).build()
}

/// Sends the bytes of a request and returns all that comes back.
async fn raw(endpoint: &Endpoint, request: &[u8]) -> (u16, String, Value) {
    let mut stream = TcpStream::connect(endpoint.address()).await.unwrap();
    stream.write_all(request).await.unwrap();
    let mut response = Vec::new();
    stream.read_to_end(&mut response).await.unwrap();
    let response = String::from_utf8(response).unwrap();
    let (head, body) = response.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let body = serde_json::from_str(body).unwrap_or(Value::Null);
    (status, head.to_ascii_lowercase(), body)
}

async fn ask(endpoint: &Endpoint, operation: &str, body: &str) -> (u16, Value) {
    let length = body.len();
    let request = format!(
        "POST / HTTP/1.1\r\nhost: localhost\r\nx-amz-target: AWSStepFunctions.{operation}\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}"
    );
    let (status, head, body) = raw(endpoint, request.as_bytes()).await;
    assert!(head.contains("\r\nx-amzn-requestid: "), "{head}");
    assert!(
        head.contains("\r\ncontent-type: application/x-amz-json-1.0"),
        "{head}"
    );
    assert_eq!(head.matches("\r\ndate: ").count(), 1, "{head}");
    (status, body)
}
