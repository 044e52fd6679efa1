//! Waits for the end of an execution.

use std::fmt;
use std::future::IntoFuture;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::call::Received;
use crate::certainty::{Attempt, DidRun, ExecutionOperation, Operation};
use crate::clock::Clock;
use crate::error::{CallError, Error, ErrorKind, FunctionError};
use crate::future::{BoxFuture, race};
use crate::observe::CallWatch;
use crate::retry::{Deadline, Limit};
use crate::server::Context;
use crate::server::downstream_errors::{DownstreamErrors, of_current_handler};
use crate::settings::{RetryConfig, Settings};
use crate::step_functions::arn::machine_of;
use crate::step_functions::execution::end::End;
use crate::step_functions::execution::{Execution, ExecutionStatus, Knowledge, description};
use crate::step_functions::machines::{Watched, conclude};
use crate::step_functions::request::{Options, Reply};
use crate::step_functions::wire;
use crate::transport::Evidence;

/// The bounds of the delay between two polls. It grows by half with each poll.
const FIRST_DELAY: Duration = Duration::from_secs(1);
const LONGEST_DELAY: Duration = Duration::from_secs(30);

/// How long polls may fail, one after the other, for a reason that may pass. A throttled account, or a service that is down, should not end
/// the wait for an execution that goes on for hours.
const PATIENCE: Duration = Duration::from_secs(300);

/// How long an execution that has just started may not be found, and one that was redriven may be described as before.
const UNSEEN: Duration = Duration::from_secs(30);

/// The result of an execution. Awaiting it waits for the end of the execution and returns its output.
///
/// The execution is described again and again, after delays that grow from 1 s to 30 s, of which each is drawn between a half and the whole. All
/// executions of one account and Region together are described at most
/// [`polls_per_second`](super::super::MachinesBuilder::polls_per_second) times a second. Descriptions that fail for
/// less than 5 minutes, because they are throttled or because the connection breaks, do not end the wait.
///
/// An execution that failed returns what its error says: the `Cause` of a function error is the function's error document, and becomes the
/// typed error just as the error of a call does. Other ends have their own kind: [`ExecutionTimedOut`](ErrorKind::ExecutionTimedOut),
/// [`ExecutionAborted`](ErrorKind::ExecutionAborted) and, for the errors of Step Functions itself
/// (`States.*` and `Lambda.*`), [`ExecutionFailed`](ErrorKind::ExecutionFailed). A cause that is not an error document is text, which may quote
/// a payload: `Display` and `Debug` omit it, and [`Failure::message`](crate::failure::Failure::message) and [`Error::raw`] return it.
///
/// Dropping the future ends the waiting, never the execution.
#[must_use = "nothing is requested until the result is awaited"]
pub struct ExecutionResult<T, E> {
    execution: Execution<T, E>,
    timeout: Option<Duration>,
    /// When the timeout began, if it was before the waiting.
    since: Option<Instant>,
    deadline: Option<Instant>,
    /// The timeout of each poll, if the call of which the waiting is a part has one.
    attempt_timeout: Option<Duration>,
    /// The waiting is a part of a call that has generated the name: made again, it would start another execution.
    is_of_unnamed_call: bool,
    /// The errors of the handler that waits, which may await the result in a task.
    maker: Option<Arc<DownstreamErrors>>,
}

impl<T, E> ExecutionResult<T, E> {
    pub(super) fn new(execution: Execution<T, E>) -> Self {
        ExecutionResult {
            execution,
            timeout: None,
            since: None,
            deadline: None,
            attempt_timeout: None,
            is_of_unnamed_call: false,
            maker: of_current_handler(),
        }
    }

    /// Sets how long to wait. If the execution has not ended by then, the error is of kind [`Timeout`](ErrorKind::Timeout), and the execution
    /// goes on. Default: as long as it takes, and within a handler until the end of its invocation.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Lets the timeout begin earlier than the waiting, such as with the start.
    pub(in crate::step_functions) fn since(mut self, began: Instant) -> Self {
        self.since = Some(began);
        self
    }

    /// Sets the timeout of each poll.
    pub(in crate::step_functions) fn attempt_timeout(mut self, timeout: Option<Duration>) -> Self {
        self.attempt_timeout = timeout;
        self
    }

    /// Says that the waiting is a part of a call without a name.
    pub(in crate::step_functions) fn of_unnamed_call(mut self) -> Self {
        self.is_of_unnamed_call = true;
        self
    }

    /// Sets the handler that waits: the one that made the call of which the waiting is a part.
    pub(in crate::step_functions) fn made_by(
        mut self,
        maker: Option<Arc<DownstreamErrors>>,
    ) -> Self {
        self.maker = maker;
        self
    }

