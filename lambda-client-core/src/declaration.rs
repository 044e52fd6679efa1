//! What a trait declares about its functions, as static data.

use std::time::Duration;

use crate::certainty::Operation;
use crate::settings::RetryConfig;
use crate::settings::Settings;

/// The functions that a trait declares. Written by `#[lambda_fn]`.
#[derive(Debug)]
pub struct Declaration {
    pub(crate) name: &'static str,
    pub(crate) methods: &'static [Method],
}

impl Declaration {
    /// The methods of the trait called `name`.
    pub const fn new(name: &'static str, methods: &'static [Method]) -> Self {
        Declaration { name, methods }
    }
}

/// The invocation type that a method declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// [`InvocationType::RequestResponse`](crate::transport::InvocationType::RequestResponse)
    RequestResponse,
    /// [`InvocationType::Event`](crate::transport::InvocationType::Event)
    Event,
    /// [`InvocationType::DryRun`](crate::transport::InvocationType::DryRun)
    DryRun,
}

impl Mode {
    pub(crate) const fn operation(self) -> Operation {
        match self {
            Mode::RequestResponse => Operation::Invoke,
            Mode::Event => Operation::Queue,
            Mode::DryRun => Operation::DryRun,
        }
    }
}

/// The tag by which several methods share one function.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(
    not(feature = "local"),
    expect(
        dead_code,
        reason = "the client writes the tag from constants; who dispatches reads it"
    )
)]
pub(crate) struct Route {
    pub(crate) tag: &'static str,
    pub(crate) value: &'static str,
}

/// One method of a trait, and the function behind it. Built in constants by generated code.
#[derive(Clone, Copy, Debug)]
pub struct Method {
    pub(crate) name: &'static str,
    pub(crate) function: &'static str,
    pub(crate) qualifier: Option<&'static str>,
    pub(crate) mode: Mode,
    pub(crate) route: Option<Route>,
    pub(crate) enabled: bool,
    pub(crate) settings: Settings,
}

impl Method {
    /// A method called `name` that invokes `function`, a template with `{env:..}` and `{key}` placeholders.
    pub const fn new(name: &'static str, function: &'static str) -> Self {
        Method {
            name,
            function,
            qualifier: None,
            mode: Mode::RequestResponse,
            route: None,
            enabled: true,
            settings: Settings {
                timeout: None,
                attempt_timeout: None,
                idempotent: None,
                tail_log: None,
                retry: RetryConfig::new(),
            },
        }
    }

    /// Declares the version or alias.
    pub const fn qualifier(mut self, qualifier: &'static str) -> Self {
        self.qualifier = Some(qualifier);
        self
    }

    /// Declares the invocation type.
    pub const fn mode(mut self, mode: Mode) -> Self {
        self.mode = mode;
        self
    }

    /// Declares whether running twice is as good as once.
    pub const fn idempotent(mut self, idempotent: bool) -> Self {
        self.settings.idempotent = Some(idempotent);
        self
    }

    /// Declares the bound of the whole call.
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = Some(timeout);
        self
    }

    /// Declares the bound of one attempt.
    pub const fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.settings.attempt_timeout = Some(timeout);
        self
    }

    /// Declares how many attempts a call may take.
    pub const fn max_attempts(mut self, attempts: u32) -> Self {
        self.settings.retry = self.settings.retry.max_attempts(attempts);
        self
    }

    /// Declares the first delay.
    pub const fn base_delay(mut self, delay: Duration) -> Self {
        self.settings.retry = self.settings.retry.base_delay(delay);
        self
    }

    /// Declares the bound of the delays.
    pub const fn max_delay(mut self, delay: Duration) -> Self {
        self.settings.retry = self.settings.retry.max_delay(delay);
        self
    }

    /// Declares the size of the retry budget.
    pub const fn budget(mut self, retries: u32) -> Self {
        self.settings.retry = self.settings.retry.budget(retries);
        self
    }

    /// Declares that the end of the log is wanted.
    pub const fn tail_log(mut self, tail_log: bool) -> Self {
        self.settings.tail_log = Some(tail_log);
        self
    }

    /// Declares the tag by which methods share the function.
    pub const fn route(mut self, tag: &'static str, value: &'static str) -> Self {
        self.route = Some(Route { tag, value });
        self
    }

    /// Declares whether the method is compiled in: a method that is not keeps its place in the table.
    pub const fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }
}
