//! Metrics of calls, for the crate `metrics` and for OpenTelemetry.

mod broken;
mod calls;
mod concurrency;
mod executions;
mod open_telemetry;
mod recorded;
mod shop;
