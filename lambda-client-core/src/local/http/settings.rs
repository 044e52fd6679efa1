//! What all connections of an endpoint share.

use std::sync::Arc;
use std::time::Duration;

use crate::local::engine::EngineHandle;
use crate::local::http::access::AccessRules;

/// The functions of an endpoint, and its settings.
#[derive(Clone, Debug)]
pub(super) struct EndpointSettings {
    pub(super) engine: Arc<EngineHandle>,
    pub(super) access: AccessRules,
    pub(super) max_connections: usize,
    /// How many bytes of bodies quiet clients may hold.
    pub(super) max_held_bytes: usize,
    /// How long a connection waits for its client.
    pub(super) client_timeout: Duration,
    /// How long an endpoint waits for its connections.
    pub(super) shutdown_timeout: Duration,
}
