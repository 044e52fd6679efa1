//! A call under observation.

use std::sync::Arc;
use std::time::{Duration, Instant};

use lambda_client_grammar::name::parse_function_name;

use crate::certainty::{Attempt, Operation};
use crate::clock::Clock;
use crate::error::{Error, ErrorKind};
use crate::log::{Home, LogTail};
use crate::observe::{AttemptEnd, AttemptStart, CallEnd, Observers, Target};

/// A call under observation, from its start to its end.
pub(crate) struct CallWatch {
    observers: Observers,
    clock: Arc<dyn Clock>,
    target: Target,
    started: Instant,
}

/// How an attempt ended.
pub(crate) struct AttemptOutcome {
    pub(crate) record: Attempt,
    pub(crate) error_kind: Option<ErrorKind>,
}

/// How a call ended.
pub(crate) enum CallOutcome<'a> {
    Success {
        attempts: &'a [Attempt],
        executed_version: Option<&'a str>,
        log: Option<&'a LogTail>,
    },
    Failure(&'a Error),
}

impl CallWatch {
    /// Starts to observe a call, unless nobody observes.
    pub(crate) fn start(
        observers: &Observers,
        clock: &Arc<dyn Clock>,
        home: &Home,
        operation: Operation,
        function: Option<&str>,
        qualifier: Option<&str>,
        method: Option<&'static str>,
    ) -> Option<Box<CallWatch>> {
        if observers.is_empty() {
            return None;
        }
        let parsed = function.and_then(|function| parse_function_name(function).ok());
        let region = home.region_of(parsed.and_then(|parsed| parsed.region));
        let target = Target {
            function: function.map(str::to_owned),
            qualifier: qualifier.map(str::to_owned),
            method,
            operation,
            region: region.map(str::to_owned),
        };
        Some(Box::new(CallWatch {
            observers: observers.clone(),
            clock: Arc::clone(clock),
            target,
            started: clock.now(),
        }))
    }

    /// Reports that an attempt is about to be made.
    pub(crate) fn attempt(&self, number: usize, delay: Duration) -> AttemptWatch<'_> {
        let start = AttemptStart {
            target: &self.target,
            number,
            delay,
        };
        self.observers
            .tell(|observer| observer.attempt_started(&start));
        AttemptWatch {
            call: self,
            start,
            started: self.clock.now(),
        }
    }

    /// Reports the end of the call.
    pub(crate) fn finish(self, outcome: &CallOutcome<'_>) {
        let end = CallEnd {
            target: &self.target,
            duration: self.clock.now().saturating_duration_since(self.started),
            outcome,
        };
        self.observers.tell(|observer| observer.call_finished(&end));
    }
}

/// An attempt under observation.
pub(crate) struct AttemptWatch<'a> {
    call: &'a CallWatch,
    start: AttemptStart<'a>,
    started: Instant,
}

impl AttemptWatch<'_> {
    /// Reports the end of the attempt.
    pub(crate) fn finish(self, outcome: &AttemptOutcome) {
        let now = self.call.clock.now();
        let end = AttemptEnd {
            start: self.start,
            duration: now.saturating_duration_since(self.started),
            record: &outcome.record,
            error_kind: outcome.error_kind,
        };
        let observers = &self.call.observers;
        observers.tell(|observer| observer.attempt_finished(&end));
    }
}
