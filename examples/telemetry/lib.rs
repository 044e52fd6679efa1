//! Examples of telemetry: see `examples/`.
