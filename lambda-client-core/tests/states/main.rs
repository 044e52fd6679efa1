//! Step Functions over real sockets: what is sent, what a failed attempt proves, and what starts, whatever breaks.

mod endpoint;
mod faults;
mod idempotency;
mod local;
mod local_tasks;
mod operations;
mod rules;
mod service;
mod wire;
