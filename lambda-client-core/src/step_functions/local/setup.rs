//! The builder of local machines.

use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use crate::clock::{Clock, TokioClock};
use crate::step_functions::local::ledger::{Kind, Ledger};
use crate::step_functions::local::{Account, AccountHandle, LocalMachine, LocalMachines};

/// Builds [`LocalMachines`].
#[must_use = "a builder does nothing until `build` is called"]
pub struct LocalMachinesBuilder {
    ledger: Ledger,
    clock: Arc<dyn Clock>,
    unseen: Duration,
}

impl LocalMachinesBuilder {
    pub(super) fn new() -> LocalMachinesBuilder {
        LocalMachinesBuilder {
            ledger: Ledger::default(),
            clock: Arc::new(TokioClock),
            unseen: Duration::ZERO,
        }
    }

    /// Adds a Standard machine, or replaces the one of this name.
    pub fn standard(mut self, name: impl Into<String>, machine: LocalMachine) -> Self {
        self.ledger.add(name.into(), Kind::Standard, machine);
        self
    }

    /// Adds an Express machine, or replaces the one of this name.
    pub fn express(mut self, name: impl Into<String>, machine: LocalMachine) -> Self {
        self.ledger.add(name.into(), Kind::Express, machine);
        self
    }

    /// Sets how long an execution that has started is not found: on AWS, descriptions are eventually consistent. Default: not at all.
    pub fn description_delay(mut self, delay: Duration) -> Self {
        self.unseen = delay;
        self
    }

    /// Sets the clock. Default: [`TokioClock`].
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Builds the [`LocalMachines`].
    pub fn build(self) -> LocalMachines {
        let epoch = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        LocalMachines {
            account: Arc::new(AccountHandle(Arc::new(Account {
                began: self.clock.now(),
                epoch: epoch.unwrap_or_default(),
                clock: self.clock,
                unseen: self.unseen,
                ledger: Mutex::new(self.ledger),
            }))),
        }
    }
}

impl fmt::Debug for LocalMachinesBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalMachinesBuilder")
            .field("description_delay", &self.unseen)
            .finish_non_exhaustive()
    }
}
