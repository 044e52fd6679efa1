//! What is seen of a call from outside.

#[cfg(feature = "tracing")]
mod collector;
mod delivery;
mod dropped;
mod log_location;
mod observer;
mod shop;
#[cfg(feature = "tracing")]
mod spans;
