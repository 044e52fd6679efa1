//! Tests of metrics and traces: see `tests/`.

pub mod seen;
pub mod shop;
