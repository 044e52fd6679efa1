//! The bodies that an endpoint holds are limited, however many clients there are.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use bytes::Bytes;
use lambda_client::LocalLambda;
use lambda_client::local::Function;
use lambda_client::server::Invocation;
use tokio::sync::Semaphore;

use crate::bounds::{LARGE, SOON, assert_serves_soon, listen, local};
use crate::raw::{Connection, invoke};
use crate::shop::echo;

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
