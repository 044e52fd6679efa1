//! Serves Lambda's REST API on a port.

mod access;
mod body;
mod connection;
mod cors;
mod endpoint;
mod host;
mod invoke;
mod lifecycle;
mod model;
mod query;
mod request_body;
mod response;
mod route;
mod settings;
mod write_timeout;

pub use self::endpoint::{Address, Endpoint, EndpointBuilder};
