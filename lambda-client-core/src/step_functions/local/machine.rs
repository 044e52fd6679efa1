//! What a machine does.

use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::FunctionError;
use crate::future::BoxFuture;
use crate::server::argument;
use crate::step_functions::{MachineInput, MachineOutcome, MachineService};

/// How an execution has ended: its output, or the name of its error and the cause.
pub(super) type Outcome = Result<String, (String, String)>;

type Behavior = dyn Fn(MachineInput) -> BoxFuture<'static, MachineOutcome> + Send + Sync;

/// What a machine in [`LocalMachines`](super::LocalMachines) does: an async closure from its input to its output.
///
/// The methods of a trait become machines by [`LocalMachinesBuilder::serve`](super::LocalMachinesBuilder::serve).
#[derive(Clone)]
pub struct LocalMachine {
    behavior: Arc<Behavior>,
    pub(super) timeout: Option<Duration>,
}

impl LocalMachine {
    /// Creates a machine. An error ends the execution as that of a function does: with its `errorType` as the name, and its error document as the
    /// cause. An input that is not an `I` ends it with `States.Runtime`, and so does a panic.
    pub fn new<I, O, E, F>(behavior: impl Fn(I) -> F + Send + Sync + 'static) -> LocalMachine
    where
        I: DeserializeOwned + 'static,
        O: Serialize,
        E: FunctionError,
        F: Future<Output = Result<O, E>> + Send + 'static,
    {
        LocalMachine::of(move |input| match argument::<I>(&input) {
            Ok(input) => {
                let run = behavior(input);
                Box::pin(async move { MachineOutcome::of(run.await) })
            }
            Err(mismatch) => {
                let outcome = MachineOutcome::mismatch(&mismatch);
                Box::pin(std::future::ready(outcome))
            }
        })
    }

    /// Creates the machine of a method, by its position in the declaration.
    pub(super) fn served(service: Arc<dyn MachineService>, method: usize) -> LocalMachine {
        LocalMachine::of(move |input| {
            let service = Arc::clone(&service);
            Box::pin(async move { service.run(method, input).await })
        })
    }

    fn of(
        behavior: impl Fn(MachineInput) -> BoxFuture<'static, MachineOutcome> + Send + Sync + 'static,
    ) -> LocalMachine {
        LocalMachine {
            behavior: Arc::new(behavior),
            timeout: None,
        }
    }

    /// Sets how long an execution may take. Default: as long as it takes, and 5 minutes for an Express machine.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    pub(super) fn run(&self, input: String) -> BoxFuture<'static, MachineOutcome> {
        (self.behavior)(MachineInput::new(input))
    }
}

impl fmt::Debug for LocalMachine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalMachine")
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}
