//! Whether an endpoint and its connections go on.

use tokio::sync::watch;

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
