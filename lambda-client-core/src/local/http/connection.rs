//! Serves one connection.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio::sync::watch;

use crate::future::race;
use crate::local::http::lifecycle::{EndpointState, reached};
use crate::local::http::route;
use crate::local::http::settings::EndpointSettings;
use crate::local::http::write_timeout::WriteTimeoutStream;

/// Responds to the requests on a connection until the client closes it or the endpoint is shut down.
pub(super) async fn serve(
    stream: TcpStream,
    endpoint: Arc<EndpointSettings>,
    mut state: watch::Receiver<EndpointState>,
) {
    let Ok(arrived_at) = stream.local_addr() else {
        // The client is gone.
        return;
    };
    // Responses are written at once, so waiting for more to send would only delay them.
    let _ = stream.set_nodelay(true);
    let io = TokioIo::new(WriteTimeoutStream::new(stream, endpoint.client_timeout));
    let has_request = AtomicBool::new(false);
    let service = service_fn(|request| {
        has_request.store(true, Ordering::Relaxed);
        let endpoint = Arc::clone(&endpoint);
        async move { route::respond(&endpoint, request, arrived_at.ip()).await }
    });
    let mut connection = pin!(
        http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(endpoint.client_timeout)
            .serve_connection(io, service)
    );
    // Errors of a connection, such as garbage, a reset or a timeout, are the client's to report.
    let draining = reached(&mut state, EndpointState::Draining);
    if race(connection.as_mut(), draining).await.is_ok() {
        return;
    }
    if !has_request.load(Ordering::Relaxed) {
        // hyper waits for the first request of a connection even while it shuts down.
        return;
    }
    connection.as_mut().graceful_shutdown();
    let _ = race(connection, reached(&mut state, EndpointState::Closed)).await;
}
