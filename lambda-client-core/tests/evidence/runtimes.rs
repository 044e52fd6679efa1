//! One transport in several tokio runtimes.

use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::thread;
use std::time::{Duration, Instant};

use aws_credential_types::provider::{ProvideCredentials, future};
use lambda_client_core::functions::{Directory as _, PageRequest};
use lambda_client_core::sdk::aws_sdk_lambda::config::timeout::TimeoutConfig;
use lambda_client_core::transport::TransportErrorKind as Kind;
use lambda_client_core::transport::{Evidence, Transport as _};
use lambda_client_core::{SdkTransport, transport::InvokeRequest};
use lambda_client_test_support::{Peer, Response};
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinHandle;

use crate::clients::{HttpClient, credentials, invoke, transport};

fn current_thread() -> Runtime {
    let runtime = Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime")
}

fn multi_thread() -> Runtime {
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    runtime.expect("a runtime")
}

/// The peer has its own runtime, which outlives the others.
fn peer() -> (Runtime, Peer, SdkTransport) {
    let runtime = multi_thread();
    let peer = runtime.block_on(Peer::always(Response::new(200, "7")));
    let transport = HttpClient::Own.transport(&peer.http());
    (runtime, peer, transport)
}

async fn call(transport: SdkTransport) {
    let response = tokio::time::timeout(Duration::from_secs(20), invoke(&transport)).await;
    let response = response.expect("the call does not hang");
    assert_eq!(response.expect("a response").payload, "7");
}

#[test]
fn one_runtime_after_the_other() {
    let (_runtime, _peer, transport) = peer();
    for _ in 0..3 {
        for runtime in [current_thread(), multi_thread()] {
            runtime.block_on(call(transport.clone()));
            runtime.block_on(call(transport.clone()));
        }
    }
}

#[test]
fn a_runtime_that_lives_but_does_nothing_holds_nobody_up() {
    let (_runtime, peer, transport) = peer();
    let idle = current_thread();
    idle.block_on(call(transport.clone()));
    for runtime in [current_thread(), multi_thread()] {
        runtime.block_on(call(transport.clone()));
    }
    assert_eq!(peer.connections(), 3, "each runtime has its connection");
    idle.block_on(call(transport.clone()));
    assert_eq!(peer.connections(), 3, "which it uses again");
}

/// A provider that does something at its first load, which may never end. The others take a moment.
struct Slow {
    first: Box<dyn Fn() + Send + Sync>,
    is_stuck: bool,
    loads: Arc<AtomicUsize>,
}

impl fmt::Debug for Slow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Slow")
    }
}

impl ProvideCredentials for Slow {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(async move {
            if self.loads.fetch_add(1, Ordering::SeqCst) == 0 {
                (self.first)();
                if self.is_stuck {
                    std::future::pending::<()>().await;
                }
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
            Ok(credentials())
        })
    }
}

fn slow(
    peer: &Peer,
    is_stuck: bool,
    first: impl Fn() + Send + Sync + 'static,
) -> (SdkTransport, Arc<AtomicUsize>) {
    let loads = Arc::new(AtomicUsize::new(0));
    let provider = Slow {
        first: Box::new(first),
        is_stuck,
        loads: loads.clone(),
    };
    let timeouts = TimeoutConfig::builder().build();
    (transport(&peer.http(), None, timeouts, provider), loads)
}

/// Begins calls in a runtime, and drives it no further.
fn abandon(runtime: &Runtime, transport: &SdkTransport, calls: usize) -> Vec<JoinHandle<()>> {
    let tasks = (0..calls).map(|_| runtime.spawn(call(transport.clone())));
    let tasks = tasks.collect();
    runtime.block_on(async {
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
    });
    tasks
}

#[test]
fn a_runtime_that_stops_while_it_loads_credentials_holds_nobody_up() {
    let (_runtime, peer, _) = peer();
    let (transport, loads) = slow(&peer, true, || {});
    let idle = current_thread();
    let tasks = abandon(&idle, &transport, 3);
    assert_eq!(loads.load(Ordering::SeqCst), 1, "the others wait for it");
    for runtime in [current_thread(), multi_thread()] {
        let before = loads.load(Ordering::SeqCst);
        let start = Instant::now();
        runtime.block_on(async {
            let calls = (0..8).map(|_| tokio::spawn(call(transport.clone())));
            for call in calls.collect::<Vec<_>>() {
                call.await.expect("no panic");
            }
            call(transport.clone()).await;
        });
        let took = start.elapsed();
        assert!(took < Duration::from_secs(10), "{took:?}");
        let loaded = loads.load(Ordering::SeqCst) - before;
        assert_eq!(loaded, 1, "a runtime loads once");
    }
    // The call that loads is dropped, and the next one in its line does not know yet.
    tasks[0].abort();
    let runtime = current_thread();
    runtime.block_on(call(transport.clone()));
    // Now that runtime is driven again.
    idle.block_on(async {
        for task in tasks.into_iter().skip(1) {
            task.await.expect("no panic");
        }
    });
    let before = loads.load(Ordering::SeqCst);
    runtime.block_on(call(transport.clone()));
    multi_thread().block_on(call(transport));
    assert_eq!(loads.load(Ordering::SeqCst), before, "all share it");
}

