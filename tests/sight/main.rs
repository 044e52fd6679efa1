//! What is seen of a call from outside.

mod log_location;
mod observer;
mod shop;
