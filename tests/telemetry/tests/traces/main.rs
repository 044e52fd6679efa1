//! One trace across caller and function, and its spans, as the SDK of OpenTelemetry exports them.

mod collector;
mod executions;
mod handlers;
mod local;
mod outgoing;
mod process;
mod received;
mod spans;
mod subscribers;
