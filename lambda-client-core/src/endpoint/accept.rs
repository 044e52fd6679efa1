//! Accepts the connections of an endpoint.

use std::io;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::time::timeout;

use crate::endpoint::activity::Activity;
use crate::endpoint::body_budget::BodyBudget;
use crate::endpoint::connection;
use crate::endpoint::connection_context::ConnectionContext;
use crate::endpoint::connections::Connections;
use crate::endpoint::lifecycle::{EndpointState, reached};
use crate::endpoint::settings::EndpointSettings;
use crate::future::race;

/// Accepts connections until the endpoint is shut down, and then waits for them to end.
pub(super) async fn serve(
    settings: EndpointSettings,
    listener: TcpListener,
    state: watch::Sender<EndpointState>,
) {
    let connections = Arc::new(Connections::new(settings.max_connections));
    let bodies = Arc::new(BodyBudget::new(settings.max_held_bytes));
    let settings = Arc::new(settings);
    let mut stopped = state.subscribe();
    loop {
        let next = async {
            let accepted = listener.accept().await;
            match &accepted {
                Ok(_) => connections.room().await,
                Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => {}
                // The process may be out of file descriptors: a quiet connection has one.
                Err(_) => connections.close_quietest().await,
            }
            accepted
        };
        match race(next, reached(&mut stopped, EndpointState::Draining)).await {
            Ok(Ok((stream, _))) => {
                // An error means that the client is gone.
                if let Ok(arrived_at) = stream.local_addr() {
                    let activity = Arc::new(Activity::new());
                    let context = Arc::new(ConnectionContext {
                        settings: Arc::clone(&settings),
                        bodies: Arc::clone(&bodies),
                        activity: Arc::clone(&activity),
                        arrived_at: arrived_at.ip(),
                    });
                    let serving = connection::serve(stream, context, state.subscribe());
                    connections.spawn(activity, serving);
                }
            }
            Ok(Err(_)) => {}
            Err(()) => break,
        }
    }
    drop(listener);
    let patience = settings.shutdown_timeout;
    if timeout(patience, connections.ended()).await.is_err() {
        state.send_replace(EndpointState::Closed);
        // Closed connections end when their tasks are next polled. A task that blocks its thread must not delay this any longer.
        let _ = timeout(patience, connections.ended()).await;
        connections.abort();
    }
}
