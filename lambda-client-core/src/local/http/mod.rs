//! Serves Lambda's REST API on a port.

mod accept;
mod access;
mod activity;
mod body;
mod client_stream;
mod connection;
mod connection_context;
mod connections;
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

pub use self::endpoint::{Address, Endpoint, EndpointBuilder};
