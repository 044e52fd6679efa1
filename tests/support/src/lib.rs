//! HTTP peers on loopback, a raw client, and more, for the tests and benchmarks of the workspace.
//!
//! | Noun | What it is |
//! |---|---|
//! | [`Peer`] | a server that performs one [`Step`] for each request, and remembers the requests |
//! | [`Step`] | some bytes, and what becomes of the connection after them |
//! | [`serve`] | one connection of such a server, for those who accept connections themselves |
//! | [`Request`], [`Response`] | messages, as read and as written |
//! | [`Decoder`] | reads messages from a stream, with a runtime or without |
//! | [`raw`] | a client that writes any bytes |
//! | [`Slots`] | a stand-in for Lambda whose functions have a number of slots |
//! | [`runtime_api`] | a stand-in for Lambda's Runtime API |
//! | [`nowhere`] | addresses that refuse connections, or swallow them |
//! | [`examples`] | the examples of a package, and what they should print |
//! | `tls`, `http2` | the same behind TLS (feature `tls`) |
//!
//! A stand-in for a service is a [`Peer`] with a closure from request to step; its state lives in the closure.
//! Everything listens on loopback only, bounds what it reads, and ends when its value is dropped.

mod connection;
mod decoder;
pub mod examples;
mod headers;
#[cfg(feature = "tls")]
pub mod http2;
pub mod nowhere;
mod peer;
pub mod raw;
mod request;
mod response;
pub mod runtime_api;
mod slots;
mod step;
#[cfg(feature = "tls")]
pub mod tls;

pub use connection::{Socket, serve};
pub use decoder::{Decoder, Message};
pub use headers::Headers;
pub use peer::Peer;
pub use request::Request;
pub use response::Response;
pub use slots::{Counts, Slots};
pub use step::Step;
