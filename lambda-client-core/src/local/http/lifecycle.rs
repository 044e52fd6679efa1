//! What an endpoint and its connections agree on: whether to go on, and for how long to wait.

use std::time::Duration;

use tokio::sync::watch;

/// How long a connection waits for its client, and an endpoint for its connections.
#[derive(Clone, Copy, Debug)]
pub(super) struct ConnectionTimeouts {
    pub(super) client_timeout: Duration,
    pub(super) shutdown_timeout: Duration,
}

/// The state of an endpoint. It only moves forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum EndpointState {
    Serving,
    /// Accepts no new requests and completes those in progress.
    Draining,
    Closed,
}

/// Waits until an endpoint has reached this state or a later one.
pub(super) async fn reached(endpoint: &mut watch::Receiver<EndpointState>, wanted: EndpointState) {
    // An error means that the endpoint is gone, which is as late a state as any.
    let _ = endpoint.wait_for(|state| *state >= wanted).await;
}
