//! The figures of a fan-out, for people.

use std::fmt;
use std::time::Duration;

use crate::certainty::DidRun;
use crate::fan_out::{Progress, Stopped};

/// The figures of a fan-out. `Display` writes them in a line:
///
/// ```text
/// 5000 items in 13.6 s: 4998 succeeded, 2 failed (1 did not run, 1 unknown); 263 attempts throttled, 12 retried; 4998 calls billed 250.1 s
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
    /// The items that succeeded.
    pub succeeded: usize,
    /// The items that failed.
    pub failed: usize,
    /// The failed items for which the function certainly did not run: [`DidRun::No`] or [`DidRun::InitOnly`].
    pub not_run: usize,
    /// The failed items for which the function may have run.
    pub unknown: usize,
    /// The inputs that were not started, if their number is known.
    pub not_started: Option<usize>,
    /// The attempts that were throttled.
    pub throttled: u64,
    /// The attempts that followed a failure other than a throttled attempt.
    pub retried: u64,
    /// The billed time of the calls that Lambda reported on: see [`Progress::billed`].
    pub billed: Duration,
    /// The number of calls whose time is in `billed`; zero if none asked for its log with [`tail_log`](crate::Call::tail_log).
    pub billed_calls: u64,
    /// The time from the first input to the end.
    pub elapsed: Duration,
    /// Why the fan-out stopped before its last input, if it did.
    pub stopped: Option<Stopped>,
}

impl Summary {
    /// Counts what is known about failed items.
    pub(super) fn add_failures(&mut self, items: usize, did_run: DidRun) {
        match did_run {
            DidRun::No | DidRun::InitOnly => self.not_run += items,
            DidRun::Unknown => self.unknown += items,
            DidRun::Yes => {}
        }
    }

    /// Adds what the last progress says.
    pub(super) fn finish(
        &mut self,
        progress: &Progress,
        stopped: Option<Stopped>,
        elapsed: Duration,
    ) {
        self.stopped = stopped;
        self.succeeded = progress.succeeded;
        self.failed = progress.failed;
        self.throttled = progress.throttled;
        self.retried = progress.retried;
        self.billed = progress.billed;
        self.billed_calls = progress.billed_calls;
        let left = |total: usize| total.saturating_sub(progress.started());
        self.not_started = progress.total.map(left);
        self.elapsed = elapsed;
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (finished, seconds) = (self.succeeded + self.failed, self.elapsed.as_secs_f64());
        let items = counted(finished == 1, "item", "items");
        write!(
            f,
            "{finished} {items} in {seconds:.1} s: {} succeeded",
            self.succeeded
        )?;
        if self.failed > 0 {
            write!(f, ", {} failed", self.failed)?;
            match (self.not_run, self.unknown) {
                (0, 0) => {}
                (not_run, 0) => write!(f, " ({not_run} did not run)")?,
                (0, unknown) => write!(f, " ({unknown} unknown)")?,
                (not_run, unknown) => write!(f, " ({not_run} did not run, {unknown} unknown)")?,
            }
        }
        if self.throttled > 0 || self.retried > 0 {
            let attempts = counted(self.throttled == 1, "attempt", "attempts");
            write!(
                f,
                "; {} {attempts} throttled, {} retried",
                self.throttled, self.retried
            )?;
        }
        if self.billed_calls > 0 {
            let calls = counted(self.billed_calls == 1, "call", "calls");
            let billed = self.billed.as_secs_f64();
            write!(f, "; {} {calls} billed {billed:.1} s", self.billed_calls)?;
        }
        if let Some(stopped) = self.stopped {
            write!(f, "; stopped: {stopped}")?;
            if let Some(not_started) = self.not_started {
                write!(f, ", {not_started} not started")?;
            }
        }
        Ok(())
    }
}

fn counted(is_one: bool, one: &'static str, several: &'static str) -> &'static str {
    if is_one { one } else { several }
}
