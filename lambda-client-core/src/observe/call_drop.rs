//! What observers learn about a call that is dropped.

use std::sync::Arc;
use std::time::Duration;

use crate::certainty::DidRun;
use crate::observe::Target;

/// A call whose future was dropped before it ended: by a `select`, by a timeout around it, with its task, or by a panic.
#[derive(Clone, Debug)]
pub struct CallDrop {
    pub(super) target: Arc<Target>,
    pub(super) call_id: u64,
    pub(super) duration: Duration,
    pub(super) attempts: usize,
    pub(super) open_attempt: Option<usize>,
    pub(super) did_run: DidRun,
}

impl CallDrop {
    /// Returns what the call asked for, and of which function or state machine.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// Returns the number of the call among those of its handle: see [`CallEnd::call_id`].
    ///
    /// [`CallEnd::call_id`]: crate::observe::CallEnd::call_id
    pub fn call_id(&self) -> u64 {
        self.call_id
    }

    /// Returns how long the call took until it was dropped, on the clock of the handle.
    pub fn duration(&self) -> Duration {
        self.duration
    }

    /// Returns how many attempts were started.
    pub fn attempts(&self) -> usize {
        self.attempts
    }

    /// Returns the number of the attempt that was being made, and was dropped with the call. `None` if the call was waiting, for
    /// example before a retry.
    ///
    /// [`attempt_started`](crate::observe::Observer::attempt_started) has reported it;
    /// [`attempt_finished`](crate::observe::Observer::attempt_finished) does not.
    pub fn open_attempt(&self) -> Option<usize> {
        self.open_attempt
    }

    /// Returns whether the function ran, or the execution started, as far as the client can know: `Unknown` if the attempt that was being made may have been
    /// sent, since dropping a call stops neither a function nor an execution.
    pub fn did_run(&self) -> DidRun {
        self.did_run
    }
}