/// Both runtimes find that nobody loads, and the one that has to wait says so first.
#[test]
fn a_runtime_that_begins_at_the_same_moment_is_not_held_up() {
    let (_runtime, peer, _) = peer();
    let shared = Arc::new(OnceLock::<SdkTransport>::new());
    let second = Arc::new(Mutex::new(None));
    let (transport, loads) = slow(&peer, true, {
        let (shared, second) = (shared.clone(), second.clone());
        move || {
            let transport = shared.get().expect("it is set").clone();
            let call = thread::spawn(move || current_thread().block_on(call(transport)));
            *second.lock().expect("no panic") = Some(call);
            // Long enough for the second one to wait.
            thread::sleep(Duration::from_millis(300));
        }
    });
    shared.set(transport.clone()).expect("it is not set");
    let idle = current_thread();
    let _tasks = abandon(&idle, &transport, 1);
    let second = second.lock().expect("no panic").take();
    second.expect("a load").join().expect("the call ends");
    assert!(loads.load(Ordering::SeqCst) > 1);
}

#[test]
fn runtimes_share_credentials() {
    let (_runtime, peer, _) = peer();
    let (transport, loads) = slow(&peer, false, || {});
    for runtime in [current_thread(), multi_thread(), current_thread()] {
        runtime.block_on(call(transport.clone()));
        runtime.block_on(call(transport.clone()));
    }
    assert_eq!(loads.load(Ordering::SeqCst), 1);
}

#[test]
fn several_runtimes_at_once() {
    let (_runtime, peer, transport) = peer();
    let threads = (0..8).map(|number| {
        let transport = transport.clone();
        thread::spawn(move || {
            let runtime = match number % 2 {
                0 => current_thread(),
                _ => multi_thread(),
            };
            for _ in 0..10 {
                runtime.block_on(call(transport.clone()));
            }
        })
    });
    for thread in threads.collect::<Vec<_>>() {
        thread.join().expect("no thread panics");
    }
    assert_eq!(peer.request_count(), 80);
    assert_eq!(peer.connections(), 8);
}

#[test]
fn without_a_runtime_a_call_says_so() {
    let (_runtime, peer, transport) = peer();
    let request = InvokeRequest::new("f", "{}".into());
    let mut call = transport.invoke(request);
    let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(Err(error)) = call.as_mut().poll(&mut cx) else {
        panic!("the call fails at once");
    };
    assert_eq!(
        (error.kind(), error.evidence()),
        (Kind::Request, Evidence::NotSent)
    );
    assert!(error.to_string().contains("no tokio runtime"), "{error}");
    assert_eq!(peer.connections(), 0);
}

/// Tokio tells only by a panic what a runtime lacks.
#[test]
fn in_a_runtime_that_lacks_something_a_call_says_so() {
    let (_runtime, peer, transport) = peer();
    let (mut nothing, mut io, mut time) = (
        Builder::new_current_thread(),
        Builder::new_current_thread(),
        Builder::new_current_thread(),
    );
    for (runtime, said) in [
        (&mut nothing, "the tokio runtime has no timer"),
        (io.enable_io(), "the tokio runtime has no timer"),
        (time.enable_time(), "the tokio runtime has no I/O"),
    ] {
        let runtime = runtime.build().expect("a runtime");
        runtime.block_on(async {
            let invoked = invoke(&transport).await.unwrap_err();
            let listed = transport.list_functions(PageRequest::default()).await;
            for error in [invoked, listed.unwrap_err()] {
                let proven = (error.kind(), error.evidence());
                assert_eq!(proven, (Kind::Request, Evidence::NotSent), "{error:?}");
                assert!(error.to_string().contains(said), "{error}");
            }
        });
    }
    // A connection may have been opened before tokio could not watch it.
    assert_eq!(peer.request_count(), 0);
}

#[test]
fn without_a_runtime_a_listing_says_so() {
    let (_runtime, _peer, transport) = peer();
    let mut listing = transport.list_functions(PageRequest::default());
    let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(Err(error)) = listing.as_mut().poll(&mut cx) else {
        panic!("the listing fails at once");
    };
    assert!(error.to_string().contains("no tokio runtime"), "{error}");
}
