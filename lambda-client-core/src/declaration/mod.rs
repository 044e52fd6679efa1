//! What a trait declares about its functions.
//!
//! `#[lambda_fn]` writes a [`Declaration`] for each trait, as static data. Whatever is generated from a trait without calling
//! it (checks before a deployment, IAM policies, contracts) starts from here. [`Service::declaration`] returns it.
//!
//! ```
//! # extern crate lambda_client_core as lambda_client;
//! use lambda_client::server::Service;
//!
//! /// Lists the actions that a role needs in order to call a trait's functions.
//! fn permissions(service: &impl Service) -> Vec<String> {
//!     let methods = service.declaration().methods();
//!     methods.map(|method| format!("lambda:InvokeFunction on {}", method.function())).collect()
//! }
//! ```
//!
//! [`Service::declaration`]: crate::server::Service::declaration

mod entry;

use std::fmt;
use std::time::Duration;

pub use self::entry::MethodEntry;
use crate::certainty::Operation;
use crate::settings::RetryConfig;

/// The functions that a trait declares.
#[derive(Debug)]
pub struct Declaration {
    pub(crate) name: &'static str,
    pub(crate) methods: &'static [MethodEntry],
}

impl Declaration {
    /// Creates the declaration of the trait called `name`.
    #[doc(hidden)]
    pub const fn new(name: &'static str, methods: &'static [MethodEntry]) -> Self {
        Declaration { name, methods }
    }

    /// Returns the name of the trait.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Returns the methods that call a function, in the order of the trait. A method that is compiled out keeps its place.
    pub fn methods(&self) -> impl ExactSizeIterator<Item = Method> {
        self.methods.iter().map(|entry| Method { entry })
    }
}

/// The mode that a method declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Mode {
    /// The call waits for the function's result: [`InvocationType::RequestResponse`](crate::transport::InvocationType::RequestResponse).
    RequestResponse,
    /// The call queues an event: [`InvocationType::Event`](crate::transport::InvocationType::Event).
    Event,
    /// The call checks parameters and permissions: [`InvocationType::DryRun`](crate::transport::InvocationType::DryRun).
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

    /// Returns the value of the `mode` argument in `#[lambda_fn]`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Mode::RequestResponse => "request_response",
            Mode::Event => "event",
            Mode::DryRun => "dry_run",
        }
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The field of the event that tells apart several methods behind one function: `{"action": "place", ..}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Route {
    tag: &'static str,
    value: &'static str,
}

impl Route {
    /// Returns the name of the field.
    pub fn tag(self) -> &'static str {
        self.tag
    }

    /// Returns the value of the field in events for this method.
    pub fn value(self) -> &'static str {
        self.value
    }
}

/// A method of a trait, and what it declares about its function.
///
/// Settings that the declaration leaves open return `None`: the client, the call or the defaults decide.
#[derive(Clone, Copy)]
pub struct Method {
    entry: &'static MethodEntry,
}

impl Method {
    /// Returns the name of the method.
    pub fn name(self) -> &'static str {
        self.entry.name
    }

    /// Returns the name or ARN of the function. It may hold placeholders that are filled at run time: `{env:VAR}` and
    /// `{key}`.
    pub fn function(self) -> &'static str {
        self.entry.function
    }

    /// Returns the version or alias. It may hold placeholders, as [`function`](Self::function) does.
    pub fn qualifier(self) -> Option<&'static str> {
        self.entry.qualifier
    }

    /// Returns the mode.
    pub fn mode(self) -> Mode {
        self.entry.mode
    }

    /// Returns whether the method is declared `idempotent`.
    pub fn is_idempotent(self) -> bool {
        self.entry.settings.idempotent == Some(true)
    }

    /// Returns the limit of a whole call, over all attempts.
    pub fn timeout(self) -> Option<Duration> {
        self.entry.settings.timeout
    }

    /// Returns the limit of a single attempt.
    pub fn attempt_timeout(self) -> Option<Duration> {
        self.entry.settings.attempt_timeout
    }

    /// Returns the declared retry settings, to be used as they are.
    pub fn retry(self) -> RetryConfig {
        self.entry.settings.retry
    }

    /// Returns how many attempts a call may take, the first included.
    pub fn max_attempts(self) -> Option<u32> {
        self.entry.settings.retry.max_attempts
    }

    /// Returns the base of the delays between attempts.
    pub fn base_delay(self) -> Option<Duration> {
        self.entry.settings.retry.base_delay
    }

    /// Returns the limit of the delays between attempts.
    pub fn max_delay(self) -> Option<Duration> {
        self.entry.settings.retry.max_delay
    }

    /// Returns the size of the function's retry budget.
    pub fn retry_budget(self) -> Option<u32> {
        self.entry.settings.retry.budget
    }

    /// Returns whether calls ask for the end of the function's log.
    pub fn tail_log(self) -> Option<bool> {
        self.entry.settings.tail_log
    }

    /// Returns the route, if the function serves several methods.
    pub fn route(self) -> Option<Route> {
        self.entry.route
    }

    /// Returns whether the method is compiled in: `#[cfg(..)]` may take it away.
    pub fn is_enabled(self) -> bool {
        self.entry.enabled
    }
}

