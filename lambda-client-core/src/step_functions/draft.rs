//! A request to start an execution, before it is sent.

use std::sync::Arc;
use std::time::Instant;

use crate::error::Error;
use crate::server::downstream_errors::{DownstreamErrors, of_current_handler};
use crate::settings::Settings;
use crate::step_functions::ExecutionName;
use crate::step_functions::arn::MachineArn;
use crate::step_functions::machines::Shared;
use crate::step_functions::request::Options;

/// What a request to start an execution is made of, of whichever type of machine. Mistakes are kept until it is sent.
pub(super) struct Draft {
    pub(super) shared: Arc<Shared>,
    pub(super) machine: Result<MachineArn, Error>,
    /// The JSON of the input.
    pub(super) input: Result<String, Error>,
    pub(super) name: Option<Result<ExecutionName, Error>>,
    pub(super) trace_header: Option<String>,
    pub(super) deadline: Option<Instant>,
    /// The settings of this request.
    pub(super) own: Settings,
    /// The settings of the generated client and its declaration, which come below.
    client: Settings,
    /// The errors of the handler that makes the request, which may await it in a task.
    pub(super) maker: Option<Arc<DownstreamErrors>>,
}

impl Draft {
    pub(super) fn new(
        shared: Arc<Shared>,
        machine: Result<MachineArn, Error>,
        input: Result<String, Error>,
        client: Settings,
    ) -> Draft {
        Draft {
            shared,
            machine,
            input,
            name: None,
            trace_header: None,
            deadline: None,
            own: Settings::default(),
            client,
            maker: of_current_handler(),
        }
    }

    /// Returns the options of the request: its own settings, and those of the client for what it leaves unset.
    pub(super) fn options(&self) -> Options {
        Options {
            settings: self.own.over(self.client),
            deadline: self.deadline,
        }
    }
}

/// The setters that every request to start an execution has. Each of them changes the [`Draft`] by the method `with`.
macro_rules! draft_setters {
    () => {
        /// Sets the name of the execution by any key: see [`ExecutionName::from_key`](crate::step_functions::ExecutionName::from_key).
        pub fn key(self, key: impl AsRef<str>) -> Self {
            let name = crate::step_functions::ExecutionName::from_key(key.as_ref());
            self.with(|draft| draft.name = Some(Ok(name)))
        }

        /// Sets the trace that the execution belongs to, as AWS X-Ray writes it. By default, it is that of the current span (feature
        /// `opentelemetry`), or else that of the invocation that makes the request.
        pub fn trace_header(self, trace_header: impl Into<String>) -> Self {
            let trace_header = trace_header.into();
            self.with(|draft| draft.trace_header = Some(trace_header))
        }

        /// Sets the timeout of each attempt of a request: see
        /// [`MachinesBuilder::attempt_timeout`](crate::step_functions::MachinesBuilder::attempt_timeout).
        pub fn attempt_timeout(self, timeout: std::time::Duration) -> Self {
            self.with(|draft| draft.own.attempt_timeout = Some(timeout))
        }

        /// Sets the moment by which it ends. If there is a [`timeout`](Self::timeout) as well, the earlier of the two counts.
        pub fn deadline(self, deadline: std::time::Instant) -> Self {
            self.with(|draft| draft.deadline = Some(deadline))
        }

        /// Sets how requests are retried; what `retry` leaves unset stays as declared, or else as the
        /// [`Machines`](crate::step_functions::Machines) has it.
        pub fn retry(self, retry: crate::settings::RetryConfig) -> Self {
            self.with(|draft| draft.own.retry = retry.or(draft.own.retry))
        }
    };
}

pub(super) use draft_setters;
