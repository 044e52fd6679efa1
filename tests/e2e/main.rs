//! The generated client over real HTTP, against a server on loopback that plays Lambda byte for byte.

mod bad_input;
mod calls;
mod custom_serde;
mod environment;
mod failures;
mod listing;
mod orders;
mod required_members;
mod server;
mod sharing;
mod undecodable;
