//! The trait of observers.

use std::sync::Arc;

use crate::observe::{AttemptEnd, AttemptStart, CallDrop, CallEnd};

/// Is told of the attempts and calls of a [`Lambda`](crate::Lambda). See the [module](crate::observe) for an example.
///
/// The methods run synchronously, in the task that makes the call, and their time is added to that of the call: count, or send to a
/// channel, and leave the rest to another task. They cannot change a call. A panic in one is caught, after the panic hook has run,
/// and the other observers are still told.
///
/// Listing functions and reading their configuration make attempts and calls, too: [`Target::operation`](crate::observe::Target::operation)
/// tells them apart.
pub trait Observer: Send + Sync + 'static {
    /// Learns that an attempt is about to be made.
    fn attempt_started(&self, attempt: &AttemptStart<'_>) {
        let _ = attempt;
    }

    /// Learns that an attempt has succeeded, failed or timed out.
    fn attempt_finished(&self, attempt: &AttemptEnd<'_>) {
        let _ = attempt;
    }

    /// Learns that a call has ended: with a value, or with an error that is about to be returned. A call whose mistake is found
    /// before anything is sent ends without an attempt; one of a function whose name is invalid is not reported at all.
    fn call_finished(&self, call: &CallEnd<'_>) {
        let _ = call;
    }

    /// Learns that the future of a call was dropped before the call ended. Nothing more is reported about the call, nor about
    /// the attempt that was being made. A call that was never polled is not reported.
    ///
    /// This runs while the future is dropped, possibly outside of a runtime, and possibly during a panic.
    fn call_dropped(&self, call: &CallDrop<'_>) {
        let _ = call;
    }
}

impl<O: Observer + ?Sized> Observer for Arc<O> {
    fn attempt_started(&self, attempt: &AttemptStart<'_>) {
        (**self).attempt_started(attempt);
    }

    fn attempt_finished(&self, attempt: &AttemptEnd<'_>) {
        (**self).attempt_finished(attempt);
    }

    fn call_finished(&self, call: &CallEnd<'_>) {
        (**self).call_finished(call);
    }

    fn call_dropped(&self, call: &CallDrop<'_>) {
        (**self).call_dropped(call);
    }
}
