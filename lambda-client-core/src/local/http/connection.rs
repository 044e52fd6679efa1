//! One connection.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio::sync::watch;

use crate::future::race;
use crate::local::http::endpoint::{Bounds, State, reached};
use crate::local::http::route;
use crate::local::http::stall::Stalling;
use crate::local::shared::Shared;

/// Answers the requests of a connection until either side has enough.
pub(crate) async fn serve(
    stream: TcpStream,
    shared: Arc<Shared>,
    bounds: Bounds,
    mut state: watch::Receiver<State>,
) {
    // Answers are written in one go; waiting for more to send would only delay them.
    let _ = stream.set_nodelay(true);
    let io = TokioIo::new(Stalling::new(stream, bounds.client_timeout));
    let asked = AtomicBool::new(false);
    let answer = service_fn(|request| {
        asked.store(true, Ordering::Relaxed);
        let shared = Arc::clone(&shared);
        async move { route::answer(&shared, request, bounds.client_timeout).await }
    });
    let mut connection = pin!(
        http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(bounds.client_timeout)
            .serve_connection(io, answer)
    );
    // What went wrong with a connection is the client's to see: garbage, a reset, a timeout.
    let draining = reached(&mut state, State::Draining);
    if race(connection.as_mut(), draining).await.is_ok() {
        return;
    }
    if !asked.load(Ordering::Relaxed) {
        // Nobody waits for an answer. To hyper a connection before its first request is a busy one.
        return;
    }
    connection.as_mut().graceful_shutdown();
    let _ = race(connection, reached(&mut state, State::Closed)).await;
}
