//! A call under observation.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use lambda_client_grammar::name::parse_function_name;
#[cfg(feature = "tracing")]
use tracing::{Instrument as _, Span};

#[cfg(feature = "step-functions")]
use crate::certainty::ExecutionOperation;
use crate::certainty::{Attempt, Class, DidRun, Operation, Retryability};
use crate::clock::Clock;
use crate::error::{Error, ErrorKind};
use crate::log::{Home, LogTail};
use crate::observe::event::Event;
use crate::observe::observers::CallObservers;
use crate::observe::short_code::with_short_code;
#[cfg(feature = "tracing")]
use crate::observe::span;
use crate::observe::{AttemptEnd, AttemptStart, CallDrop, CallEnd, Observers, Target};
use crate::transport::SendProgress;

/// A call under observation, from its start to its end.
pub(crate) struct CallWatch {
    observers: CallObservers,
    clock: Arc<dyn Clock>,
    target: Arc<Target>,
    id: u64,
    started: Instant,
    attempts: Mutex<AttemptsMade>,
    is_finished: bool,
    #[cfg(feature = "tracing")]
    span: Span,
}

/// What the attempts of a call have shown so far: all that is known if the call is dropped.
#[derive(Clone, Copy)]
struct AttemptsMade {
    count: usize,
    dropped: Option<usize>,
    did_run: DidRun,
}

/// How an attempt ended.
pub(crate) struct AttemptOutcome {
    pub(crate) record: Attempt,
    pub(crate) error_kind: Option<ErrorKind>,
    /// The failure is an error of the function that the error type of the method declares.
    pub(crate) is_declared: bool,
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
        CallWatch::start_with(observers, clock, || {
            let parsed = function.and_then(|function| parse_function_name(function).ok());
            let region = home.region_of(parsed.and_then(|parsed| parsed.region));
            Target {
                function: function.map(str::to_owned),
                qualifier: qualifier.map(str::to_owned),
                method,
                operation,
                region: region.map(str::to_owned),
                state_machine: None,
                execution: None,
            }
        })
    }

    /// Starts to observe what is asked of Step Functions, unless nobody observes.
    #[cfg(feature = "step-functions")]
    pub(crate) fn start_execution(
        observers: &Observers,
        clock: &Arc<dyn Clock>,
        operation: ExecutionOperation,
        state_machine: Option<&str>,
        execution: Option<&str>,
    ) -> Option<Box<CallWatch>> {
        CallWatch::start_with(observers, clock, || {
            // An ARN has the region in its fourth part.
            let region = state_machine
                .or(execution)
                .and_then(|arn| arn.split(':').nth(3));
            Target {
                function: None,
                qualifier: None,
                method: None,
                operation: Operation::Execution(operation),
                region: region.map(str::to_owned),
                state_machine: state_machine.map(str::to_owned),
                execution: execution.map(str::to_owned),
            }
        })
    }

    fn start_with(
        observers: &Observers,
        clock: &Arc<dyn Clock>,
        target: impl FnOnce() -> Target,
    ) -> Option<Box<CallWatch>> {
        #[cfg(feature = "tracing")]
        let is_traced = span::is_enabled();
        #[cfg(not(feature = "tracing"))]
        let is_traced = false;
        let of_call = observers.of_call();
        if of_call.is_empty() && !is_traced {
            return None;
        }
        let target = Arc::new(target());
        // An execution that is waited for may have started long before.
        let did_run = match target.is_wait() {
            true => DidRun::Unknown,
            false => DidRun::No,
        };
        Some(Box::new(CallWatch {
            observers: of_call,
            id: observers.next_call(),
            clock: Arc::clone(clock),
            #[cfg(feature = "tracing")]
            span: span::of_call(&target),
            target,
            started: clock.now(),
            attempts: Mutex::new(AttemptsMade {
                count: 0,
                dropped: None,
                did_run,
            }),
            is_finished: false,
        }))
    }

    /// Reports that an attempt is about to be made, with this progress.
    pub(crate) fn attempt<'a>(
        &'a self,
        delay: Duration,
        progress: &'a SendProgress,
    ) -> AttemptWatch<'a> {
        let number = {
            let mut made = self.made();
            made.count += 1;
            made.count
        };
        let start = AttemptStart {
            target: Arc::clone(&self.target),
            call_id: self.id,
            number,
            delay,
        };
        self.observers.tell(Event::AttemptStarted(start.clone()));
        AttemptWatch {
            call: self,
            #[cfg(feature = "tracing")]
            span: span::of_attempt(&self.span, &start),
            start,
            started: self.clock.now(),
            progress,
            is_finished: false,
        }
    }

    /// Returns this part of the call, within the span of the call.
    #[cfg(feature = "step-functions")]
    pub(crate) fn within<F: Future>(&self, part: F) -> impl Future<Output = F::Output> + use<F> {
        #[cfg(feature = "tracing")]
        let part = part.instrument(self.span.clone());
        part
    }

    /// Runs this within the span of the call.
    #[cfg(all(feature = "step-functions", feature = "opentelemetry"))]
    pub(crate) fn in_scope<T>(&self, run: impl FnOnce() -> T) -> T {
        self.span.in_scope(run)
    }

    fn made(&self) -> MutexGuard<'_, AttemptsMade> {
        // Nothing panics while it holds the lock.
        self.attempts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn duration(&self) -> Duration {
        self.clock.now().saturating_duration_since(self.started)
    }

    /// Reports the end of the call.
    pub(crate) fn finish(mut self, outcome: &CallOutcome<'_>) {
        self.is_finished = true;
        let end = CallEnd::new(&self.target, self.id, self.duration(), outcome);
        #[cfg(feature = "tracing")]
        span::call_finished(&self.span, &end, self.made().count);
        self.observers.tell(Event::CallFinished(Box::new(end)));
    }

    /// Reports that the call was dropped before it ended. Its attempt has been dropped before.
    fn dropped(&self) {
        let made = *self.made();
        let drop = CallDrop {
            target: Arc::clone(&self.target),
            call_id: self.id,
            duration: self.duration(),
            attempts: made.count,
            open_attempt: made.dropped,
            did_run: made.did_run,
        };
        self.observers.tell(Event::CallDropped(drop.clone()));
        #[cfg(feature = "tracing")]
        span::call_dropped(&self.span, &drop);
    }
}

