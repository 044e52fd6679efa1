//! The static data behind a declaration, as generated code writes it.

use std::time::Duration;

use crate::declaration::{Mode, Route};
use crate::settings::RetryConfig;
use crate::settings::Settings;

/// A method of a trait and its function, built in constants by generated code.
///
/// The setters have the names that readers of a [`Method`](crate::declaration::Method) know as getters.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct MethodEntry {
    pub(crate) name: &'static str,
    pub(crate) function: &'static str,
    pub(crate) qualifier: Option<&'static str>,
    pub(crate) mode: Mode,
    pub(crate) route: Option<Route>,
    pub(crate) enabled: bool,
    pub(crate) settings: Settings,
}

impl MethodEntry {
    /// Creates a method called `name` that invokes `function`, a template with `{env:..}` and `{key}` placeholders.
    pub const fn new(name: &'static str, function: &'static str) -> Self {
        MethodEntry {
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

    /// Declares whether running twice has the same effect as running once.
    pub const fn idempotent(mut self, idempotent: bool) -> Self {
        self.settings.idempotent = Some(idempotent);
        self
    }

    /// Declares the limit of a whole call.
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = Some(timeout);
        self
    }

    /// Declares the limit of a single attempt.
    pub const fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.settings.attempt_timeout = Some(timeout);
        self
    }

    /// Declares how many attempts a call may take.
    pub const fn max_attempts(mut self, attempts: u32) -> Self {
        self.settings.retry = self.settings.retry.max_attempts(attempts);
        self
    }

    /// Declares the base of the delays.
    pub const fn base_delay(mut self, delay: Duration) -> Self {
        self.settings.retry = self.settings.retry.base_delay(delay);
        self
    }

    /// Declares the limit of the delays.
    pub const fn max_delay(mut self, delay: Duration) -> Self {
        self.settings.retry = self.settings.retry.max_delay(delay);
        self
    }

    /// Declares the size of the retry budget.
    pub const fn budget(mut self, retries: u32) -> Self {
        self.settings.retry = self.settings.retry.budget(retries);
        self
    }

    /// Declares that calls ask for the end of the log.
    pub const fn tail_log(mut self, tail_log: bool) -> Self {
        self.settings.tail_log = Some(tail_log);
        self
    }

    /// Declares the field by which several methods share the function.
    pub const fn route(mut self, tag: &'static str, value: &'static str) -> Self {
        self.route = Some(Route { tag, value });
        self
    }

    /// Declares whether the method is compiled in. One that is not keeps its place in the table.
    pub const fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }
}
