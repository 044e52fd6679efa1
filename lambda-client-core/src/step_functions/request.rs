//! One request with its retries.

use std::time::{Instant, SystemTime};

use bytes::Bytes;

use crate::certainty::{Attempt, ExecutionOperation, Operation};
use crate::clock::Clock;
use crate::error::Error;
use crate::future::BoxFuture;
use crate::log::CallSite;
use crate::observe::{CallOutcome, CallWatch};
use crate::retry::{AttemptFailure, Attempts, Budget, Request as RetriedRequest, drive};
use crate::server::Context;
use crate::settings::Settings;
use crate::step_functions::arn::machine_of;
use crate::step_functions::machines::{Shared, succeeded};
use crate::step_functions::{StatesOperation, StatesRequest};
use crate::transport::{SendProgress, TransportError};

/// A request before it is sent.
pub(super) struct Request<'a, T> {
    pub(super) operation: ExecutionOperation,
    pub(super) parameters: StatesOperation<'a>,
    /// The machine or execution that errors name.
    pub(super) subject: Option<&'a str>,
    /// The machine whose retry budget is used; all other requests share one.
    pub(super) machine: Option<&'a str>,
    pub(super) read: fn(&Bytes) -> Result<T, TransportError>,
}

/// The options of a request: settings that override those of the [`Machines`](super::Machines), and when it must end.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Options {
    pub(super) settings: Settings,
    pub(super) deadline: Option<Instant>,
}

/// A response, with what is known about its request.
#[derive(Debug)]
pub(super) struct Reply<T> {
    pub(super) value: T,
    pub(super) date: Option<SystemTime>,
    /// For a start: whether the execution ran before, if whoever responded says so.
    pub(super) was_running: Option<bool>,
    pub(super) attempts: Vec<Attempt>,
}

impl<T> Request<'_, T> {
    /// Makes the attempts, under observation.
    ///
    /// # Errors
    ///
    /// Returns the error of the last attempt, or an error if the settings contradict each other.
    pub(super) async fn send(self, shared: &Shared, options: Options) -> Result<Reply<T>, Error> {
        let (operation, execution) = (self.operation, self.parameters.execution());
        let machine = execution.and_then(machine_of);
        let watch = shared.watch(operation, machine.as_deref(), execution);
        let result = self.send_watched(shared, options, watch.as_deref()).await;
        if let Some(watch) = watch {
            watch.finish(&match &result {
                Ok(reply) => succeeded(&reply.attempts),
                // The error is not one of a function.
                Err(error) => CallOutcome::Failure {
                    error,
                    is_declared: false,
                },
            });
        }
        result
    }

    /// Makes the attempts, as part of what is observed here.
    ///
    /// # Errors
    ///
    /// Returns the error of the last attempt, or an error if the settings contradict each other.
    pub(super) async fn send_watched(
        self,
        shared: &Shared,
        options: Options,
        watch: Option<&CallWatch>,
    ) -> Result<Reply<T>, Error> {
        let mut settings = options.settings.over(shared.settings);
        settings.check()?;
        // A server that never responds must not hold up a program for ever.
        settings
            .attempt_timeout
            .get_or_insert(self.operation.attempt_timeout());
        let of_machine = self.machine.map(|machine| shared.budgets.get(machine));
        let budget: &Budget = match &of_machine {
            Some(machine) => &machine.budget,
            None => shared.budgets.reading(),
        };
        let context = Context::current();
        let attempts = Attempts::new(
            &*shared.clock,
            &*shared.jitter,
            budget,
            &settings,
            options.deadline,
            context.as_ref(),
        );
        let sending = Sending {
            request: &self,
            shared,
            watch,
        };
        let (response, attempts) = drive(&sending, attempts).await?;
        Ok(Reply {
            value: response.value,
            date: response.date,
            was_running: response.was_running,
            attempts,
        })
    }
}

impl Options {
    /// Allows the request to be sent twice.
    pub(super) fn idempotent(mut self) -> Options {
        self.settings.idempotent = Some(true);
        self
    }

    /// Turns the timeout into a deadline that starts now, for several requests.
    pub(super) fn with_fixed_deadline(self, settings: &Settings, clock: &dyn Clock) -> Options {
        let timeout = self.settings.timeout.or(settings.timeout);
        let end = timeout.and_then(|timeout| clock.now().checked_add(timeout));
        let ends = [self.deadline, end];
        Options {
            deadline: ends.into_iter().flatten().min(),
            ..self
        }
    }
}

/// Removes the message of a refusal that may quote what was sent, or has the task token in it. The body of the response keeps it.
fn without_quotes(error: TransportError, token: Option<&str>) -> TransportError {
    let quotes_token = match (error.message(), token) {
        (Some(message), Some(token)) => message.contains(token),
        _ => false,
    };
    match error.code() {
        Some(
            "InvalidExecutionInput" | "InvalidOutput" | "InvalidToken" | "ValidationException",
        ) => error.with_message(""),
        _ if quotes_token => error.with_message(""),
        _ => error,
    }
}

struct Sending<'a, T> {
    request: &'a Request<'a, T>,
    shared: &'a Shared,
    watch: Option<&'a CallWatch>,
}

/// The response to an attempt that succeeded.
struct Received<T> {
    value: T,
    date: Option<SystemTime>,
    was_running: Option<bool>,
    request_id: Option<String>,
}

impl<T> RetriedRequest for Sending<'_, T> {
    type Response = Received<T>;

    fn operation(&self) -> Operation {
        Operation::Execution(self.request.operation)
    }

    fn function(&self) -> Option<&str> {
        self.request.subject
    }

    fn site(&self) -> Option<CallSite> {
        None
    }

    fn watch(&self) -> Option<&CallWatch> {
        self.watch
    }

    fn is_declared(&self, _: &AttemptFailure) -> bool {
        false
    }

    fn send<'a>(
        &'a self,
        progress: &'a SendProgress,
    ) -> BoxFuture<'a, Result<Received<T>, TransportError>> {
        let parameters = self.request.parameters.clone();
        let sent = StatesRequest::of_attempt(parameters, progress);
        let response = self.shared.transport.send(sent);
        let read = self.request.read;
        Box::pin(async move {
            let token = self.request.parameters.task_token();
            let response = response.await;
            let response = response.map_err(|error| without_quotes(error, token))?;
            let request_id = response.request_id().map(str::to_owned);
            let value = read(response.body()).map_err(|error| match &request_id {
                Some(id) => error.with_request_id(id),
                None => error,
            })?;
            Ok(Received {
                value,
                date: response.date(),
                was_running: response.was_running(),
                request_id,
            })
        })
    }

    fn check(&self, response: Received<T>) -> Result<(Received<T>, Attempt), AttemptFailure> {
        let request_id = response.request_id.clone();
        let attempt = Attempt::succeeded(RetriedRequest::operation(self), request_id, Some(200));
        Ok((response, attempt))
    }
}
