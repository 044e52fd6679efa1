//! Connections that the transport's own HTTP client keeps.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use lambda_client_core::transport::{Evidence, InvokeRequest, Transport as _};
use lambda_client_core::{DidRun, ErrorKind, Lambda, RetryConfig};
use lambda_client_test_support::nowhere::BlackHole;
use lambda_client_test_support::{Peer, Response, Step};
use tokio::sync::Barrier;
use tokio::time::timeout;

use crate::clients::{HttpClient, invoke};

/// How long a test waits for what comes at once, if the machine is busy.
const PATIENCE: Duration = Duration::from_secs(20);

/// A server in its own thread. It responds to one request of each connection.
struct Server {
    endpoint: String,
    /// Tells it that the response has arrived.
    arrived: mpsc::Sender<()>,
    acted: mpsc::Receiver<()>,
}

impl Server {
    /// Starts a server that does something to the idle connection.
    fn start(then: impl Fn(TcpStream) + Send + 'static) -> Server {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        let endpoint = format!("http://{}", listener.local_addr().expect("an address"));
        let (arrived, has_arrived) = mpsc::channel();
        let (has_acted, acted) = mpsc::channel();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.expect("a connection");
                let mut bytes = [0; 4096];
                if stream.read(&mut bytes).unwrap_or(0) == 0 {
                    return;
                }
                let response = b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n7";
                stream.write_all(response).expect("the client reads");
                if has_arrived.recv().is_err() {
                    return;
                }
                then(stream);
                if has_acted.send(()).is_err() {
                    return;
                }
            }
        });
        Server {
            endpoint,
            arrived,
            acted,
        }
    }
}

/// The thread of the runtime is busy while the server acts, as if the process had been stopped.
async fn calls_between(then: impl Fn(TcpStream) + Send + 'static) {
    let server = Server::start(then);
    let transport = HttpClient::Own.transport(&server.endpoint);
    for number in 0..20 {
        let response = timeout(PATIENCE, invoke(&transport)).await;
        let response = response.expect("the call does not hang");
        let response = response.unwrap_or_else(|error| panic!("call {number}: {error:?}"));
        assert_eq!(response.payload, "7", "call {number}");
        server.arrived.send(()).expect("the server lives");
        let acted = server.acted.recv_timeout(PATIENCE);
        acted.unwrap_or_else(|_| panic!("call {number} has not reached the server"));
        thread::sleep(Duration::from_millis(2));
    }
}

#[tokio::test]
async fn a_connection_that_was_closed_unheard_is_not_used() {
    calls_between(drop).await;
}

#[tokio::test]
async fn a_response_that_nobody_asked_for_is_not_taken_for_the_next_one() {
    let kept = std::sync::Mutex::new(Vec::new());
    calls_between(move |mut stream| {
        let pushed =
            b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
        stream
            .write_all(pushed)
            .expect("the client holds the connection");
        kept.lock().expect("no panic").push(stream);
    })
    .await;
}

/// One connection of HTTP/2 would hold back all but about 100 of them.
#[tokio::test]
async fn all_calls_are_in_flight_at_once() {
    const CALLS: usize = 500;
    let barrier = std::sync::Arc::new(Barrier::new(CALLS));
    let peer = Peer::start(move |_| {
        let barrier = barrier.clone();
        async move {
            barrier.wait().await;
            Response::new(200, "7")
        }
    })
    .await;
    let transport = HttpClient::Own.transport(&peer.http());
    for _ in 0..2 {
        let mut calls = tokio::task::JoinSet::new();
        for _ in 0..CALLS {
            let transport = transport.clone();
            calls.spawn(async move { invoke(&transport).await.map(|response| response.status) });
        }
        let responses = timeout(PATIENCE, calls.join_all()).await;
        for response in responses.expect("none waits for another one") {
            response.expect("a response");
        }
    }
    assert_eq!(
        peer.connections(),
        CALLS,
        "the second round uses them again"
    );
}

/// More calls than connections are opened at a time: the others wait for their turn.
#[tokio::test]
async fn a_call_given_up_before_it_has_a_connection_was_not_sent() {
    let hole = BlackHole::open().await.expect("a black hole");
    let transport = HttpClient::Own.transport(&hole.http());
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..250 {
        let lambda = Lambda::new(transport.clone());
        calls.spawn(async move {
            let retry = RetryConfig::never();
            let call = lambda.call("f").json::<u32>(&1).retry(retry);
            call.timeout(Duration::from_millis(300)).await
        });
    }
    for result in calls.join_all().await {
        let error = result.unwrap_err();
        let said = (error.kind(), error.did_run());
        assert_eq!(said, (ErrorKind::Timeout, DidRun::No), "{error:?}");
    }
}

/// Nobody runs a function before the end of its payload is there.
#[tokio::test]
async fn a_payload_that_did_not_leave_in_full_was_not_sent() {
    // Beyond what the buffers of the operating system take.
    let payload = vec![b'1'; 32 << 20];
    let peer = Peer::unread(Step::silence().after(Duration::from_millis(200)).reset()).await;
    let transport = HttpClient::Own.transport(&peer.http());
    let request = InvokeRequest::new("f", payload.into());
    let error = transport.invoke(request).await.unwrap_err();
    assert_eq!(error.evidence(), Evidence::NotSent, "{error:?}");
}

#[tokio::test]
async fn a_connection_that_ends_with_its_response_is_not_kept() {
    let response = Response::new(200, "7").with_header("connection", "close");
    let peer = Peer::always(response).await;
    let transport = HttpClient::Own.transport(&peer.http());
    for _ in 0..3 {
        invoke(&transport).await.expect("a response");
    }
    assert_eq!(peer.connections(), 3);
}
