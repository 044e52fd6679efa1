//! What clients see of peers.

use std::io::ErrorKind;
use std::time::Duration;

use lambda_client_test_support::nowhere::{self, BlackHole};
use lambda_client_test_support::raw::{Connection, exchange};
use lambda_client_test_support::{Peer, Request, Response, Step};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

async fn connect(peer: &Peer) -> Connection {
    Connection::open(peer.address()).await
}

#[tokio::test]
async fn a_closure_responds_to_each_request() {
    let peer = Peer::start(|request: Request| async move {
        tokio::task::yield_now().await;
        Response::new(200, request.body).with_header("X-Path", request.path)
    })
    .await;
    let mut client = connect(&peer).await;
    for body in [&b"one"[..], b"two"] {
        client.request("POST", "/path", &[], body).await;
        let response = client.response().await.expect("a response");
        assert_eq!((response.status, &*response.body), (200, body));
        assert_eq!(response.header("x-path"), Some("/path"));
    }
    assert_eq!((peer.connections(), peer.request_count()), (1, 2));
    assert_eq!(peer.requests()[1].body, b"two");
}

#[tokio::test]
async fn a_script_is_performed_in_order_whatever_the_connection() {
    let steps = [Response::new(200, "1"), Response::new(200, "2")];
    let peer = Peer::script(steps, Response::new(503, "")).await;
    let mut seen = Vec::new();
    for _ in 0..4 {
        let mut client = connect(&peer).await;
        client.request("GET", "/", &[], b"").await;
        let response = client.response().await.expect("a response");
        seen.push((response.status, response.body));
    }
    let bodies: [(u16, Vec<u8>); 4] = [
        (200, b"1".into()),
        (200, b"2".into()),
        (503, b"".into()),
        (503, b"".into()),
    ];
    assert_eq!(seen, bodies);
    assert_eq!(peer.connections(), 4);
}

/// What a client reads after a request, to the end of the connection.
async fn read_to_end(peer: &Peer) -> (Vec<u8>, Result<(), ErrorKind>) {
    let mut stream = TcpStream::connect(peer.address())
        .await
        .expect("a connection");
    let request = Request::encode("GET", "/", &[], b"");
    let written = stream.write_all(&request).await;
    let mut bytes = Vec::new();
    let read = stream.read_to_end(&mut bytes).await.map(drop);
    (bytes, written.and(read).map_err(|error| error.kind()))
}

#[tokio::test]
async fn a_connection_ends_as_the_step_says() {
    let peer = Peer::always(Step::bytes("220 mail\r\n").close()).await;
    assert_eq!(read_to_end(&peer).await, (b"220 mail\r\n".into(), Ok(())));

    let peer = Peer::always(Step::silence().reset()).await;
    let reset = Err(ErrorKind::ConnectionReset);
    assert_eq!(read_to_end(&peer).await, (Vec::new(), reset));
    assert_eq!(peer.request_count(), 1);
}

#[tokio::test]
async fn a_peer_can_act_before_it_reads() {
    let peer = Peer::unread(Step::silence().reset()).await;
    let (bytes, end) = read_to_end(&peer).await;
    assert_eq!(bytes, b"");
    assert!(end.is_err(), "the connection was reset");
    assert_eq!((peer.connections(), peer.request_count()), (1, 0));

    let peer = Peer::unread(Step::bytes("220 mail\r\n").stall()).await;
    let mut client = TcpStream::connect(peer.address())
        .await
        .expect("a connection");
    let mut greeting = [0; 10];
    client.read_exact(&mut greeting).await.expect("a greeting");
    assert_eq!(&greeting, b"220 mail\r\n");
}

#[tokio::test]
async fn a_body_can_be_cut() {
    let response = Response::new(200, "0123456789");
    let peer = Peer::always(Step::cut(&response, 4).close()).await;
    let mut client = connect(&peer).await;
    client.request("GET", "/", &[], b"").await;
    let cut = client.response().await.expect("a head");
    assert_eq!(cut.header("content-length"), Some("10"));
    assert_eq!((&*cut.body, cut.is_whole), (&b"012345"[..], false));
}

#[tokio::test]
async fn a_stalled_connection_ends_with_the_client_or_the_peer() {
    let mut peer = Peer::always(Step::bytes("HTTP/1.1 200 X\r\n").stall()).await;
    let mut client = connect(&peer).await;
    client.request("GET", "/", &[], b"").await;
    let heard = timeout(Duration::from_millis(50), client.response()).await;
    assert!(heard.is_err(), "the head has no end");
    let address = peer.address();
    peer.stop().await;
    assert!(client.is_over().await);
    let refused = TcpStream::connect(address).await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::ConnectionRefused);
}

#[tokio::test(start_paused = true)]
async fn a_step_can_wait() {
    let hour = Duration::from_secs(3600);
    let peer = Peer::always(Step::from(Response::new(200, "")).after(hour)).await;
    let started = tokio::time::Instant::now();
    let mut stream = TcpStream::connect(peer.address())
        .await
        .expect("a connection");
    let request = Request::encode("GET", "/", &[], b"");
    stream.write_all(&request).await.expect("a request");
    assert_eq!(stream.read_u8().await.expect("a response"), b'H');
    assert!(started.elapsed() >= hour);
}

#[tokio::test]
async fn requests_that_break_off_are_not_counted_and_others_refused() {
    let peer = Peer::always(Response::new(200, "")).await;
    let mut client = TcpStream::connect(peer.address())
        .await
        .expect("a connection");
    let half = b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n1";
    client.write_all(half).await.expect("half a request");
    client.shutdown().await.expect("the end");
    assert_eq!(client.read(&mut [0]).await.expect("the end"), 0);

    let mut client = connect(&peer).await;
    client.write(b"\x16\x03\x01\r\n\r\n").await;
    assert_eq!(client.response().await.expect("a response").status, 400);
    assert!(client.is_over().await);
    assert_eq!((peer.connections(), peer.request_count()), (2, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn one_request_without_a_runtime() {
    let peer = Peer::always(Response::new(404, "{\"a\":1}")).await;
    let address = peer.address();
    let exchanged = move || exchange(address, "PUT", "/x", &[("X-A", "b")], b"1");
    let response = tokio::task::spawn_blocking(exchanged)
        .await
        .expect("no panic");
    let response = response.expect("a response");
    assert_eq!((response.status, &response.json()["a"]), (404, &1.into()));
    let request = peer.request();
    assert_eq!(
        (&*request.method, &*request.path, &*request.body),
        ("PUT", "/x", &b"1"[..])
    );
    assert_eq!(request.header("x-a"), Some("b"));
    assert_eq!(request.header("host"), Some(&*address.to_string()));
    assert_eq!(request.json(), 1);
}

#[tokio::test]
async fn nobody_listens_nowhere() {
    let refused = nowhere::refused().await;
    let address = refused.strip_prefix("http://").expect("a URL");
    let refused = TcpStream::connect(address).await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::ConnectionRefused);

    let hole = BlackHole::open().await.expect("a queue that fills");
    let url = hole.http();
    let address = url.strip_prefix("http://").expect("a URL");
    let connected = timeout(Duration::from_millis(100), TcpStream::connect(address)).await;
    assert!(connected.is_err(), "{connected:?}");
}
