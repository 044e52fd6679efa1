//! What clients and callers leave behind is limited, and ends with what they used.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use lambda_client::LocalLambda;
use lambda_client::local::{Destination, Endpoint, Function};
use lambda_client::server::Invocation;
use lambda_client::transport::{InvocationType, InvokeRequest, Transport};

use crate::raw::{Connection, invoke, send};
use crate::shop::{echo, sleeping};

const PATH: &str = "/2015-03-31/functions/echo/invocations";
pub(crate) const LARGE: &str = "/2015-03-31/functions/large/invocations";

/// Endpoints wait for a client for 30 seconds; a client must not have to wait for another one for that long.
pub(crate) const SOON: Duration = Duration::from_secs(10);

pub(crate) fn local() -> LocalLambda {
    let large = Function::new(|_: Invocation| async { vec![b'1'; 6_000_000] });
    LocalLambda::builder()
        .function("echo", echo())
        .function("large", large)
        .function("slow", sleeping().timeout(Duration::from_secs(60)))
        .build()
}

pub(crate) async fn listen(local: &LocalLambda, max_connections: usize) -> Endpoint {
    let builder = local.endpoint().max_connections(max_connections);
    builder.listen(0).await.unwrap()
}

pub(crate) async fn assert_serves_soon(endpoint: &Endpoint) {
    let started = Instant::now();
    let response = send(endpoint, "POST", PATH, &[], b"1").await;
    assert_eq!(response.expect("a response").status, 200);
    assert!(started.elapsed() < SOON, "{:?}", started.elapsed());
}

#[tokio::test]
async fn idle_connections_make_room_for_the_next_client() {
    let local = local();
    let endpoint = listen(&local, 50).await;
    let started = Instant::now();
    let mut idle = Vec::new();
    for number in 0..120 {
        let mut connection = Connection::open(endpoint.address()).await;
        match number % 3 {
            0 => {}
            1 => connection.write(b"POST /2015-03-31/functions/ec").await,
            _ => {
                connection.request("POST", PATH, &[], b"1").await;
                assert_eq!(connection.response().await.unwrap().status, 200);
            }
        }
        idle.push(connection);
    }
    assert_serves_soon(&endpoint).await;
    assert!(started.elapsed() < SOON, "{:?}", started.elapsed());
    for connection in &mut idle[..60] {
        assert!(connection.is_over().await, "the oldest have made room");
    }
    // An idle connection ends by itself, too, but later.
    assert!(started.elapsed() < SOON, "{:?}", started.elapsed());
    let last = &mut idle[119];
    last.request("POST", PATH, &[], b"1").await;
    assert_eq!(
        last.response().await.unwrap().status,
        200,
        "the latest are left"
    );
}

#[tokio::test]
async fn clients_that_stop_halfway_make_room_for_the_next_one() {
    let local = local();
    let endpoint = listen(&local, 4).await;
    let mut stopped = Vec::new();
    for number in 0..12 {
        let mut connection = Connection::open(endpoint.address()).await;
        match number % 2 {
            0 => {
                let head = format!(
                    "POST {PATH} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n1"
                );
                connection.write(head.as_bytes()).await;
            }
            _ => connection.request("POST", LARGE, &[], b"1").await,
        }
        stopped.push(connection);
    }
    assert_serves_soon(&endpoint).await;
}

#[tokio::test]
async fn a_client_whose_function_runs_keeps_its_connection() {
    let local = local();
    let endpoint = listen(&local, 2).await;
    let mut slow = Connection::open(endpoint.address()).await;
    let path = "/2015-03-31/functions/slow/invocations";
    slow.request("POST", path, &[], b"1500").await;
    while local.recorder().runs().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    for _ in 0..20 {
        assert_serves_soon(&endpoint).await;
        let _idle = Connection::open(endpoint.address()).await;
    }
    assert_eq!(slow.response().await.unwrap().status, 200);
}

#[tokio::test]
async fn a_head_that_is_too_long_is_refused() {
    let local = local();
    let endpoint = listen(&local, 4).await;
    for (bytes, status) in [(60_000, 200), (200_000, 431)] {
        let long = "x".repeat(bytes);
        let mut connection = Connection::open(endpoint.address()).await;
        connection
            .request("POST", PATH, &[("X-Long", &long)], b"1")
            .await;
        assert_eq!(connection.response().await.unwrap().status, status);
    }
}

