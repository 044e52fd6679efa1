//! Fan-outs: what is reported about each item, when they stop, and how the limiter finds out what Lambda admits.

mod capacity;
mod endpoint;
mod items;
mod limiter;
mod pack;
mod pauses;
mod rules;
