//! What the parts of a connection share.

use std::net::IpAddr;
use std::sync::Arc;

use crate::endpoint::activity::Activity;
use crate::endpoint::body_budget::BodyBudget;
use crate::endpoint::settings::EndpointSettings;

/// A connection, as the requests on it see it.
#[derive(Debug)]
pub(crate) struct ConnectionContext {
    pub(super) settings: Arc<EndpointSettings>,
    pub(super) bodies: Arc<BodyBudget>,
    pub(super) activity: Arc<Activity>,
    /// The address of the endpoint that the client connected to.
    pub(super) arrived_at: IpAddr,
}
