//! The keys that `#[lambda_fn(..)]` and `#[state_machine(..)]` know, and where each may stand.

use crate::keys::{Word, words};
use crate::target::Target;

words! {
    /// A key on the trait or on a method.
    pub(crate) enum OptionKey {
        Name = "name",
        Arn = "arn",
        Kind = "kind",
        Qualifier = "qualifier",
        Mode = "mode",
        Idempotent = "idempotent",
        Retry = "retry",
        Timeout = "timeout",
        AttemptTimeout = "attempt_timeout",
        TailLog = "tail_log",
        Named = "named",
        Route = "route",
        Rename = "rename",
        RenameAll = "rename_all",
        Crate = "crate",
        Client = "client",
        Server = "server",
        Forward = "forward",
    }
}

words! {
    /// A pointer in `forward(..)`.
    pub(crate) enum Pointer {
        Arc = "Arc",
        Box = "Box",
        Rc = "Rc",
    }
}

words! {
    /// A key in `retry(..)`.
    pub(super) enum RetryKey {
        MaxAttempts = "max_attempts",
        BaseDelay = "base_delay",
        MaxDelay = "max_delay",
        Budget = "budget",
    }
}

words! {
    /// A key on an argument of a method.
    pub(super) enum ArgumentKey {
        Tenant = "tenant",
        ClientContext = "client_context",
        Rename = "rename",
    }
}

/// Where one of our attributes stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    Trait,
    Method,
    Argument,
}

impl Level {
    pub(super) const ALL: [Self; 3] = [Self::Trait, Self::Method, Self::Argument];

    /// Returns the names of the keys that may stand there.
    pub(super) fn names(self, target: Target) -> Vec<&'static str> {
        match self {
            Self::Trait | Self::Method => {
                let keys = OptionKey::ALL.iter();
                keys.filter(|key| key.is_of(target) && key.may_stand_on(self))
                    .map(|key| key.name())
                    .collect()
            }
            Self::Argument => {
                let keys = ArgumentKey::ALL.iter();
                keys.filter(|key| key.is_of(target))
                    .map(|key| key.name())
                    .collect()
            }
        }
    }

    /// Names the place where an argument was found.
    pub(super) fn here(self) -> &'static str {
        match self {
            Self::Trait => "a trait",
            Self::Method => "a method",
            Self::Argument => "an argument",
        }
    }

    /// Names the place to which an argument should be moved.
    pub(super) fn there(self) -> &'static str {
        match self {
            Self::Trait => "the trait",
            Self::Method => "a method",
            Self::Argument => "an argument",
        }
    }
}

impl ArgumentKey {
    /// An execution has neither a tenant nor a client context.
    fn is_of(self, target: Target) -> bool {
        match self {
            Self::Rename => true,
            Self::Tenant | Self::ClientContext => target == Target::Function,
        }
    }
}

impl OptionKey {
    fn is_of(self, target: Target) -> bool {
        match self {
            Self::Idempotent
            | Self::Retry
            | Self::Timeout
            | Self::Named
            | Self::RenameAll
            | Self::Crate
            | Self::Client
            | Self::Server
            | Self::Forward => true,
            Self::Arn | Self::Kind => target == Target::Machine,
            Self::Name
            | Self::Qualifier
            | Self::Mode
            | Self::AttemptTimeout
            | Self::TailLog
            | Self::Route
            | Self::Rename => target == Target::Function,
        }
    }

    fn may_stand_on(self, level: Level) -> bool {
        match self {
            Self::Name
            | Self::Arn
            | Self::Kind
            | Self::Qualifier
            | Self::Mode
            | Self::Idempotent
            | Self::Retry
            | Self::Timeout
            | Self::AttemptTimeout
            | Self::TailLog
            | Self::Named
            | Self::Route
            | Self::RenameAll => level != Level::Argument,
            Self::Rename => level == Level::Method,
            Self::Crate | Self::Client | Self::Server | Self::Forward => level == Level::Trait,
        }
    }
}