impl fmt::Debug for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.entry.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static DECLARATION: Declaration = Declaration::new(
        "Orders",
        &[
            MethodEntry::new("place", "orders-{env:STAGE}")
                .qualifier("live")
                .mode(Mode::Event)
                .idempotent(true)
                .timeout(Duration::from_secs(1))
                .attempt_timeout(Duration::from_secs(2))
                .max_attempts(3)
                .base_delay(Duration::from_secs(4))
                .max_delay(Duration::from_secs(5))
                .budget(6)
                .tail_log(true)
                .route("action", "place")
                .enabled(false),
            MethodEntry::new("cancel", "cancel"),
        ],
    );

    #[test]
    fn getters_return_what_was_declared() {
        let methods: Vec<Method> = DECLARATION.methods().collect();
        assert_eq!(DECLARATION.name(), "Orders");
        let [place, cancel] = methods[..] else {
            panic!("{methods:?}")
        };
        assert_eq!((place.name(), cancel.name()), ("place", "cancel"));
        assert_eq!(place.function(), "orders-{env:STAGE}");
        assert_eq!(place.qualifier(), Some("live"));
        assert_eq!(place.mode().as_str(), "event");
        assert!(place.is_idempotent() && !place.is_enabled());
        assert_eq!(place.timeout(), Some(Duration::from_secs(1)));
        assert_eq!(place.attempt_timeout(), Some(Duration::from_secs(2)));
        assert_eq!(place.max_attempts(), Some(3));
        assert_eq!(place.base_delay(), Some(Duration::from_secs(4)));
        assert_eq!(place.max_delay(), Some(Duration::from_secs(5)));
        assert_eq!(place.retry_budget(), Some(6));
        assert_eq!(place.tail_log(), Some(true));
        let route = place.route().unwrap();
        assert_eq!((route.tag(), route.value()), ("action", "place"));
        let retry = RetryConfig::new().max_attempts(3).budget(6);
        let delays = retry.base_delay(Duration::from_secs(4));
        assert_eq!(place.retry(), delays.max_delay(Duration::from_secs(5)));
    }

    #[test]
    fn getters_invent_nothing() {
        let cancel = DECLARATION.methods().last().unwrap();
        assert_eq!(cancel.qualifier(), None);
        assert_eq!(cancel.mode(), Mode::RequestResponse);
        assert!(!cancel.is_idempotent() && cancel.is_enabled());
        assert_eq!(cancel.timeout(), None);
        assert_eq!(cancel.attempt_timeout(), None);
        assert_eq!(cancel.retry(), RetryConfig::new());
        assert_eq!(cancel.max_attempts(), None);
        assert_eq!(cancel.tail_log(), None);
        assert_eq!(cancel.route(), None);
    }
}
