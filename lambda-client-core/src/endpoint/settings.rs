//! What all connections of an endpoint share.

use std::sync::Arc;
use std::time::Duration;

use crate::endpoint::access::AccessRules;
use crate::endpoint::api::Api;

/// The API of an endpoint, and its settings.
#[derive(Clone, Debug)]
pub(super) struct EndpointSettings {
    pub(super) api: Arc<dyn Api>,
    pub(super) access: AccessRules,
    pub(super) max_connections: usize,
    /// How many bytes of bodies quiet clients may hold.
    pub(super) max_held_bytes: usize,
    /// How long a connection waits for its client.
    pub(super) client_timeout: Duration,
    /// How long an endpoint waits for its connections.
    pub(super) shutdown_timeout: Duration,
}
