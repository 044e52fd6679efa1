//! What all connections of an endpoint share.

use std::sync::Arc;
use std::time::Duration;

use crate::local::engine::Engine;
use crate::local::http::access::AccessRules;

/// The functions of an endpoint, and its settings.
#[derive(Clone, Debug)]
pub(super) struct EndpointSettings {
    pub(super) engine: Arc<Engine>,
    pub(super) access: AccessRules,
    pub(super) max_connections: usize,
    /// How long a connection waits for its client.
    pub(super) client_timeout: Duration,
    /// How long an endpoint waits for its connections.
    pub(super) shutdown_timeout: Duration,
}
