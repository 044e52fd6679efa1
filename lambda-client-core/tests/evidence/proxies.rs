//! Proxies that the environment names, for the HTTP client that the transport brings.

use std::net::SocketAddr;
use std::process::Command;

use lambda_client_test_support::tls::Certificate;
use lambda_client_test_support::{Peer, Response};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

use crate::clients::{HttpClient, invoke};

/// Tells the second process where to send its requests.
const ENDPOINT: &str = "LAMBDA_CLIENT_TEST_ENDPOINT";

/// Makes two calls in a process with this environment, and returns what it said of them.
async fn two_calls(endpoint: &str, environment: &[(&str, &str)]) -> String {
    let mut second = Command::new(std::env::current_exe().expect("this program"));
    second
        .args(["--ignored", "--exact", "proxies::second_process"])
        .arg("--nocapture")
        .env(ENDPOINT, endpoint)
        .env_remove("NO_PROXY")
        .env_remove("no_proxy")
        .envs(environment.iter().copied());
    let ended = tokio::task::spawn_blocking(move || second.output());
    let ended = ended.await.expect("no panic").expect("the program starts");
    String::from_utf8_lossy(&ended.stdout).into_owned()
}

#[tokio::test]
#[ignore = "started in its own process by the tests below"]
async fn second_process() {
    let endpoint = std::env::var(ENDPOINT).expect("the first process names an endpoint");
    let transport = HttpClient::Own.transport(&endpoint);
    for _ in 0..2 {
        match invoke(&transport).await {
            Ok(response) => println!("<{:?}>", response.payload),
            Err(error) => println!("<{} {}> {error}", error.kind(), error.evidence()),
        }
    }
}

#[tokio::test]
async fn a_proxy_gets_plain_requests() {
    let seven = "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 1\r\n\r\n7";
    let (address, mut heads) = proxy(seven).await;
    let url = format!("http://me:secret@{address}");
    let said = two_calls("http://lambda.test:81", &[("HTTP_PROXY", &url)]).await;
    assert_eq!(said.matches("<b\"7\">").count(), 2, "{said}");
    let head = heads.recv().await.expect("a request");
    let line = "POST http://lambda.test:81/2015-03-31/functions/f/invocations HTTP/1.1";
    assert!(head.starts_with(line), "{head}");
    assert!(head.contains("\r\nhost: lambda.test:81\r\n"), "{head}");
    let authorization = "\r\nproxy-authorization: Basic bWU6c2VjcmV0\r\n";
    assert!(head.contains(authorization), "{head}");
}

#[tokio::test]
async fn a_proxy_of_another_kind_is_explained() {
    for proxy in [
        "socks5://me:secret@127.0.0.1:9",
        "https://me:secret@127.0.0.1:9",
    ] {
        let said = two_calls("http://lambda.test", &[("HTTP_PROXY", proxy)]).await;
        let refused = "<request not_sent> the request could not be built: only proxies with an `http://` URL are supported";
        assert_eq!(said.matches(refused).count(), 2, "{said}");
        assert!(!said.contains("secret"), "{said}");
    }
}

#[tokio::test]
async fn a_proxy_opens_a_tunnel_for_tls() {
    let trusted = Certificate::new();
    let folder = env!("CARGO_TARGET_TMPDIR");
    let file = format!("{folder}/tunnel-{}.pem", std::process::id());
    std::fs::write(&file, trusted.pem()).expect("the file can be written");
    let peer = Peer::start_tls(&trusted, |_| async { Response::new(200, "7") }).await;

    let (address, mut heads) = tunnel(peer.address()).await;
    let url = format!("http://me:secret@{address}");
    let environment = [("HTTPS_PROXY", url.as_str()), ("SSL_CERT_FILE", &file)];
    let said = two_calls(&peer.https(), &environment).await;
    assert_eq!(said.matches("<b\"7\">").count(), 2, "{said}");
    assert_eq!(peer.connections(), 1, "the tunnel is used again");
    let head = heads.recv().await.expect("a tunnel").to_lowercase();
    let line = format!("connect {} http/1.1\r\n", peer.address());
    assert!(head.starts_with(&line), "{head}");
    let authorization = "\r\nproxy-authorization: basic bwu6c2vjcmv0\r\n";
    assert!(head.contains(authorization), "{head}");
    for request in peer.requests() {
        assert_eq!(request.header("proxy-authorization"), None);
    }

    let (address, _heads) = proxy("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n").await;
    let url = format!("http://{address}");
    let environment = [("HTTPS_PROXY", url.as_str()), ("SSL_CERT_FILE", &file)];
    let said = two_calls(&peer.https(), &environment).await;
    assert_eq!(said.matches("<connect not_sent>").count(), 2, "{said}");

    let socks = [
        ("HTTPS_PROXY", "socks5://127.0.0.1:1"),
        ("SSL_CERT_FILE", &file),
    ];
    let said = two_calls(&peer.https(), &socks).await;
    assert_eq!(said.matches("<request not_sent>").count(), 2, "{said}");
    let _ = std::fs::remove_file(&file);
}

type Proxy = (SocketAddr, mpsc::UnboundedReceiver<String>);

/// A proxy that gives this response to each request, and reports its head.
async fn proxy(response: &'static str) -> Proxy {
    let listener = TcpListener::bind("127.0.0.1:0").await;
    let listener = listener.expect("a free port");
    let address = listener.local_addr().expect("an address");
    let (report, heads) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = report.send(head(&mut stream).await);
            let _ = stream.write_all(response.as_bytes()).await;
            let _ = stream.flush().await;
        }
    });
    (address, heads)
}

/// A proxy that connects to this server.
async fn tunnel(server: SocketAddr) -> Proxy {
    let listener = TcpListener::bind("127.0.0.1:0").await;
    let listener = listener.expect("a free port");
    let address = listener.local_addr().expect("an address");
    let (report, heads) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        let mut tunnels = tokio::task::JoinSet::new();
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = report.send(head(&mut stream).await);
            let Ok(mut server) = TcpStream::connect(server).await else {
                return;
            };
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await;
            tunnels.spawn(async move {
                let _ = tokio::io::copy_bidirectional(&mut stream, &mut server).await;
            });
        }
    });
    (address, heads)
}

async fn head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) => break,
        }
    }
    String::from_utf8_lossy(&head).into_owned()
}
