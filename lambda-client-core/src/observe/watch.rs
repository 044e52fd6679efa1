//! A call under observation.

use std::sync::Arc;
use std::time::{Duration, Instant};

use lambda_client_grammar::name::parse_function_name;
#[cfg(feature = "tracing")]
use tracing::{Instrument as _, Span};

use crate::certainty::{Attempt, Operation};
use crate::clock::Clock;
use crate::error::{Error, ErrorKind};
use crate::log::{Home, LogTail};
#[cfg(feature = "tracing")]
use crate::observe::span;
use crate::observe::{AttemptEnd, AttemptStart, CallEnd, Observers, Target};

/// A call under observation, from its start to its end.
pub(crate) struct CallWatch {
    observers: Observers,
    clock: Arc<dyn Clock>,
    target: Target,
    started: Instant,
    #[cfg(feature = "tracing")]
    span: Span,
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
    Failure {
        error: &'a Error,
        /// The error is one of the function that the error type of the method declares.
        is_declared: bool,
    },
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
        #[cfg(feature = "tracing")]
        let is_traced = span::is_enabled();
        #[cfg(not(feature = "tracing"))]
        let is_traced = false;
        if observers.is_empty() && !is_traced {
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
            #[cfg(feature = "tracing")]
            span: span::of_call(&target),
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
            #[cfg(feature = "tracing")]
            span: span::of_attempt(&self.span, &start),
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
        #[cfg(feature = "tracing")]
        span::call_finished(&self.span, &end);
        self.observers.tell(|observer| observer.call_finished(&end));
    }
}

/// An attempt under observation.
pub(crate) struct AttemptWatch<'a> {
    call: &'a CallWatch,
    start: AttemptStart<'a>,
    started: Instant,
    #[cfg(feature = "tracing")]
    span: Span,
}

impl AttemptWatch<'_> {
    /// Returns the attempt with its span: entered whenever it is polled, left whenever it waits.
    pub(crate) fn traced<F: Future>(&self, attempt: F) -> impl Future<Output = F::Output> + use<F> {
        #[cfg(feature = "tracing")]
        let attempt = attempt.instrument(self.span.clone());
        attempt
    }

    /// Reports the end of the attempt.
    pub(crate) fn finish(self, outcome: &AttemptOutcome) {
        let now = self.call.clock.now();
        let end = AttemptEnd {
            start: self.start,
            duration: now.saturating_duration_since(self.started),
            record: &outcome.record,
            error_kind: outcome.error_kind,
        };
        #[cfg(feature = "tracing")]
        span::attempt_finished(&self.span, &end);
        let observers = &self.call.observers;
        observers.tell(|observer| observer.attempt_finished(&end));
    }
}