    /// Returns when the waiting ends.
    fn limit(&self, clock: &dyn Clock) -> Option<Deadline> {
        let context = Context::current();
        let now = clock.now();
        let passed = self.since.map(|began| now.saturating_duration_since(began));
        let left = self
            .timeout
            .map(|timeout| timeout.saturating_sub(passed.unwrap_or_default()));
        let mut end = Deadline::earliest(clock, left, self.deadline, context.as_ref())?;
        if let (Limit::Call(_), Some(timeout)) = (end.limit, self.timeout) {
            end.limit = Limit::Call(timeout);
        }
        Some(end)
    }

    /// Sets the moment until which to wait. If there is a [`timeout`](ExecutionResult::timeout) as well, the earlier of the two counts.
    pub fn deadline(mut self, deadline: Instant) -> Self {
        self.deadline = Some(deadline);
        self
    }

    /// Waits until the execution has ended.
    async fn end(&self, watch: Option<&CallWatch>) -> Result<Reply<wire::Described>, Error> {
        let execution = &self.execution;
        let arn = execution.checked()?;
        let shared = &*execution.shared;
        let clock = &*shared.clock;
        let end = self.limit(clock);
        // A call may take longer than any other request, and then so may its attempts.
        let longest = shared.settings.timeout.unwrap_or(Duration::MAX);
        let options = Options {
            deadline: end.map(|end| end.at),
            // The next poll is the retry: retries of each would exceed the rate that all share, just when AWS throttles.
            settings: Settings {
                retry: RetryConfig::never(),
                attempt_timeout: self.attempt_timeout.map(|own| own.min(longest)),
                ..Settings::default()
            },
        };
        let began = clock.now();
        let mut polls = Polls::default();
        // An execution that has just started has not ended, as a rule.
        let is_new = execution.knowledge == Knowledge::Started;
        let mut delay = match is_new {
            true => polls.next_delay(shared.jitter.next()),
            false => Duration::ZERO,
        };
        loop {
            self.pause(delay, end, &polls).await?;
            let budget = shared.polls.of(arn, clock.now());
            let turn = budget.take(clock.now(), end.map(|end| end.at));
            self.pause(turn.wait, end, &polls).await?;
            turn.used();
            let poll = description(arn, None).send_watched(shared, options, watch);
            match poll.await {
                Ok(described) if ExecutionStatus::parse(&described.value.status).has_ended() => {
                    let is_recent = clock.now().saturating_duration_since(began) < UNSEEN;
                    if !(is_recent && self.ended_before_redrive(&described.value)) {
                        return Ok(described);
                    }
                    polls.is_seen = true;
                    polls.failing_since = None;
                }
                Ok(_) => {
                    polls.is_seen = true;
                    polls.failing_since = None;
                }
                Err(error) => {
                    let is_over = end.is_some_and(|end| clock.now() >= end.at);
                    let is_unseen = is_new
                        && error.is_not_found()
                        && clock.now().saturating_duration_since(began) < UNSEEN;
                    let now = clock.now();
                    let since = *polls.failing_since.get_or_insert(now);
                    let is_patient = now.saturating_duration_since(since) < PATIENCE;
                    match end {
                        Some(end) if is_over => return Err(self.timed_out(end.limit, &polls)),
                        _ if is_unseen => polls.failing_since = None,
                        _ if error.is_retryable() && is_patient => {}
                        _ => return Err(error.of_wait(self.did_run(&polls))),
                    }
                }
            }
            delay = polls.next_delay(shared.jitter.next());
        }
    }

    /// Returns whether this is the end from before a redrive: descriptions are eventually consistent.
    fn ended_before_redrive(&self, described: &wire::Described) -> bool {
        let redrive = *self.execution.last_redrive();
        let stop = described.stop_date.map(wire::Timestamp::time);
        redrive
            .zip(stop)
            .is_some_and(|(redrive, stop)| stop < redrive)
    }

    /// Waits, but not beyond the end.
    async fn pause(
        &self,
        delay: Duration,
        end: Option<Deadline>,
        polls: &Polls,
    ) -> Result<(), Error> {
        let clock = &*self.execution.shared.clock;
        if delay.is_zero() {
            return Ok(());
        }
        let Some(end) = end else {
            clock.try_sleep(delay)?.await;
            return Ok(());
        };
        let left = end.at.saturating_duration_since(clock.now());
        let (timer, over) = (clock.try_sleep(delay)?, clock.try_sleep(left)?);
        match race(timer, over).await {
            Ok(()) => Ok(()),
            Err(()) => Err(self.timed_out(end.limit, polls)),
        }
    }

