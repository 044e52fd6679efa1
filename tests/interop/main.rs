//! Tests against real endpoints, functions behind AWS's own runtime clients, and other AWS clients.
//!
//! The first run installs these peers, at pinned versions, below `target/interop`; that takes a few minutes. A peer that
//! cannot be installed fails the tests that need it. Every test's name begins with its peer.

mod calibration;
mod callers;
mod cargo_lambda;
mod client;
mod command;
mod counter;
mod failures;
mod fan_out;
mod functions;
mod http;
mod install;
mod listing;
mod local;
mod microburst;
mod ministack;
mod modes;
mod parallel;
mod peer;
mod refusals;
mod rie;
mod serve;
mod service_errors;
mod step_functions;
mod values;
