//! Metrics of calls, for the crate `metrics` and for OpenTelemetry.

mod broken;
mod calls;
mod concurrency;
mod executions;
mod open_telemetry;
mod recorded;
#[path = "../../../sight/shop.rs"]
mod shop;

/// What functions, gateways and callers choose freely, and Lambda for each request.
const FREE_TEXT: [&str; 4] = [shop::SECRET, "Surprise", "id-", "not a qualifier"];
