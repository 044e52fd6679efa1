//! HTTP/1.1 over connections of which it is known what they carried.
//!
//! A general client keeps to itself whether a request left the process, moves requests to other connections, and drives
//! connections in tasks of the runtime that opened them. Here a connection belongs to one request at a time and is driven by
//! whoever waits for the response; it counts the bytes that the operating system has taken. So a request that was not sent is
//! told from one that may have been, and a handle works in any number of runtimes.
//!
//! HTTP/1.1, not HTTP/2: a connection of HTTP/2 to AWS Lambda carries about 100 calls, further ones wait unseen, and one loss
//! stops all of them.

mod body;
mod client;
mod connection;
mod connector;
mod error;
mod handover;
mod pool;
mod route;
mod socket;
mod tls;
mod turns;

pub(crate) use self::client::{Client, Limits};
pub(crate) use self::error::{Error, ErrorKind, Mistake};
pub(crate) use self::handover::Handover;
