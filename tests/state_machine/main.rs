//! The client that `#[state_machine]` generates, with machines in this process.

mod calls;
mod express;
mod names;
mod places;
mod served;
mod served_errors;
mod support;
mod tokens;
