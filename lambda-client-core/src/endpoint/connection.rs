//! Serves one connection.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio::sync::watch;

use crate::endpoint::activity::Phase;
use crate::endpoint::body::Broken;
use crate::endpoint::client_stream::ClientStream;
use crate::endpoint::connection_context::ConnectionContext;
use crate::endpoint::lifecycle::{EndpointState, reached};
use crate::endpoint::respond::respond;
use crate::future::race;

/// The longest head of a request, in bytes. The largest header of Lambda's, the client context, has less than 4 KB.
const MAX_HEAD: usize = 64 * 1024;

/// Responds to the requests on a connection until the client closes it or the endpoint is shut down.
pub(super) async fn serve(
    stream: TcpStream,
    context: Arc<ConnectionContext>,
    mut state: watch::Receiver<EndpointState>,
) {
    // Responses are written at once, so waiting for more to send would only delay them.
    let _ = stream.set_nodelay(true);
    let io = TokioIo::new(ClientStream::new(stream, Arc::clone(&context)));
    let has_request = AtomicBool::new(false);
    let service = service_fn(|request| {
        has_request.store(true, Ordering::Relaxed);
        context.activity.enter(Phase::Working);
        let context = Arc::clone(&context);
        async move {
            let mut response = respond(&context, request).await?;
            context.activity.enter(Phase::Sending);
            let activity = Arc::clone(&context.activity);
            response.body_mut().note_end(activity);
            Ok::<_, Broken>(response)
        }
    });
    let mut connection = pin!(
        http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(context.settings.client_timeout)
            .max_buf_size(MAX_HEAD)
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
