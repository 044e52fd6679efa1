//! What a connection is busy with, and since when its client has been quiet.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// How long a client in the middle of a request or response may be quiet where others need what it holds.
pub(super) const MAX_QUIET: Duration = Duration::from_secs(1);

/// What a connection is busy with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// No request has begun, or its head is incomplete.
    Idle,
    /// The client sends the body of a request.
    Receiving,
    /// The request is processed.
    Working,
    /// The client receives a response.
    Sending,
}

/// The phase of one connection, and the last moment at which its client sent or received something.
#[derive(Debug)]
pub(super) struct Activity(Mutex<State>);

#[derive(Debug)]
struct State {
    phase: Phase,
    quiet_since: Instant,
    /// Whether hyper has taken the whole body of the response. It may still have to write it.
    body_ended: bool,
}

impl Activity {
    pub(super) fn new() -> Activity {
        Activity(Mutex::new(State {
            phase: Phase::Idle,
            quiet_since: Instant::now(),
            body_ended: false,
        }))
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn enter(&self, phase: Phase) {
        *self.lock() = State {
            phase,
            quiet_since: Instant::now(),
            body_ended: false,
        };
    }

    /// Notes that the client sent or received something.
    pub(super) fn progressed(&self) {
        self.lock().quiet_since = Instant::now();
    }

    /// Notes that hyper has taken the whole body of the response.
    pub(super) fn body_ended(&self) {
        self.lock().body_ended = true;
    }

    /// Notes that everything has been written that hyper has taken.
    pub(super) fn flushed(&self) {
        let mut state = self.lock();
        if state.phase == Phase::Sending && state.body_ended {
            state.phase = Phase::Idle;
        }
    }

    /// Returns since when the client has been quiet, or `None` if the connection must not be closed now.
    pub(super) fn closable_since(&self) -> Option<Instant> {
        let state = self.lock();
        let is_closable = match state.phase {
            Phase::Idle => true,
            Phase::Receiving | Phase::Sending => state.quiet_since.elapsed() >= MAX_QUIET,
            Phase::Working => false,
        };
        is_closable.then_some(state.quiet_since)
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::advance;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn only_a_quiet_client_may_be_disconnected() {
        let activity = Activity::new();
        assert!(activity.closable_since().is_some(), "it sent nothing yet");
        for phase in [Phase::Receiving, Phase::Sending] {
            activity.enter(phase);
            advance(MAX_QUIET / 2).await;
            activity.progressed();
            advance(MAX_QUIET / 2).await;
            assert_eq!(activity.closable_since(), None, "{phase:?}");
            advance(MAX_QUIET / 2).await;
            assert!(activity.closable_since().is_some(), "{phase:?}");
        }
        activity.enter(Phase::Working);
        advance(MAX_QUIET * 100).await;
        assert_eq!(activity.closable_since(), None, "a function runs");
    }

    #[tokio::test(start_paused = true)]
    async fn a_connection_is_idle_once_its_response_is_written() {
        let activity = Activity::new();
        activity.enter(Phase::Sending);
        activity.flushed();
        assert_eq!(activity.closable_since(), None, "there is more of the body");
        activity.body_ended();
        assert_eq!(activity.closable_since(), None, "hyper may hold the body");
        activity.flushed();
        assert!(activity.closable_since().is_some());
    }
}
