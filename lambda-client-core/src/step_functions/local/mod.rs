//! State machines in this process, for tests and development.

mod fault;
mod ledger;
mod machine;
mod run;
mod setup;
mod task;
mod transport;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::clock::Clock;
use crate::step_functions::Machines;
use crate::step_functions::local::ledger::Ledger;

pub use self::fault::LocalFault;
pub use self::machine::LocalMachine;
pub use self::setup::LocalMachinesBuilder;
pub use self::task::LocalTask;

/// State machines in this process: closures that stand in for what the machines do, with the rules of Step Functions for names, inputs and
/// errors around them.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::Error;
/// use lambda_client::step_functions::{LocalFault, LocalMachine, LocalMachines, StartOutcome};
///
/// # #[tokio::main(flavor = "current_thread", start_paused = true)] async fn main() -> Result<(), Error> {
/// let double = LocalMachine::new(|number: u32| async move { Ok::<_, Error>(2 * number) });
/// let local = LocalMachines::builder().standard("double", double).build();
/// let machine = local.machines().machine(&local.arn("double")).output::<u32>();
///
/// // The response to the first attempt is lost, and the second one finds the execution.
/// local.fault(LocalFault::lose_response().on("StartExecution"));
/// let started = machine.start(&21).name("first").await?;
/// assert_eq!(started.execution().result().await?, 42);
/// assert_eq!(local.executions("double"), 1);
///
/// let again = machine.start(&21).name("first").await?;
/// assert_eq!(again.outcome(), StartOutcome::AlreadyFinished);
/// # Ok(()) }
/// ```
///
/// | | As AWS does |
/// |---|---|
/// | Standard, the name belongs to an execution that runs | the same input finds it, another one is refused with `ExecutionAlreadyExists` |
/// | Standard, the name belongs to an execution that has ended | refused for 90 days, then free |
/// | Express | every request starts an execution |
/// | Limits | names, inputs and outputs, errors and causes, and their codes |
/// | Time | that of the clock: the time limit of a machine, 5 minutes for Express, 14 days for a redrive |
///
/// Executions run as tasks of the tokio runtime in which they are started. With tokio's paused time, tests do not wait. A clone is the same
/// account.
///
/// Sources: AWS Step Functions API reference, `StartExecution`, `RedriveExecution`; AWS Step Functions Developer Guide, "Service quotas".
#[derive(Clone)]
pub struct LocalMachines {
    account: Arc<Account>,
}

/// What all clones share, and the tasks of the executions.
pub(super) struct Account {
    clock: Arc<dyn Clock>,
    /// When the account was made, on its clock and since 1970.
    began: Instant,
    epoch: Duration,
    /// How long an execution that has started is not found.
    unseen: Duration,
    ledger: Mutex<Ledger>,
}

impl LocalMachines {
    /// Returns a builder without machines.
    pub fn builder() -> LocalMachinesBuilder {
        LocalMachinesBuilder::new()
    }

    /// Returns a handle to these machines, on the same clock.
    pub fn machines(&self) -> Machines {
        let clock = Arc::clone(&self.account.clock);
        Machines::builder(self.clone()).clock(clock).build()
    }

    /// Returns the ARN of the machine with this name, whether it exists or not.
    pub fn arn(&self, machine: &str) -> String {
        format!("{}:stateMachine:{machine}", ledger::PREFIX)
    }

    /// Lets requests fail: see [`LocalFault`]. Faults are used in the order in which they are added, each by the first request that it is for.
    pub fn fault(&self, fault: LocalFault) {
        self.account.ledger().faults.push(fault);
    }

    /// Returns how many executions of a machine have been started.
    pub fn executions(&self, machine: &str) -> usize {
        self.account.ledger().started(machine)
    }

    /// Returns a task that waits for its token to be told: hand the token out in place of a machine's `.waitForTaskToken`, and wait for the
    /// end of the task.
    pub fn new_task(&self) -> LocalTask {
        LocalTask::new(&self.account)
    }
}

impl Account {
    fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the time since 1970 on the account's clock.
    fn now(&self) -> Duration {
        self.epoch + self.clock.now().saturating_duration_since(self.began)
    }
}

impl fmt::Debug for LocalMachines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalMachines").finish_non_exhaustive()
    }
}
