//! Lambda's REST API on a port.

mod answer;
mod body;
mod connection;
mod endpoint;
mod invoke;
mod model;
mod read;
mod route;
mod stall;

pub use self::endpoint::{Address, Endpoint, EndpointBuilder};
