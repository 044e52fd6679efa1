//! Tests of metrics and traces: see `tests/`.