    fn timed_out(&self, limit: Limit, polls: &Polls) -> Error {
        let ended = limit.error(Evidence::Responded);
        let did_run = self.did_run(polls);
        let state = match did_run {
            DidRun::Yes => "the execution goes on",
            _ => "the execution may go on",
        };
        Error::builder(ErrorKind::of_transport(&ended))
            .operation(Operation::Execution(ExecutionOperation::Await))
            .function(self.execution.arn())
            .message(format!("{}; {state}", ended.message().unwrap_or_default()))
            .did_run(did_run)
            .build()
    }

    /// Returns whether the execution started. Even one that is not found may have, since descriptions are eventually consistent.
    fn did_run(&self, polls: &Polls) -> DidRun {
        match polls.is_seen || self.execution.knowledge != Knowledge::Nothing {
            true => DidRun::Yes,
            false => DidRun::Unknown,
        }
    }
}

impl<T: Received, E> ExecutionResult<T, E> {
    async fn read(self) -> Watched<(T, [Attempt; 1])> {
        let execution = self.execution.checked().ok();
        let machine = execution.and_then(machine_of);
        let shared = &self.execution.shared;
        let watch = execution.and_then(|execution| {
            shared.watch(
                ExecutionOperation::Await,
                machine.as_deref(),
                Some(execution),
            )
        });
        let result = self.read_watched(watch.as_deref()).await;
        let result = match self.is_of_unnamed_call {
            // The error names the execution.
            true => result.map_err(|error| error.of_generated_name(None)),
            false => result,
        };
        Watched {
            watch,
            maker: self.maker,
            result,
        }
    }

    /// Returns the output, and what the last poll has shown about the execution.
    async fn read_watched(&self, watch: Option<&CallWatch>) -> Result<(T, [Attempt; 1]), Error> {
        let described = self.end(watch).await?;
        let value = described.value;
        let end = End {
            operation: ExecutionOperation::Await,
            subject: Some(self.execution.arn()),
            status: value.status,
            output: value.output,
            error: value.error,
            cause: value.cause,
        };
        let output = end.decode::<T>(&described.attempts)?;
        let last = described.attempts.last();
        let request_id = last.and_then(Attempt::request_id).map(str::to_owned);
        let operation = Operation::Execution(ExecutionOperation::Await);
        Ok((
            output,
            [Attempt::succeeded(operation, request_id, Some(200))],
        ))
    }
}

impl<T: Received, E: FunctionError> ExecutionResult<T, E> {
    /// Waits for the end of the execution. The error has the typed error and everything known about the execution.
    ///
    /// # Errors
    ///
    /// Returns an error if the execution failed, or if its end is unknown. [`did_run`](CallError::did_run) is never
    /// [`No`](DidRun::No) because a description failed: the execution may have started all the same.
    pub async fn send(self) -> Result<T, CallError<E>> {
        conclude(self.read().await, |(_, attempts)| attempts)
            .map(|(output, _)| output)
            .map_err(|(typed, error)| CallError::new(typed, error))
    }
}

impl<T: Received, E: FunctionError> IntoFuture for ExecutionResult<T, E> {
    type Output = Result<T, E>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            conclude(self.read().await, |(_, attempts)| attempts)
                .map(|(output, _)| output)
                .map_err(|(typed, _)| typed)
        })
    }
}

impl<T, E> fmt::Debug for ExecutionResult<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExecutionResult")
            .field("execution", &self.execution)
            .field("timeout", &self.timeout)
            .field("deadline", &self.deadline)
            .finish()
    }
}

/// The polls so far.
#[derive(Debug)]
struct Polls {
    /// The longest delay before the next poll.
    longest: Duration,
    /// A poll has found the execution.
    is_seen: bool,
    /// When the first of the last polls, all of which have failed, has failed.
    failing_since: Option<Instant>,
}

impl Default for Polls {
    fn default() -> Self {
        Polls {
            longest: FIRST_DELAY,
            is_seen: false,
            failing_since: None,
        }
    }
}

impl Polls {
    /// Returns the delay before the next poll, for a random number from 0 to 1.
    fn next_delay(&mut self, random: f64) -> Duration {
        let longest = self.longest;
        self.longest = (longest + longest / 2).min(LONGEST_DELAY);
        longest / 2 + (longest / 2).mul_f64(random.clamp(0.0, 1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_grow_from_one_second_to_thirty() {
        let mut polls = Polls::default();
        let longest: Vec<_> = (0..12).map(|_| polls.next_delay(1.0).as_millis()).collect();
        assert_eq!(longest[..3], [1_000, 1_500, 2_250]);
        assert_eq!(longest[10..], [30_000, 30_000]);
        let mut polls = Polls::default();
        assert_eq!(polls.next_delay(0.0), FIRST_DELAY / 2);
    }
}