#[tokio::test(start_paused = true)]
async fn a_full_queue_throttles_events() {
    let local = LocalLambda::builder()
        .max_queued_events(3)
        .function("f", sleeping())
        .build();
    let event = |payload: &'static str| {
        let request = InvokeRequest::new("f", payload.into());
        local.invoke(request.with_invocation_type(InvocationType::Event))
    };
    for _ in 0..3 {
        assert_eq!(event("1000").await.unwrap().status, 202);
    }
    let error = event("1000").await.unwrap_err();
    assert_eq!(
        (error.status(), error.code(), error.reason()),
        (
            Some(429),
            Some("TooManyRequestsException"),
            Some("CallerRateLimitExceeded")
        )
    );
    assert!(error.message().unwrap().contains("at most 3 events"));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(1)));
    let sync = local.invoke(InvokeRequest::new("f", "1".into())).await;
    assert_eq!(sync.unwrap().status, 200, "only events wait in the queue");
    local.settled().await;
    assert_eq!(event("1000").await.unwrap().status, 202);
}

#[tokio::test(start_paused = true)]
async fn slow_events_are_10_000_tasks_and_their_runs() {
    let local = local();
    let mut accepted = 0;
    for _ in 0..12_000 {
        let request = InvokeRequest::new("slow", "10000".into());
        let event = request.with_invocation_type(InvocationType::Event);
        accepted += usize::from(local.invoke(event).await.is_ok());
    }
    tokio::time::sleep(Duration::from_millis(1)).await;
    let tasks = || {
        tokio::runtime::Handle::current()
            .metrics()
            .num_alive_tasks()
    };
    assert_eq!(accepted, 10_000);
    // 1,000 run at a time: in a task for the run, and in one for the handler.
    assert_eq!(tasks(), 12_000);
    drop(local);
    tokio::time::sleep(Duration::from_millis(1)).await;
    assert_eq!(tasks(), 0);
}

#[tokio::test(start_paused = true)]
async fn the_bytes_of_queued_events_are_limited() {
    let local = LocalLambda::builder().function("f", sleeping()).build();
    let payload = Bytes::from([b" ".repeat(1_048_572), b"1000".to_vec()].concat());
    let event = || {
        let request = InvokeRequest::new("f", payload.clone());
        local.invoke(request.with_invocation_type(InvocationType::Event))
    };
    for _ in 0..64 {
        assert_eq!(event().await.unwrap().status, 202);
    }
    assert_eq!(event().await.unwrap_err().status(), Some(429));
    local.settled().await;
    assert_eq!(event().await.unwrap().status, 202);
}

/// Waits until nothing else holds this.
async fn assert_freed(held: &Arc<()>) {
    for _ in 0..1_000 {
        if Arc::strong_count(held) == 1 {
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("{} are left", Arc::strong_count(held));
}

/// A function that takes an hour for each event, and holds this in the meantime.
fn holding(held: &Arc<()>) -> Function {
    let held = Arc::clone(held);
    let function = Function::new(move |_: Invocation| {
        let held = Arc::clone(&held);
        async move {
            tokio::time::sleep(Duration::from_secs(3_600)).await;
            drop(held);
            "null"
        }
    });
    function.timeout(Duration::from_secs(900))
}

#[tokio::test(start_paused = true)]
async fn runs_and_events_end_with_the_last_that_can_use_them() {
    let held = Arc::new(());
    let local = LocalLambda::builder()
        .function("f", holding(&held).reserved_concurrency(5))
        .function("g", holding(&held).on_failure(Destination::function("f")))
        .build();
    let lambda = local.lambda();
    for function in ["f", "g"].repeat(50) {
        let event = lambda.call(function).json::<()>(&1).event();
        event.await.unwrap();
    }
    let call = lambda.call("g").json::<()>(&1);
    assert!(call.timeout(Duration::from_secs(1)).await.is_err());
    let recorder = local.recorder();
    drop(local);
    let alive = || {
        tokio::runtime::Handle::current()
            .metrics()
            .num_alive_tasks()
    };
    assert!(alive() > 100, "the client can still use them");
    assert!(Arc::strong_count(&held) > 50);
    drop(lambda);
    assert_freed(&held).await;
    assert_eq!(alive(), 0);
    assert!(recorder.runs().len() > 50, "what ran is known");
}

#[tokio::test]
async fn runs_end_with_the_endpoint_that_is_the_last_to_use_them() {
    let held = Arc::new(());
    let local = LocalLambda::builder().function("f", holding(&held)).build();
    let builder = local.endpoint().shutdown_timeout(Duration::from_millis(10));
    let endpoint = builder.listen(0).await.unwrap();
    drop(local);
    let event = [("X-Amz-Invocation-Type", "Event")];
    assert_eq!(invoke(&endpoint, "f", &event, b"1").await.status, 202);
    let mut waiting = Connection::open(endpoint.address()).await;
    waiting
        .request("POST", "/2015-03-31/functions/f/invocations", &[], b"1")
        .await;
    while Arc::strong_count(&held) < 4 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    endpoint.shutdown().await;
    assert!(waiting.is_over().await);
    assert_freed(&held).await;
}
