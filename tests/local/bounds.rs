//! What clients and callers leave behind is limited, and ends with what they used.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use bytes::Bytes;
use lambda_client::LocalLambda;
use lambda_client::local::{Destination, Endpoint, Function};
use lambda_client::server::Invocation;
use lambda_client::transport::{InvocationType, InvokeRequest, Transport};
use tokio::sync::Semaphore;

use crate::raw::{Connection, invoke, send};
use crate::shop::{echo, sleeping};

const PATH: &str = "/2015-03-31/functions/echo/invocations";
const LARGE: &str = "/2015-03-31/functions/large/invocations";

/// Endpoints wait for a client for 30 seconds; a client must not have to wait for another one for that long.
const SOON: Duration = Duration::from_secs(10);

fn local() -> LocalLambda {
    let large = Function::new(|_: Invocation| async { vec![b'1'; 6_000_000] });
    LocalLambda::builder()
        .function("echo", echo())
        .function("large", large)
        .function("slow", sleeping().timeout(Duration::from_secs(60)))
        .build()
}

async fn listen(local: &LocalLambda, max_connections: usize) -> Endpoint {
    let builder = local.endpoint().max_connections(max_connections);
    builder.listen(0).await.unwrap()
}

async fn assert_serves_soon(endpoint: &Endpoint) {
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

/// A response that says how many of its kind are in memory.
struct Counted {
    live: Arc<AtomicUsize>,
    bytes: Arc<[u8]>,
}

impl AsRef<[u8]> for Counted {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.live.fetch_sub(1, Ordering::Relaxed);
    }
}

#[tokio::test]
async fn clients_that_never_read_hold_64_mb() {
    let live = Arc::new(AtomicUsize::new(0));
    let bytes: Arc<[u8]> = vec![b'1'; 6_000_000].into();
    let counter = Arc::clone(&live);
    let large = Function::new(move |_: Invocation| {
        counter.fetch_add(1, Ordering::Relaxed);
        let counted = Counted {
            live: Arc::clone(&counter),
            bytes: Arc::clone(&bytes),
        };
        async { Bytes::from_owner(counted) }
    });
    let local = LocalLambda::builder()
        .function("echo", echo())
        .function("large", large)
        .build();
    let endpoint = listen(&local, 1_024).await;
    let mut unread = Vec::new();
    for _ in 0..64 {
        let mut connection = Connection::open(endpoint.address()).await;
        connection.request("POST", LARGE, &[], b"1").await;
        unread.push(connection);
    }
    let started = Instant::now();
    // What they hold is more than what is meant for all, so they have a second.
    while local.recorder().runs().len() < 64 || live.load(Ordering::Relaxed) > 11 {
        assert!(started.elapsed() < SOON, "{live:?} are left");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    // Nobody needs the memory of those that are left.
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    assert!(live.load(Ordering::Relaxed) >= 5, "{live:?} are left");
    assert_serves_soon(&endpoint).await;
    drop(unread);
    while live.load(Ordering::Relaxed) > 0 {
        assert!(started.elapsed() < SOON, "{live:?} are left");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// Functions that end together return all their results before any connection continues.
#[tokio::test]
async fn the_results_of_functions_that_end_at_once_are_counted() {
    const CLIENTS: usize = 300;
    /// 64 MB, with 6 MB each, and the one that a function is about to return.
    const MAX_LIVE: usize = 10 + 1;
    let live = Arc::new(AtomicUsize::new(0));
    let peak = Arc::new(AtomicUsize::new(0));
    let gate = Arc::new(Semaphore::new(0));
    let bytes: Arc<[u8]> = vec![b'1'; 6_000_000].into();
    let large = {
        let (live, peak, gate) = (Arc::clone(&live), Arc::clone(&peak), Arc::clone(&gate));
        Function::new(move |_: Invocation| {
            let (live, peak) = (Arc::clone(&live), Arc::clone(&peak));
            let (gate, bytes) = (Arc::clone(&gate), Arc::clone(&bytes));
            async move {
                let _open = gate.acquire().await;
                let count = live.fetch_add(1, Ordering::Relaxed) + 1;
                peak.fetch_max(count, Ordering::Relaxed);
                Bytes::from_owner(Counted { live, bytes })
            }
        })
    };
    let local = LocalLambda::builder()
        .function("large", large.timeout(Duration::from_secs(60)))
        .build();
    let builder = local.endpoint().max_held_bytes(8_000_000);
    let endpoint = builder.listen(0).await.unwrap();
    let mut unread = Vec::new();
    for _ in 0..CLIENTS {
        let mut connection = Connection::open(endpoint.address()).await;
        connection.request("POST", LARGE, &[], b"1").await;
        unread.push(connection);
    }
    while local.recorder().runs().len() < CLIENTS {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    gate.add_permits(CLIENTS);
    let started = Instant::now();
    let refused = || {
        let requests = local.recorder().requests();
        let refused = requests
            .iter()
            .filter(|request| request.status == Some(503));
        refused.count()
    };
    while refused() < CLIENTS - MAX_LIVE {
        assert!(started.elapsed() < SOON, "{} are refused", refused());
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let peak = peak.load(Ordering::Relaxed);
    assert!(peak <= MAX_LIVE, "{peak} results at once");
    // Those that do not read make room for one that does.
    while invoke(&endpoint, "large", &[], b"1").await.status != 200 {
        assert!(started.elapsed() < SOON, "{live:?} are left");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn a_request_counts_for_as_long_as_its_function_runs() {
    let local = local();
    let builder = local.endpoint().max_held_bytes(1_000);
    let endpoint = builder.listen(0).await.unwrap();
    let mut slow = Connection::open(endpoint.address()).await;
    let payload = [b" ".repeat(9_000), b"1500".to_vec()].concat();
    let path = "/2015-03-31/functions/slow/invocations";
    slow.request("POST", path, &[], &payload).await;
    while local.recorder().runs().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    drop(slow);
    let started = Instant::now();
    while invoke(&endpoint, "echo", &[], b"1").await.status == 429 {
        assert!(started.elapsed() < SOON, "the memory is never free again");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let runs = local.recorder().runs();
    assert!(runs[0].duration.is_some(), "it runs, and holds its request");
}

#[tokio::test]
async fn a_body_without_memory_is_refused() {
    let local = local();
    let builder = local.endpoint().max_held_bytes(1_000);
    let endpoint = builder.listen(0).await.unwrap();
    let mut slow = Connection::open(endpoint.address()).await;
    let payload = [b" ".repeat(9_000), b"1500".to_vec()].concat();
    let path = "/2015-03-31/functions/slow/invocations";
    slow.request("POST", path, &[], &payload).await;
    while local.recorder().runs().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let refused = invoke(&endpoint, "echo", &[], b"1").await;
    assert_eq!(
        (refused.status, refused.header("x-amzn-errortype")),
        (429, Some("TooManyRequestsException"))
    );
    local.recorder().assert_requests("echo", 0);
    // A request without a body needs no memory, but its response does.
    let refused = invoke(&endpoint, "large", &[], b"").await;
    assert_eq!(
        (refused.status, refused.header("x-amzn-errortype")),
        (503, Some("ServiceUnavailableException"))
    );
    local.recorder().assert_runs("large", 1);
    assert_eq!(slow.response().await.unwrap().status, 200);
    let served = invoke(&endpoint, "echo", &[], b"1").await;
    assert_eq!(served.status, 200, "its memory is free again");
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
