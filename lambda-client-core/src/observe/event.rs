//! What is reported to observers.

use crate::observe::{AttemptEnd, AttemptStart, CallDrop, CallEnd, Observer};

/// What is reported to an observer.
#[derive(Debug)]
pub(super) enum Event {
    AttemptStarted(AttemptStart),
    AttemptFinished(Box<AttemptEnd>),
    CallFinished(Box<CallEnd>),
    CallDropped(CallDrop),
    /// This many events are missing here.
    Lost(u64),
}

impl Event {
    /// Reports the event to this observer.
    pub(super) fn tell(&self, observer: &dyn Observer) {
        match self {
            Event::AttemptStarted(start) => observer.attempt_started(start),
            Event::AttemptFinished(end) => observer.attempt_finished(end),
            Event::CallFinished(end) => observer.call_finished(end),
            Event::CallDropped(drop) => observer.call_dropped(drop),
            Event::Lost(count) => observer.events_lost(*count),
        }
    }
}
