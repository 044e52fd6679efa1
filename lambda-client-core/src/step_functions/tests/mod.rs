//! Requests, retries and waits over a transport that follows a script, in virtual time.

mod clients;
#[cfg(feature = "aws-sdk")]
mod codes;
mod ends;
mod express;
mod handlers;
mod limits;
mod middleware;
mod names_in_use;
mod observers;
mod script;
mod secrecy;
mod starts;
mod tasks;
mod waits;

use crate::step_functions::tests::script::Script;
use crate::step_functions::{Execution, Machine};

const MACHINE: &str = "arn:aws:states:us-east-1:123456789012:stateMachine:orders";
const EXECUTION: &str = "arn:aws:states:us-east-1:123456789012:execution:orders:order-17";

fn machine(script: &Script) -> Machine {
    script.machines().machine(MACHINE)
}

/// An execution that was started before, by somebody else.
fn attached(script: &Script) -> Execution<u8> {
    machine(script).output().execution("order-17")
}
