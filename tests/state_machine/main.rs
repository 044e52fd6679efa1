//! The client that `#[state_machine]` generates, with machines in this process.

mod calls;
mod express;
mod fail_states;
mod names;
mod places;
mod served;
mod served_errors;
mod support;
mod tokens;
