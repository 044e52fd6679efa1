//! Serves Lambda's REST API on a port.

mod answer;
mod body;
mod connection;
mod endpoint;
mod invoke;
mod lifecycle;
mod model;
mod query;
mod request_body;
mod route;
mod write_timeout;

pub use self::endpoint::{Address, Endpoint, EndpointBuilder};