impl Drop for CallWatch {
    fn drop(&mut self) {
        if !self.is_finished {
            // A panic of a clock or a subscriber, while another one unwinds, would end the process.
            let _ = catch_unwind(AssertUnwindSafe(|| self.dropped()));
        }
    }
}

/// An attempt under observation.
pub(crate) struct AttemptWatch<'a> {
    call: &'a CallWatch,
    start: AttemptStart,
    started: Instant,
    progress: &'a SendProgress,
    is_finished: bool,
    #[cfg(feature = "tracing")]
    span: Span,
}

impl AttemptWatch<'_> {
    /// Returns the attempt with its span: entered whenever it is polled, left whenever it waits. So is the span of the call, which is the
    /// innermost one for a layer that does not see attempts.
    pub(crate) fn traced<F: Future>(&self, attempt: F) -> impl Future<Output = F::Output> + use<F> {
        #[cfg(feature = "tracing")]
        let attempt = attempt
            .instrument(self.span.clone())
            .instrument(self.call.span.clone());
        attempt
    }

    /// Reports the end of the attempt.
    pub(crate) fn finish(mut self, outcome: AttemptOutcome) {
        self.is_finished = true;
        // A poll changes nothing, but an execution that it finds has started.
        self.prove(match outcome.error_kind {
            None if self.start.target.is_wait() => DidRun::Yes,
            _ => outcome.record.did_run(),
        });
        let now = self.call.clock.now();
        let end = AttemptEnd {
            start: self.start.clone(),
            duration: now.saturating_duration_since(self.started),
            record: with_short_code(&outcome.record),
            error_kind: outcome.error_kind,
            is_declared: outcome.is_declared,
        };
        #[cfg(feature = "tracing")]
        span::attempt_finished(&self.span, &end);
        let observers = &self.call.observers;
        observers.tell(Event::AttemptFinished(Box::new(end)));
    }

    /// Notes what the attempt has shown about the function.
    fn prove(&self, did_run: DidRun) {
        let mut made = self.call.made();
        made.did_run = made.did_run.max(did_run);
    }

    /// Notes that the attempt was dropped before it ended, for the call, which is dropped next.
    fn dropped(&self) {
        // The request has been dropped: the stage that it reached is final.
        let class = Class::new(self.progress.evidence().did_run(), Retryability::Permanent);
        let did_run = self.call.target.operation.adjust(class).did_run;
        self.prove(did_run);
        self.call.made().dropped = Some(self.start.number);
        #[cfg(feature = "tracing")]
        span::attempt_dropped(&self.span, did_run);
    }
}

impl Drop for AttemptWatch<'_> {
    fn drop(&mut self) {
        if !self.is_finished {
            // See the drop of a call.
            let _ = catch_unwind(AssertUnwindSafe(|| self.dropped()));
        }
    }
}
