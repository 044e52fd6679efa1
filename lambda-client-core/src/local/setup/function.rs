//! A function as its owner describes it: code, versions, aliases and settings.

use std::sync::Arc;
use std::time::Duration;

use crate::local::setup::destination::Destination;
use crate::local::setup::handler::Handler;
use crate::local::setup::settings::{LogFormat, MemoryMb, Routing, Settings, Tenancy, Timeout};

/// Lambda's least and greatest age of an event in the queue (model member `MaximumEventAgeInSeconds`).
const LEAST_EVENT_AGE: Duration = Duration::from_secs(60);
pub(crate) const GREATEST_EVENT_AGE: Duration = Duration::from_secs(6 * 60 * 60);

/// Lambda's most retries of an event whose run failed (model member `MaximumRetryAttempts`).
pub(crate) const MOST_RETRIES: u32 = 2;

/// Lambda's longest time for one run.
const LONGEST_TIMEOUT: Duration = Duration::from_secs(15 * 60);

/// A function in [`LocalLambda`](crate::LocalLambda): its code, its versions and aliases, and its settings, with Lambda's
/// defaults.
///
/// ```
/// use std::time::Duration;
/// use lambda_client_core::{LocalLambda, server::{ErrorDocument, Invocation}};
/// use lambda_client_core::local::Function;
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), lambda_client_core::Error> {
/// let double = Function::new(|invocation: Invocation| async move {
///     let number: u32 = serde_json::from_slice(&invocation.payload)
///         .map_err(|error| ErrorDocument::new("BadNumber", error.to_string()))?;
///     Ok::<_, ErrorDocument>((2 * number).to_string())
/// });
/// let double = double.publish().alias("live", 1).timeout(Duration::from_secs(10)).reserved_concurrency(5);
///
/// let local = LocalLambda::builder().function("double", double).build();
/// assert_eq!(local.lambda().call("double:live").json::<u32>(&21).await?, 42);
/// # Ok(()) }
/// ```
///
/// A setting that Lambda would not take, such as an alias of a version that is not there, is a mistake that
/// [`try_build`](crate::local::LocalLambdaBuilder::try_build) and every call report.
#[must_use = "a function does nothing until `LocalLambdaBuilder::function` is called"]
pub struct Function {
    pub(crate) latest: Arc<dyn Handler>,
    pub(crate) settings: Settings,
    pub(crate) mistakes: Vec<String>,
}

impl Function {
    /// A function of this code, unpublished: its only version is `$LATEST`.
    pub fn new(handler: impl Handler) -> Function {
        Function::of(Arc::new(handler))
    }

    pub(crate) fn of(handler: Arc<dyn Handler>) -> Function {
        Function {
            latest: handler,
            settings: Settings::default(),
            mistakes: Vec::new(),
        }
    }

    /// Publishes the code of `$LATEST` as the next version: 1 for the first one.
    pub fn publish(self) -> Function {
        let last = self.settings.versions.last_key_value();
        let next = last.map_or(1, |(last, _)| last.saturating_add(1));
        self.published(next, None)
    }

    /// A published version with code of its own.
    pub fn version(self, number: u64, handler: impl Handler) -> Function {
        self.published(number, Some(Arc::new(handler)))
    }

    pub(crate) fn published(mut self, number: u64, handler: Option<Arc<dyn Handler>>) -> Function {
        if number == 0 {
            self.mistakes
                .push("there is no version 0: versions are numbered from 1".to_owned());
        }
        self.settings.versions.insert(number, handler);
        self
    }

    /// An alias of a published version.
    pub fn alias(mut self, name: impl Into<String>, version: u64) -> Function {
        let routing = Routing {
            version,
            weighted: None,
        };
        self.settings.aliases.insert(name.into(), routing);
        self
    }

    /// An alias of a published version that sends a share of the calls, from 0 to 1, to another version.
    pub fn weighted_alias(
        mut self,
        name: impl Into<String>,
        version: u64,
        other: u64,
        share: f64,
    ) -> Function {
        let name = name.into();
        if !(0.0..=1.0).contains(&share) {
            self.mistakes.push(format!(
                "the alias `{name}` sends a share of {share} to version {other}; write a number from 0 to 1"
            ));
        }
        let routing = Routing {
            version,
            weighted: Some((other, share)),
        };
        self.settings.aliases.insert(name, routing);
        self
    }

    /// What the function is for.
    pub fn description(mut self, description: impl Into<String>) -> Function {
        self.settings.description = Some(description.into());
        self
    }

    /// How long a run may take before it is ended with `Sandbox.Timedout`, up to 15 minutes. Lambda takes whole seconds; tests
    /// may want less. Default: 3 seconds.
    pub fn timeout(mut self, timeout: Duration) -> Function {
        if timeout.is_zero() || timeout > LONGEST_TIMEOUT {
            self.mistakes.push(format!(
                "the timeout {timeout:?} is out of range; write more than nothing and at most {LONGEST_TIMEOUT:?}"
            ));
        }
        self.settings.timeout = Timeout(timeout);
        self
    }

    /// The memory that configuration and reports name, in MB. Nothing is held to it. Default: 128.
    pub fn memory_size(mut self, megabytes: u32) -> Function {
        if !(128..=10_240).contains(&megabytes) {
            self.mistakes.push(format!(
                "the memory size {megabytes} MB is out of range; write 128 to 10240"
            ));
        }
        self.settings.memory_mb = MemoryMb(megabytes);
        self
    }

    /// How many runs the function may have at a time; they are set apart from the account's. 0 switches the function off.
    pub fn reserved_concurrency(mut self, runs: u32) -> Function {
        self.settings.reserved_concurrency = Some(runs);
        self
    }

    /// How long a new environment takes to start, before its first run. Default: nothing.
    pub fn cold_start(mut self, duration: Duration) -> Function {
        self.settings.cold_start = duration;
        self
    }

    /// How long an idle environment is kept. Default: for good. Lambda documents no time.
    pub fn keep_warm(mut self, duration: Duration) -> Function {
        self.settings.keep_warm = Some(duration);
        self
    }

    /// Isolates tenants: every call needs a tenant id, and each tenant has environments of its own.
    pub fn tenant_isolation(mut self) -> Function {
        self.settings.tenancy = Tenancy::PerTenant;
        self
    }

    /// How the log is written. Default: text.
    pub fn log_format(mut self, format: LogFormat) -> Function {
        self.settings.log_format = format;
        self
    }

    /// How often an event is run again after the function failed on it: 0, 1 or 2 times, one and two minutes later. Default: 2.
    pub fn maximum_retry_attempts(mut self, retries: u32) -> Function {
        if retries > MOST_RETRIES {
            self.mistakes.push(format!(
                "{retries} retries of an event are too many; write 0, 1 or 2"
            ));
        }
        self.settings.events.retries = retries.min(MOST_RETRIES);
        self.settings.events.configured = true;
        self
    }

    /// How long an event may wait in the queue: 1 minute to 6 hours. Default: 6 hours.
    pub fn maximum_event_age(mut self, age: Duration) -> Function {
        if !(LEAST_EVENT_AGE..=GREATEST_EVENT_AGE).contains(&age) {
            self.mistakes.push(format!(
                "the event age {age:?} is out of range; write {LEAST_EVENT_AGE:?} to {GREATEST_EVENT_AGE:?}"
            ));
        }
        self.settings.events.age = age;
        self.settings.events.configured = true;
        self
    }

    /// Where the record of an event goes that was run with success.
    pub fn on_success(mut self, destination: impl Into<Destination>) -> Function {
        self.settings.events.on_success = Some(destination.into());
        self.settings.events.configured = true;
        self
    }

    /// Where the record of an event goes that was given up.
    pub fn on_failure(mut self, destination: impl Into<Destination>) -> Function {
        self.settings.events.on_failure = Some(destination.into());
        self.settings.events.configured = true;
        self
    }

    /// Where an event goes that was given up, beside the on-failure destination: closures and channels get the record, a
    /// function gets the event itself, which is all that Lambda puts into the body of a dead letter.
    pub fn dead_letters(mut self, destination: impl Into<Destination>) -> Function {
        self.settings.events.dead_letters = Some(destination.into());
        self
    }

    pub(crate) fn undeclared_tenancy(mut self) -> Function {
        self.settings.tenancy = Tenancy::Undeclared;
        self
    }
}

impl std::fmt::Debug for Function {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Function")
            .field("versions", &self.settings.versions.keys())
            .field("aliases", &self.settings.aliases.keys())
            .finish_non_exhaustive()
    }
}
