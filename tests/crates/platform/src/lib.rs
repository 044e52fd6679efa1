//! What the crates of a company have in common.

pub use lambda_client;
