//! What a trait declares about its state machines.

use std::fmt;
use std::time::Duration;

use crate::settings::{RetryConfig, Settings};

/// The state machines that a trait declares: static data, written by `#[state_machine]`.
#[derive(Debug)]
pub struct MachineDeclaration {
    pub(super) name: &'static str,
    pub(super) methods: &'static [MachineEntry],
}

impl MachineDeclaration {
    /// Creates the declaration of the trait called `name`.
    #[doc(hidden)]
    pub const fn new(name: &'static str, methods: &'static [MachineEntry]) -> Self {
        MachineDeclaration { name, methods }
    }

    /// Returns the name of the trait.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Returns the methods that start a machine, in the order of the trait. A method that is compiled out keeps its place.
    pub fn methods(&self) -> impl ExactSizeIterator<Item = MachineMethod> {
        self.methods.iter().map(|entry| MachineMethod { entry })
    }
}

/// The type of a state machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MachineKind {
    /// A Standard machine: a name starts one execution, which can be described.
    Standard,
    /// An Express machine: each request starts an execution.
    Express,
}

impl MachineKind {
    /// Returns the value of the `kind` argument in `#[state_machine]`.
    pub const fn as_str(self) -> &'static str {
        match self {
            MachineKind::Standard => "standard",
            MachineKind::Express => "express",
        }
    }
}

impl fmt::Display for MachineKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A method of a trait, and what it declares about its state machine.
#[derive(Clone, Copy)]
pub struct MachineMethod {
    entry: &'static MachineEntry,
}

impl MachineMethod {
    /// Returns the name of the method.
    pub fn name(self) -> &'static str {
        self.entry.name
    }

    /// Returns the ARN of the machine. It may hold placeholders that are filled at run time: `{env:VAR}` and `{key}`.
    pub fn arn(self) -> &'static str {
        self.entry.arn
    }

    /// Returns the type of the machine.
    pub fn kind(self) -> MachineKind {
        self.entry.kind
    }

    /// Returns whether the method is declared `idempotent`, which only methods of Express machines can be.
    pub fn is_idempotent(self) -> bool {
        self.entry.settings.idempotent == Some(true)
    }

    /// Returns the limit of a whole call, from the start to the end of the execution.
    pub fn timeout(self) -> Option<Duration> {
        self.entry.settings.timeout
    }

    /// Returns the declared retry settings.
    pub fn retry(self) -> RetryConfig {
        self.entry.settings.retry
    }

    /// Returns whether the method is compiled in: a `#[cfg(..)]` may remove it.
    pub fn is_enabled(self) -> bool {
        self.entry.enabled
    }
}

impl fmt::Debug for MachineMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.entry.fmt(f)
    }
}

/// A method of a trait and its machine, built in constants by generated code.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct MachineEntry {
    pub(super) name: &'static str,
    pub(super) arn: &'static str,
    pub(super) kind: MachineKind,
    pub(super) enabled: bool,
    pub(super) settings: Settings,
}

impl MachineEntry {
    /// Creates a method called `name` that starts the Standard machine `arn`, a template with `{env:..}` and `{key}` placeholders.
    pub const fn new(name: &'static str, arn: &'static str) -> Self {
        MachineEntry {
            name,
            arn,
            kind: MachineKind::Standard,
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

    /// Declares that the machine is an Express one.
    pub const fn express(mut self) -> Self {
        self.kind = MachineKind::Express;
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

    /// Declares how many attempts a request may take.
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

    /// Declares whether the method is compiled in. One that is not keeps its place in the table.
    pub const fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }
}
