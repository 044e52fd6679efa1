//! Runs executions as tasks.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tokio::runtime::Handle;
use tokio::task::JoinHandle;

use crate::future::race;
use crate::step_functions::local::Account;
use crate::step_functions::local::LocalMachine;
use crate::step_functions::{MachineKind, MachineOutcome};
use crate::transport::{Evidence, TransportError, TransportErrorKind};

/// How long an execution of an Express machine may take (AWS Step Functions service quotas).
const EXPRESS_LIMIT: Duration = Duration::from_secs(5 * 60);

/// Checks that there is a runtime for the tasks.
pub(super) fn require_runtime() -> Result<Handle, TransportError> {
    Handle::try_current().map_err(|error| {
        TransportError::new(TransportErrorKind::Request, Evidence::NotSent)
            .with_message("there is no tokio runtime: call from one, such as in `#[tokio::main]`")
            .with_source(error)
    })
}

/// The task of a behavior, which ends with the task that waits for it: at its time limit, or when the execution is stopped.
struct Running(JoinHandle<MachineOutcome>);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Account {
    /// Runs an execution until its end, which the ledger then knows: see [`Ledger::end`](crate::step_functions::local::ledger::Ledger::end).
    pub(super) fn spawn(
        self: &Arc<Self>,
        handle: &Handle,
        arn: &str,
        run: u64,
        (machine, kind): (LocalMachine, MachineKind),
        input: String,
    ) -> JoinHandle<Option<Value>> {
        let (account, of_run) = (Arc::clone(self), arn.to_owned());
        let task = handle.spawn(async move {
            let longest = match kind {
                MachineKind::Standard => machine.timeout,
                MachineKind::Express => {
                    Some(machine.timeout.unwrap_or(EXPRESS_LIMIT).min(EXPRESS_LIMIT))
                }
            };
            // In its own task, a panic ends the execution and nothing else: that of a closure before its future exists, too.
            let behavior = account.scope(async move { machine.run(input).await });
            let mut behavior = Running(tokio::spawn(behavior));
            let ended = match longest {
                None => Ok((&mut behavior.0).await),
                Some(longest) => race(&mut behavior.0, account.clock.sleep(longest)).await,
            };
            let outcome = match ended {
                Ok(Ok(outcome)) => Some(outcome),
                Ok(Err(_)) => Some(MachineOutcome::runtime("the machine panicked")),
                Err(()) => None,
            };
            let outcome = outcome.map(MachineOutcome::into_result);
            let now = account.now();
            account.ledger().end(&of_run, run, outcome, now)
        });
        self.ledger().attach(arn, run, task.abort_handle());
        task
    }
}
