//! What the end of an attempt tells the limiter, and what the limiter says to it.

use std::time::Duration;

use crate::certainty::{DidRun, Operation, Retryability};

/// What the end of an attempt says about the function's capacity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Signal {
    /// The function was allowed to run.
    Admitted,
    /// There are too many runs at a time.
    Full { reserved: bool },
    /// There are too many requests a second, or too much of something else that a smaller number of runs does not change.
    TooFast { retry_after: Option<Duration> },
    /// Nothing.
    Nothing,
}

impl Signal {
    /// Interprets the end of an attempt that failed.
    pub(crate) fn of(
        did_run: DidRun,
        retryability: Option<Retryability>,
        reason: Option<&str>,
        retry_after: Option<Duration>,
        operation: Operation,
    ) -> Signal {
        if retryability != Some(Retryability::Throttled) {
            return match did_run {
                DidRun::Yes => Signal::Admitted,
                DidRun::No | DidRun::InitOnly | DidRun::Unknown => Signal::Nothing,
            };
        }
        match reason {
            // Lambda limits the rate of events, not their number at a time.
            _ if !operation.returns_response() => Signal::TooFast { retry_after },
            None | Some("ConcurrentInvocationLimitExceeded") => Signal::Full { reserved: false },
            Some("ReservedFunctionConcurrentInvocationLimitExceeded") => {
                Signal::Full { reserved: true }
            }
            Some(_) => Signal::TooFast { retry_after },
        }
    }
}

/// Why a call fails that would have to wait: every attempt has been throttled for a long time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// The last of them because of the function's reserved concurrency.
    pub(crate) is_reserved: bool,
}

/// Whether a throttled attempt should be made again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Wait,
    /// Every attempt has been throttled for a long time.
    Fail,
}
