//! Nothing: the package consists of a benchmark.
