//! What observers learn about an attempt.

use std::sync::Arc;
use std::time::Duration;

use crate::certainty::{Attempt, DidRun};
use crate::error::ErrorKind;
use crate::observe::Target;
use crate::observe::error_type::error_type;

/// An attempt that is about to be made.
#[derive(Clone, Debug)]
pub struct AttemptStart {
    pub(super) target: Arc<Target>,
    pub(super) call_id: u64,
    pub(super) number: usize,
    pub(super) delay: Duration,
}

impl AttemptStart {
    /// Returns what the call asks for, and of which function or state machine.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// Returns the number of the call among those of its handle: see [`CallEnd::call_id`].
    ///
    /// [`CallEnd::call_id`]: crate::observe::CallEnd::call_id
    pub fn call_id(&self) -> u64 {
        self.call_id
    }

    /// Returns the number of the attempt; the first one of a call is 1.
    pub fn number(&self) -> usize {
        self.number
    }

    /// Returns how long the client waited before this attempt; zero for the first one.
    pub fn delay(&self) -> Duration {
        self.delay
    }
}

/// An attempt that has ended.
#[derive(Clone, Debug)]
pub struct AttemptEnd {
    pub(super) start: AttemptStart,
    pub(super) duration: Duration,
    pub(super) record: Attempt,
    pub(super) error_kind: Option<ErrorKind>,
    pub(super) is_declared: bool,
}

impl AttemptEnd {
    /// Returns what the call asks for, and of which function or state machine.
    pub fn target(&self) -> &Target {
        self.start.target()
    }

    /// Returns the number of the call among those of its handle: see [`CallEnd::call_id`].
    ///
    /// [`CallEnd::call_id`]: crate::observe::CallEnd::call_id
    pub fn call_id(&self) -> u64 {
        self.start.call_id
    }

    /// Returns the number of the attempt; the first one of a call is 1.
    pub fn number(&self) -> usize {
        self.start.number
    }

    /// Returns how long the client waited before this attempt; zero for the first one.
    pub fn delay(&self) -> Duration {
        self.start.delay
    }

    /// Returns how long the attempt took, without the delay, on the clock of the handle.
    pub fn duration(&self) -> Duration {
        self.duration
    }

    /// Returns what this attempt on its own proves: whether the function ran, or the execution started: see
    /// [`CallEnd::did_run`](crate::observe::CallEnd::did_run).
    pub fn did_run(&self) -> DidRun {
        self.record.did_run()
    }

    /// Returns the kind of failure; `None` if the attempt succeeded. Whether the response can be decoded is not known yet.
    pub fn error_kind(&self) -> Option<ErrorKind> {
        self.error_kind
    }

    /// Returns a name for the failure that is fit to be a label; `None` if the attempt succeeded. It is from the same set as
    /// [`CallEnd::error_type`](crate::observe::CallEnd::error_type).
    pub fn error_type(&self) -> Option<&str> {
        self.error_kind
            .map(|kind| error_type(kind, self.code(), self.is_declared))
    }

    /// Returns the error code of Lambda or Step Functions, or the function's `errorType`, if the attempt failed with one: the first 256 bytes of
    /// it.
    pub fn code(&self) -> Option<&str> {
        self.record.code()
    }

    /// Returns the HTTP status, if there was a response.
    pub fn status(&self) -> Option<u16> {
        self.record.status()
    }

    /// Returns the ID that AWS gave the request, if it responded.
    pub fn request_id(&self) -> Option<&str> {
        self.record.request_id()
    }
}
