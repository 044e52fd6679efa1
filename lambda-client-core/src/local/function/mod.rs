//! A function as its owner describes it: code, versions, aliases and settings.

pub(in crate::local) mod destination;
pub(in crate::local) mod handler;
pub(in crate::local) mod invocation_record;
pub(in crate::local) mod settings;

use std::sync::Arc;
use std::time::Duration;

use crate::local::function::destination::Destination;
use crate::local::function::handler::Handler;
use crate::local::function::settings::{
    AliasRouting, FunctionSettings, LogFormat, MAX_EVENT_AGE, MAX_RETRIES, MAX_TIMEOUT,
    MEMORY_SIZE_MB, MIN_EVENT_AGE, MemorySizeMb, TenantIsolation, Timeout,
};

/// A function for [`LocalLambda`](crate::LocalLambda): its code, versions, aliases and settings, with Lambda's defaults.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use std::time::Duration;
///
/// use lambda_client::LocalLambda;
/// use lambda_client::local::Function;
/// use lambda_client::server::{ErrorDocument, Invocation};
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), lambda_client::Error> {
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
/// A setting that Lambda rejects, such as an alias of an unpublished version, is reported by
/// [`try_build`](crate::local::LocalLambdaBuilder::try_build), and otherwise by every call.
#[must_use = "a function does nothing until it is passed to `LocalLambdaBuilder::function`"]
pub struct Function {
    pub(in crate::local) latest: Arc<dyn Handler>,
    pub(in crate::local) settings: FunctionSettings,
    pub(in crate::local) mistakes: Vec<String>,
}

impl Function {
    /// Creates a function with this code, whose only version is `$LATEST`.
    pub fn new(handler: impl Handler) -> Function {
        Function::of(Arc::new(handler))
    }

    pub(in crate::local) fn of(handler: Arc<dyn Handler>) -> Function {
        Function {
            latest: handler,
            settings: FunctionSettings::default(),
            mistakes: Vec::new(),
        }
    }

    /// Publishes the code of `$LATEST` as the next version. The first version is 1.
    pub fn publish(self) -> Function {
        let last = self.settings.versions.last_key_value();
        let next = last.map_or(1, |(last, _)| last.saturating_add(1));
        self.published(next, None)
    }

    /// Publishes a version with its own code.
    pub fn version(self, number: u64, handler: impl Handler) -> Function {
        self.published(number, Some(Arc::new(handler)))
    }

    pub(in crate::local) fn published(
        mut self,
        number: u64,
        handler: Option<Arc<dyn Handler>>,
    ) -> Function {
        if number == 0 {
            self.mistakes
                .push("invalid version 0: versions start at 1".to_owned());
        }
        self.settings.versions.insert(number, handler);
        self
    }

    /// Adds an alias of a published version.
    pub fn alias(mut self, name: impl Into<String>, version: u64) -> Function {
        let routing = AliasRouting {
            version,
            weighted: None,
        };
        self.settings.aliases.insert(name.into(), routing);
        self
    }

    /// Adds an alias of a published version that sends a share of its calls, from 0 to 1, to another version.
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
                "invalid share {share} of the alias `{name}`: expected a number from 0 to 1"
            ));
        }
        let routing = AliasRouting {
            version,
            weighted: Some((other, share)),
        };
        self.settings.aliases.insert(name, routing);
        self
    }

    /// Sets the description.
    pub fn description(mut self, description: impl Into<String>) -> Function {
        self.settings.description = Some(description.into());
        self
    }

    /// Sets how long one run may take before it fails with `Sandbox.Timedout`, up to 15 minutes. Lambda accepts whole seconds
    /// only; tests may set less. Default: 3 seconds.
    pub fn timeout(mut self, timeout: Duration) -> Function {
        if timeout.is_zero() || timeout > MAX_TIMEOUT {
            self.mistakes.push(format!(
                "invalid timeout {timeout:?}: expected more than zero and at most {MAX_TIMEOUT:?}"
            ));
        }
        self.settings.timeout = Timeout(timeout);
        self
    }

    /// Sets the memory size that the configuration and the reports show, in MB, from 128 to 10,240. It does not limit the
    /// function. All functions share the memory of this process, so `Max Memory Used` in a report only counts the event and the
    /// response. Default: 128.
    pub fn memory_size_mb(mut self, megabytes: u32) -> Function {
        if !MEMORY_SIZE_MB.contains(&megabytes) {
            self.mistakes.push(format!(
                "invalid memory size {megabytes} MB: expected 128 to 10240"
            ));
        }
        self.settings.memory_size_mb = MemorySizeMb(megabytes);
        self
    }

    /// Reserves this number of concurrent runs, which is also the most that the function can have. 0 switches the function off.
    pub fn reserved_concurrency(mut self, runs: u32) -> Function {
        self.settings.reserved_concurrency = Some(runs);
        self
    }

    /// Sets how long a new environment takes to start before its first run. Default: no time.
    pub fn cold_start(mut self, duration: Duration) -> Function {
        self.settings.cold_start = duration;
        self
    }

    /// Sets how long an idle environment is kept. Default: forever, since Lambda does not document a duration. Only the latest 2,500
    /// of a function are kept.
    pub fn keep_warm(mut self, duration: Duration) -> Function {
        self.settings.keep_warm = Some(duration);
        self
    }

    /// Isolates tenants: every call needs a tenant ID, and each tenant gets its own environments.
    pub fn tenant_isolation(mut self) -> Function {
        self.settings.tenant_isolation = TenantIsolation::Required;
        self
    }

    /// Sets the format of the log. Default: [`LogFormat::Text`].
    pub fn log_format(mut self, format: LogFormat) -> Function {
        self.settings.log_format = format;
        self
    }

    /// Sets how often an event is retried after the function failed on it: 0, 1 or 2 times. The first retry follows after one
    /// minute, the second after two. Default: 2.
    pub fn maximum_retry_attempts(mut self, retries: u32) -> Function {
        if retries > MAX_RETRIES {
            self.mistakes.push(format!(
                "invalid number of event retries {retries}: expected 0, 1 or 2"
            ));
        }
        self.settings.events.retries = retries.min(MAX_RETRIES);
        self.settings.events.configured = true;
        self
    }

    /// Sets how long an event may wait in the queue, from 1 minute to 6 hours. Default: 6 hours.
    pub fn maximum_event_age(mut self, age: Duration) -> Function {
        if !(MIN_EVENT_AGE..=MAX_EVENT_AGE).contains(&age) {
            self.mistakes.push(format!(
                "invalid event age {age:?}: expected {MIN_EVENT_AGE:?} to {MAX_EVENT_AGE:?}"
            ));
        }
        self.settings.events.max_age = age;
        self.settings.events.configured = true;
        self
    }

    /// Sets the destination for the records of events that the function processed.
    pub fn on_success(mut self, destination: impl Into<Destination>) -> Function {
        self.settings.events.on_success = Some(destination.into());
        self.settings.events.configured = true;
        self
    }

    /// Sets the destination for the records of events that Lambda discarded, after the last retry or because of their age.
    pub fn on_failure(mut self, destination: impl Into<Destination>) -> Function {
        self.settings.events.on_failure = Some(destination.into());
        self.settings.events.configured = true;
        self
    }

    /// Sets the dead-letter queue, which receives discarded events in addition to the [`on_failure`](Self::on_failure)
    /// destination. A closure or channel receives the record; a function receives the event itself, which is all that Lambda puts
    /// into the body of a dead letter.
    pub fn dead_letters(mut self, destination: impl Into<Destination>) -> Function {
        self.settings.events.dead_letters = Some(destination.into());
        self
    }

    /// Accepts calls with and without a tenant ID.
    pub(in crate::local) fn undeclared_tenant_isolation(mut self) -> Function {
        self.settings.tenant_isolation = TenantIsolation::Undeclared;
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
