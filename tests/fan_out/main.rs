//! Fan-outs: what is reported about each item, when they stop, and how the limiter finds out what Lambda admits.

mod cancel;
mod capacity;
mod endpoint;
mod figures;
mod held_up;
mod hopeless;
mod inputs;
mod items;
mod limiter;
mod nested;
mod ordered;
mod pack;
mod packed;
mod pauses;
mod permits;
mod rules;
mod sockets;
mod stress;
mod throttled_calls;
