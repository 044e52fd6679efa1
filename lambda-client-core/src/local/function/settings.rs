//! The settings of a function, with Lambda's defaults and limits.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::RangeInclusive;
use std::sync::Arc;
use std::time::Duration;

use crate::local::function::destination::Destination;
use crate::local::function::handler::Handler;

/// Lambda's limits on the age of an event in the queue (model member `MaximumEventAgeInSeconds`).
pub(super) const MIN_EVENT_AGE: Duration = Duration::from_secs(60);
pub(super) const MAX_EVENT_AGE: Duration = Duration::from_secs(6 * 60 * 60);

/// Lambda's limit on the retries of an event whose run failed (model member `MaximumRetryAttempts`).
pub(super) const MAX_RETRIES: u32 = 2;

/// Lambda's limit on the duration of one run (model shape `Timeout`).
pub(super) const MAX_TIMEOUT: Duration = Duration::from_secs(15 * 60);

/// Lambda's limits on the memory size, in MB (Lambda quotas).
pub(super) const MEMORY_SIZE_MB: RangeInclusive<u32> = 128..=10_240;

/// Everything about a function but the code of `$LATEST`.
#[derive(Clone, Default)]
pub(in crate::local) struct FunctionSettings {
    /// The published versions; `None` for the code of `$LATEST`.
    pub(in crate::local) versions: BTreeMap<u64, Option<Arc<dyn Handler>>>,
    pub(in crate::local) aliases: BTreeMap<String, AliasRouting>,
    pub(in crate::local) description: Option<String>,
    pub(in crate::local) timeout: Timeout,
    pub(in crate::local) memory_size_mb: MemorySizeMb,
    pub(in crate::local) reserved_concurrency: Option<u32>,
    pub(in crate::local) cold_start: Duration,
    pub(in crate::local) keep_warm: Option<Duration>,
    pub(in crate::local) tenant_isolation: TenantIsolation,
    pub(in crate::local) log_format: LogFormat,
    pub(in crate::local) events: EventSettings,
}

/// The longest duration of one run. Lambda's default is 3 seconds.
#[derive(Clone, Copy)]
pub(in crate::local) struct Timeout(pub(in crate::local) Duration);

impl Default for Timeout {
    fn default() -> Self {
        Timeout(Duration::from_secs(3))
    }
}

/// The memory size of an environment. Lambda's default is 128 MB.
#[derive(Clone, Copy)]
pub(in crate::local) struct MemorySizeMb(pub(in crate::local) u32);

impl Default for MemorySizeMb {
    fn default() -> Self {
        MemorySizeMb(128)
    }
}

/// The version, or two versions, that an alias points to.
#[derive(Clone)]
pub(in crate::local) struct AliasRouting {
    pub(in crate::local) version: u64,
    /// Another version, and the share of the calls that it receives.
    pub(in crate::local) weighted: Option<(u64, f64)>,
}

/// Whether calls carry a tenant ID.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::local) enum TenantIsolation {
    /// Calls must not carry one.
    #[default]
    Disabled,
    /// Calls may carry one: a served trait does not say whether its function isolates tenants.
    Undeclared,
    /// Calls must carry one, and each tenant has its own environments.
    Required,
}

/// The format of a function's log (model shape `LogFormat`).
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::local::{Function, LogFormat};
/// use lambda_client::server::Invocation;
/// use lambda_client::{LocalLambda, Raw};
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let ping = Function::new(|_: Invocation| async { "1" }).log_format(LogFormat::Json);
/// let lambda = LocalLambda::builder().function("ping", ping).build().lambda();
/// let response = lambda.call("ping").json::<Raw>(&()).tail_log().send().await?;
/// assert!(response.log().is_some_and(|log| log.text().contains("platform.report")));
/// # Ok(()) }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum LogFormat {
    /// Lines of text: `START`, the function's lines, `END` and `REPORT`.
    #[default]
    Text,
    /// JSON objects, one per line: `platform.start`, the function's lines and `platform.report`.
    Json,
}

impl LogFormat {
    /// Returns the format as Lambda writes it: `Text` or `JSON`.
    pub const fn as_str(self) -> &'static str {
        match self {
            LogFormat::Text => "Text",
            LogFormat::Json => "JSON",
        }
    }
}

impl fmt::Display for LogFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How events are processed.
#[derive(Clone)]
pub(in crate::local) struct EventSettings {
    /// Whether any of them was set: `GetFunctionEventInvokeConfig` fails otherwise.
    pub(in crate::local) configured: bool,
    pub(in crate::local) retries: u32,
    pub(in crate::local) max_age: Duration,
    pub(in crate::local) on_success: Option<Destination>,
    pub(in crate::local) on_failure: Option<Destination>,
    pub(in crate::local) dead_letters: Option<Destination>,
}

impl Default for EventSettings {
    fn default() -> Self {
        EventSettings {
            configured: false,
            retries: MAX_RETRIES,
            max_age: MAX_EVENT_AGE,
            on_success: None,
            on_failure: None,
            dead_letters: None,
        }
    }
}
