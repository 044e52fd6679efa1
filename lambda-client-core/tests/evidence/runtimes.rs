//! One transport in several tokio runtimes.

use std::time::Duration;

use lambda_client_core::functions::{Directory as _, PageRequest};
use lambda_client_core::transport::TransportErrorKind as Kind;
use lambda_client_core::transport::{Evidence, Transport as _};
use lambda_client_core::{SdkTransport, transport::InvokeRequest};
use lambda_client_test_support::{Peer, Response};
use tokio::runtime::{Builder, Runtime};

use crate::clients::{HttpClient, invoke};

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

/// The peer has a runtime of its own, which outlives the others.
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

#[test]
fn several_runtimes_at_once() {
    let (_runtime, peer, transport) = peer();
    let threads = (0..8).map(|number| {
        let transport = transport.clone();
        std::thread::spawn(move || {
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
