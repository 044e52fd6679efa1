//! What a name that is in use belongs to.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::certainty::{Attempt, DidRun, ExecutionOperation, Operation};
use crate::error::{Error, ErrorKind};
use crate::future::race;
use crate::step_functions::execution::describe_in_turn;
use crate::step_functions::machines::Shared;
use crate::step_functions::request::{Options, Reply};
use crate::step_functions::same_json::same_json;
use crate::step_functions::start::is_older;
use crate::step_functions::{ExecutionStatus, StartOutcome, wire};

/// The delays between the descriptions of an execution that is not found although it exists: descriptions are eventually consistent.
const DELAYS: [Duration; 7] = [
    Duration::from_millis(100),
    Duration::from_millis(200),
    Duration::from_millis(400),
    Duration::from_millis(800),
    Duration::from_millis(1_600),
    Duration::from_millis(3_200),
    Duration::from_millis(3_200),
];

/// A start whose name was in use.
pub(super) struct Taken<'a> {
    pub(super) shared: &'a Shared,
    /// The execution of that name.
    pub(super) arn: Arc<str>,
    pub(super) machine: &'a str,
    pub(super) input: &'a str,
    pub(super) began: Instant,
    /// What the start ended with.
    pub(super) error: Error,
}

impl Taken<'_> {
    /// Describes the execution and compares its input with that of the start.
    pub(super) async fn resolve(
        self,
        options: Options,
    ) -> Result<(Arc<str>, StartOutcome, Vec<Attempt>), Error> {
        let described = match self.describe(options).await {
            Ok(described) => described,
            Err(reason) => {
                let message = format!(
                    "its execution could not be described ({})",
                    headline(&reason)
                );
                return Err(self.unresolved(&message, Some(reason)));
            }
        };
        let Some(input) = &described.value.input else {
            return Err(self.unresolved("the input of its execution is not shown", None));
        };
        match same_json(input, self.input) {
            Some(true) => {}
            Some(false) => return Err(self.taken()),
            None => return Err(self.unresolved("the two inputs cannot be compared", None)),
        }
        let has_ended = ExecutionStatus::parse(&described.value.status).has_ended();
        let outcome = match (self.is_own(&described), has_ended) {
            (true, _) => StartOutcome::New,
            (false, false) => StartOutcome::AlreadyRunning,
            (false, true) => StartOutcome::AlreadyFinished,
        };
        Ok((self.arn, outcome, self.error.attempts().to_vec()))
    }

    async fn describe(&self, options: Options) -> Result<Reply<wire::Described>, Error> {
        let mut delays = DELAYS.into_iter();
        loop {
            let error = match describe_in_turn(self.shared, &self.arn, options, None).await {
                Ok(described) => return Ok(described),
                Err(error) => error,
            };
            let Some(delay) = delays.next().filter(|_| error.is_not_found()) else {
                return Err(error);
            };
            let clock = &self.shared.clock;
            let Ok(timer) = clock.try_sleep(delay) else {
                return Err(error);
            };
            match options.deadline {
                None => timer.await,
                Some(deadline) => {
                    let left = deadline.saturating_duration_since(clock.now());
                    let Ok(end) = clock.try_sleep(left) else {
                        return Err(error);
                    };
                    if race(timer, end).await.is_err() {
                        return Err(error);
                    }
                }
            }
        }
    }

    /// Returns whether this start has started the execution, by an attempt whose response was lost.
    fn is_own(&self, described: &Reply<wire::Described>) -> bool {
        let was_lost = |attempt: &Attempt| attempt.did_run() != DidRun::No;
        if !self.error.attempts().iter().any(was_lost) {
            return false;
        }
        let elapsed = self.shared.clock.now() - self.began;
        !is_older(&described.value.start_date, described.date, elapsed)
    }

    /// Returns the error of a name that belongs to an execution with another input. No attempt can have started anything: the name was in
    /// use all the time.
    fn taken(self) -> Error {
        Error::builder(ErrorKind::NameTaken)
            .operation(Operation::Execution(ExecutionOperation::Start))
            .function(self.machine)
            .code("ExecutionAlreadyExists")
            .message(format!("`{}`", self.arn))
            .settled(DidRun::No)
            .attempts(self.error.attempts().iter().cloned())
            .build()
    }

    /// Returns the error of a name that is in use by an unknown execution. It may be the one that was to start: none of the attempts says that
    /// it is not.
    fn unresolved(self, reason: &str, source: Option<Error>) -> Error {
        let error = Error::builder(ErrorKind::Service)
            .operation(Operation::Execution(ExecutionOperation::Start))
            .function(self.machine)
            .code("ExecutionAlreadyExists")
            .did_run(DidRun::Unknown)
            .message(format!(
                "the name is in use, and it is unknown whether its execution has the same input: {reason}"
            ))
            .attempts(self.error.attempts().iter().cloned());
        let error = match self.error.status() {
            Some(status) => error.status(status),
            None => error,
        };
        match source {
            Some(source) => error.source(source).build(),
            None => error.build(),
        }
    }
}

/// Returns what failed in a few words; the whole error is the source.
fn headline(error: &Error) -> String {
    match error.code() {
        Some(code) => code.to_owned(),
        None => error.kind().to_string(),
    }
}
