//! What the benchmarks of lambda-client have in common.
