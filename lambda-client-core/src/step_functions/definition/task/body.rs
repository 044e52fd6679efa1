//! What a task prints.

use std::time::Duration;

use crate::declaration::{MethodEntry, Mode};
use crate::error::ErrorType;
use crate::settings::{RetryConfig, Settings};
use crate::step_functions::definition::QueryLanguage;
use crate::step_functions::definition::json::{Json, object};
use crate::step_functions::definition::scope::Scope;
use crate::step_functions::definition::seconds::{too_long, whole_seconds};
use crate::step_functions::definition::state::Body;
use crate::step_functions::definition::task::context::client_context;
use crate::step_functions::definition::task::payload::TaskPayload;
use crate::step_functions::definition::task::retry::retriers;
use crate::step_functions::definition::task::target::{Overrides, target};
use crate::step_functions::definition::task::waiting::Waiting;

/// How much longer a task may take than an attempt, so that its own limit does not hide that of the function.
const MARGIN: Duration = Duration::from_secs(5);

/// The longest that a function runs (AWS Lambda Developer Guide, "Lambda quotas").
const LONGEST_RUN: Duration = Duration::from_secs(900);

/// How long a task that only queues an event takes at most.
const LONGEST_QUEUEING: Duration = Duration::from_secs(60);

/// A call of a function.
#[derive(Debug)]
pub(super) struct Task {
    /// `None` if the declaration does not have the method.
    pub(super) method: Option<&'static MethodEntry>,
    pub(super) payload: TaskPayload,
    pub(super) error_types: &'static [ErrorType],
    pub(super) function: Overrides,
    /// The expression of each argument, if the input is another one than the method's.
    pub(super) input: Option<Vec<String>>,
    pub(super) timeout: Option<Duration>,
    pub(super) heartbeat: Option<Duration>,
    pub(super) waiting: Option<Waiting>,
    pub(super) retry: RetryConfig,
    pub(super) idempotent: Option<bool>,
    pub(super) context: bool,
    pub(super) mistakes: Vec<String>,
}

impl Body for Task {
    fn is_queued(&self) -> bool {
        let is_event = self.method.is_some_and(|method| method.mode == Mode::Event);
        is_event && self.waiting.is_none()
    }

    fn print(&self, state: &str, scope: &mut Scope<'_>) -> Vec<(&'static str, Json)> {
        for mistake in &self.mistakes {
            scope.mistake(state, mistake);
        }
        let Some(method) = self.method else {
            scope.mistake(state, "the trait does not have this method");
            return Vec::new();
        };
        let settings = self.settings(method);
        for mistake in settings.mistakes() {
            scope.mistake(state, mistake);
        }
        if method.mode == Mode::DryRun {
            scope.mistake(
                state,
                "the method has `mode = \"dry_run\"`, which runs nothing; make a task of a method that does",
            );
        }
        for mistake in self.waiting_mistakes(scope) {
            scope.mistake(state, mistake);
        }
        let timeout = self.timeout(method);
        if let Some(mistake) = too_long(timeout) {
            scope.mistake(state, mistake);
        }
        let resource = match self.waiting {
            None => scope.integration("lambda:invoke"),
            Some(_) => scope.integration("lambda:invoke.waitForTaskToken"),
        };
        let mut fields = vec![("Type", "Task".into()), ("Resource", resource.into())];
        fields.extend(self.call(method, state, scope));
        fields.push(("TimeoutSeconds", timeout.into()));
        let heartbeat = self.heartbeat.map(whole_seconds);
        fields.extend(heartbeat.map(|heartbeat| ("HeartbeatSeconds", heartbeat.into())));
        let idempotent = settings.idempotent == Some(true);
        let retriers = retriers(
            settings.retry,
            idempotent,
            self.error_types,
            heartbeat.is_some(),
        );
        fields.extend(retriers.map(|retriers| ("Retry", retriers)));
        fields
    }
}

impl Task {
    /// Returns the declared settings under those of the task.
    fn settings(&self, method: &MethodEntry) -> Settings {
        let own = Settings {
            idempotent: self.idempotent,
            retry: self.retry,
            ..Settings::default()
        };
        own.over(method.settings)
    }

    /// Returns the timeout in seconds.
    fn timeout(&self, method: &MethodEntry) -> u64 {
        let Settings {
            timeout,
            attempt_timeout,
            ..
        } = method.settings;
        let longest = match method.mode {
            Mode::Event => LONGEST_QUEUEING,
            Mode::RequestResponse | Mode::DryRun => LONGEST_RUN.saturating_add(MARGIN),
        };
        let attempt = attempt_timeout.or(timeout);
        let derived = attempt.map_or(longest, |attempt| attempt.saturating_add(MARGIN));
        whole_seconds(self.timeout.unwrap_or(derived))
    }

    /// Returns the arguments of the call, and what is taken of its result.
    fn call(
        &self,
        method: &'static MethodEntry,
        state: &str,
        scope: &mut Scope<'_>,
    ) -> Vec<(&'static str, Json)> {
        let language = scope.language();
        let mut arguments = Vec::new();
        if let Some(target) = target(method, &self.function, state, scope) {
            scope.allow("lambda:InvokeFunction", target.resource);
            arguments.push(("FunctionName", target.name.into()));
        }
        let route = method.route;
        let token = match self.waiting {
            Some(Waiting::ForLastOf(arguments)) => Some(arguments),
            Some(Waiting::ForNested) | None => None,
        };
        match self
            .payload
            .print(route, self.input.as_deref(), token, language)
        {
            Ok(payload) => arguments.push(payload),
            Err(mistake) => scope.mistake(state, mistake),
        }
        let is_event = method.mode == Mode::Event;
        // Lambda passes a client context to synchronous invocations only.
        if is_event {
            arguments.push(("InvocationType", "Event".into()));
        } else if self.context && scope.settings().context {
            arguments.push(client_context(language));
        }
        let arguments = arguments
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value));
        let arguments = Json::Object(arguments.collect());
        if self.waiting.is_some() {
            // The output of whoever ends the task is the result itself, and not a part of a response of Lambda.
            let key = match language {
                QueryLanguage::Jsonata => "Arguments",
                QueryLanguage::JsonPath => "Parameters",
            };
            return vec![(key, arguments)];
        }
        match (language, is_event) {
            (QueryLanguage::Jsonata, false) => vec![
                ("Arguments", arguments),
                ("Output", "{% $states.result.Payload %}".into()),
            ],
            // A queued event has no result: `()`, whose JSON is `null`.
            (QueryLanguage::Jsonata, true) => {
                vec![("Arguments", arguments), ("Output", "{% null %}".into())]
            }
            (QueryLanguage::JsonPath, false) => vec![
                ("Parameters", arguments),
                ("OutputPath", "$.Payload".into()),
            ],
            (QueryLanguage::JsonPath, true) => vec![
                ("Parameters", arguments),
                ("ResultSelector", object([("Payload", Json::Null)])),
                ("OutputPath", "$.Payload".into()),
            ],
        }
    }
}
