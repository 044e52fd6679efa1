//! Nothing takes an endpoint down: not the functions, and not the clients.

use std::time::Duration;

use lambda_client::local::{Endpoint, Function};
use lambda_client::{LocalLambda, server::Invocation};

use crate::raw::{Connection, get, invoke, send};
use crate::shop::echo;

const PATH: &str = "/2015-03-31/functions/echo/invocations";

/// How long these endpoints wait for a client.
const CLIENT_TIMEOUT: Duration = Duration::from_millis(200);

async fn endpoint(local: LocalLambda) -> Endpoint {
    local
        .endpoint()
        .client_timeout(CLIENT_TIMEOUT)
        .max_connections(4)
        .listen(0)
        .await
        .unwrap()
}

fn local() -> LocalLambda {
    let large = Function::new(|_: Invocation| async { vec![b'1'; 6_000_000] });
    LocalLambda::builder()
        .function("echo", echo())
        .function("large", large)
        .build()
}

/// A busy machine may need longer than these endpoints wait, so one response out of several is enough.
async fn assert_alive(endpoint: &Endpoint) {
    for _ in 0..20 {
        if let Some(response) = send(endpoint, "POST", PATH, &[], b"1").await {
            assert_eq!((response.status, &response.body[..]), (200, &b"1"[..]));
            return;
        }
    }
    panic!("the endpoint does not respond any more");
}

#[tokio::test]
async fn a_panic() {
    let panics = Function::new(|_: Invocation| async { panic!("no more") as &'static str });
    let at_once =
        Function::new(|_: Invocation| -> std::future::Ready<&'static str> { panic!("at once") });
    let local = LocalLambda::builder()
        .function("echo", echo())
        .function("f", panics)
        .function("g", at_once)
        .build();
    let endpoint = endpoint(local).await;
    for function in ["f", "g"] {
        let response = invoke(&endpoint, function, &[], b"1").await;
        assert_eq!(
            (response.status, response.header("x-amz-function-error")),
            (200, Some("Unhandled"))
        );
    }
    assert_alive(&endpoint).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn a_handler_that_hangs() {
    let waits = Function::new(|_: Invocation| std::future::pending::<&'static str>())
        .timeout(Duration::from_millis(100));
    let blocks = Function::new(|_: Invocation| async {
        std::thread::sleep(Duration::from_secs(2));
        "null"
    });
    let blocks = blocks.timeout(Duration::from_millis(100));
    let local = LocalLambda::builder()
        .function("echo", echo())
        .function("waits", waits)
        .function("blocks", blocks)
        .build();
    let endpoint = endpoint(local).await;
    for function in ["waits", "blocks"] {
        let response = invoke(&endpoint, function, &[], b"1").await;
        assert_eq!(
            response.json()["errorType"],
            "Sandbox.Timedout",
            "{function}"
        );
        assert_alive(&endpoint).await;
    }
}

#[tokio::test]
async fn a_timeout_without_end() {
    let endpoint = local()
        .endpoint()
        .client_timeout(Duration::MAX)
        .shutdown_timeout(Duration::MAX);
    let endpoint = endpoint.listen(0).await.unwrap();
    assert_alive(&endpoint).await;
    endpoint.shutdown().await;
}

#[tokio::test]
async fn clients_that_send_nothing() {
    let endpoint = endpoint(local()).await;
    let mut idle = Vec::new();
    for _ in 0..12 {
        idle.push(Connection::open(endpoint.address()).await);
    }
    assert_alive(&endpoint).await;
    assert!(idle[0].is_over().await);
}

#[tokio::test]
async fn a_client_that_sends_half_a_head() {
    let endpoint = endpoint(local()).await;
    for half in [
        &b"POST "[..],
        b"POST / HTTP/1.1\r\nHost: l",
        b"GET / HTTP/1.1\r\n\r",
    ] {
        let mut connection = Connection::open(endpoint.address()).await;
        connection.write(half).await;
        assert!(connection.is_over().await);
    }
    assert_alive(&endpoint).await;
}

#[tokio::test]
async fn a_client_that_sends_half_a_body() {
    let endpoint = endpoint(local()).await;
    let mut connection = Connection::open(endpoint.address()).await;
    connection
        .write(
            format!("POST {PATH} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n12345")
                .as_bytes(),
        )
        .await;
    assert_eq!(connection.response().await.unwrap().status, 408);
    assert!(connection.is_over().await);
    let mut gone = Connection::open(endpoint.address()).await;
    gone.write(
        format!("POST {PATH} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n12345")
            .as_bytes(),
    )
    .await;
    drop(gone);
    assert_alive(&endpoint).await;
}

#[tokio::test]
async fn a_client_that_reads_no_response() {
    let endpoint = endpoint(local()).await;
    let mut lazy = Vec::new();
    for _ in 0..4 {
        let mut connection = Connection::open(endpoint.address()).await;
        // More responses than the buffers between the two can hold.
        for _ in 0..8 {
            connection
                .request("POST", "/2015-03-31/functions/large/invocations", &[], b"1")
                .await;
        }
        lazy.push(connection);
    }
    assert_alive(&endpoint).await;
}

#[tokio::test]
async fn a_client_that_goes_away_while_the_function_runs() {
    let slow = Function::new(|_: Invocation| async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        "null"
    });
    let local = LocalLambda::builder()
        .function("echo", echo())
        .function("slow", slow)
        .build();
    let endpoint = endpoint(local.clone()).await;
    let mut connection = Connection::open(endpoint.address()).await;
    connection
        .request("POST", "/2015-03-31/functions/slow/invocations", &[], b"1")
        .await;
    while local.recorder().runs().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    drop(connection);
    while local.recorder().runs()[0].duration.is_none() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_alive(&endpoint).await;
}

#[tokio::test]
async fn garbage() {
    let endpoint = endpoint(local()).await;
    let long_line = [
        b"GET /".to_vec(),
        vec![b'a'; 2_000_000],
        b" HTTP/1.1\r\n\r\n".to_vec(),
    ]
    .concat();
    let many_headers = format!("GET / HTTP/1.1\r\n{}\r\n", "A: b\r\n".repeat(5_000));
    let tls_hello = b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03";
    for bytes in [
        &b"\0\0\0\0\xff\xff\xff\xff\r\n\r\n"[..],
        b"hello\r\n\r\n",
        tls_hello,
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        &long_line,
        many_headers.as_bytes(),
    ] {
        let mut connection = Connection::open(endpoint.address()).await;
        connection.write(bytes).await;
        assert!(connection.is_over().await);
    }
    assert_alive(&endpoint).await;
}

#[tokio::test]
async fn malformed_requests_get_responses() {
    let endpoint = endpoint(local()).await;
    for path in [
        "/%",
        "/%00/%ff",
        "//",
        "/2015-03-31/functions//invocations",
        "/2015-03-31/functions/%2e%2e/configuration?=&&=%",
    ] {
        assert!(
            matches!(get(&endpoint, path).await.status, 400..=599),
            "{path}"
        );
    }
    let endless = "9".repeat(19);
    let mut connection = Connection::open(endpoint.address()).await;
    connection
        .write(
            format!(
                "POST {PATH} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {endless}\r\n\r\n1"
            )
            .as_bytes(),
        )
        .await;
    assert_eq!(connection.response().await.unwrap().status, 413);
    assert_alive(&endpoint).await;
}
