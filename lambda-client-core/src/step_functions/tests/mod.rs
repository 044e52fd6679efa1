//! Requests, retries and waits over a transport that follows a script, in virtual time.

mod clients;
#[cfg(feature = "aws-sdk")]
mod codes;
mod ends;
mod express;
mod handlers;
mod limits;
mod middleware;
mod observers;
mod script;
mod secrecy;
mod starts;
mod tasks;

use crate::step_functions::Machine;
use crate::step_functions::tests::script::Script;

const MACHINE: &str = "arn:aws:states:us-east-1:123456789012:stateMachine:orders";
const EXECUTION: &str = "arn:aws:states:us-east-1:123456789012:execution:orders:order-17";

fn machine(script: &Script) -> Machine {
    script.machines().machine(MACHINE)
}
