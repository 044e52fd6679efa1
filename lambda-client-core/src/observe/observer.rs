//! The trait of observers.

use std::sync::Arc;

use crate::observe::{AttemptEnd, AttemptStart, CallDrop, CallEnd};

/// Is told of the attempts and calls of a [`Lambda`](crate::Lambda) or [`Machines`](crate::step_functions::Machines). See the
/// [module](crate::observe) for an example.
///
/// The methods run on their own thread, one event after the other: they can neither slow down nor change a call. See
/// [When observers are told](crate::observe#when-observers-are-told). A panic in one is caught, after the panic hook has run, and the other
/// observers are still told.
///
/// Listing functions and reading their configuration make attempts and calls, too, and so does everything that Step Functions is asked:
/// [`Target::operation`](crate::observe::Target::operation) tells them apart.
pub trait Observer: Send + Sync + 'static {
    /// Learns that an attempt has been started.
    fn attempt_started(&self, attempt: &AttemptStart) {
        let _ = attempt;
    }

    /// Learns that an attempt has succeeded, failed or timed out.
    fn attempt_finished(&self, attempt: &AttemptEnd) {
        let _ = attempt;
    }

    /// Learns that a call has ended, with a value or an error. A call whose mistake is found
    /// before anything is sent ends without an attempt; one of a function whose name is invalid, or of a machine or execution whose ARN is, is not
    /// reported at all.
    fn call_finished(&self, call: &CallEnd) {
        let _ = call;
    }

    /// Learns that the future of a call was dropped before the call ended. Nothing more is reported about the call, nor about
    /// the attempt that was being made. A call that was never polled is not reported.
    fn call_dropped(&self, call: &CallDrop) {
        let _ = call;
    }

    /// Learns how many events are missing at this point, because too many were waiting for the observers of the handle.
    fn events_lost(&self, count: u64) {
        let _ = count;
    }
}

impl<O: Observer + ?Sized> Observer for Arc<O> {
    fn attempt_started(&self, attempt: &AttemptStart) {
        (**self).attempt_started(attempt);
    }

    fn attempt_finished(&self, attempt: &AttemptEnd) {
        (**self).attempt_finished(attempt);
    }

    fn call_finished(&self, call: &CallEnd) {
        (**self).call_finished(call);
    }

    fn call_dropped(&self, call: &CallDrop) {
        (**self).call_dropped(call);
    }

    fn events_lost(&self, count: u64) {
        (**self).events_lost(count);
    }
}
