//! The settings of a function, with Lambda's defaults.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use crate::local::setup::destination::Destination;
use crate::local::setup::function::{GREATEST_EVENT_AGE, MOST_RETRIES};
use crate::local::setup::handler::Handler;

/// Everything about a function but its code of `$LATEST`.
#[derive(Clone, Default)]
pub(crate) struct Settings {
    /// Published versions; none for the code of `$LATEST`.
    pub(crate) versions: BTreeMap<u64, Option<Arc<dyn Handler>>>,
    pub(crate) aliases: BTreeMap<String, Routing>,
    pub(crate) description: Option<String>,
    pub(crate) timeout: Timeout,
    pub(crate) memory_mb: MemoryMb,
    pub(crate) reserved_concurrency: Option<u32>,
    pub(crate) cold_start: Duration,
    pub(crate) keep_warm: Option<Duration>,
    pub(crate) tenancy: Tenancy,
    pub(crate) log_format: LogFormat,
    pub(crate) events: EventSettings,
}

/// How long one run may take. Lambda's default: 3 seconds.
#[derive(Clone, Copy)]
pub(crate) struct Timeout(pub(crate) Duration);

impl Default for Timeout {
    fn default() -> Self {
        Timeout(Duration::from_secs(3))
    }
}

/// The memory of an environment. Lambda's default: 128 MB.
#[derive(Clone, Copy)]
pub(crate) struct MemoryMb(pub(crate) u32);

impl Default for MemoryMb {
    fn default() -> Self {
        MemoryMb(128)
    }
}

/// Which version an alias means.
#[derive(Clone)]
pub(crate) struct Routing {
    pub(crate) version: u64,
    /// Another version, and the share of the calls that goes to it.
    pub(crate) weighted: Option<(u64, f64)>,
}

/// Whether calls carry a tenant id.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Tenancy {
    /// No call may.
    #[default]
    Off,
    /// A call may: the trait that is served says it, and it is not known here.
    Undeclared,
    /// Every call must, and each tenant has environments of its own.
    PerTenant,
}

/// How the log of a function is written (model shape `LogFormat`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum LogFormat {
    /// Lines of text: `START`, the function's own, `END`, `REPORT`.
    #[default]
    Text,
    /// One JSON object a line: `platform.start`, the function's own, `platform.report`.
    Json,
}

/// What happens to events.
#[derive(Clone)]
pub(crate) struct EventSettings {
    /// Whether anything was set, which is what `GetFunctionEventInvokeConfig` answers by.
    pub(crate) configured: bool,
    pub(crate) retries: u32,
    pub(crate) age: Duration,
    pub(crate) on_success: Option<Destination>,
    pub(crate) on_failure: Option<Destination>,
    pub(crate) dead_letters: Option<Destination>,
}

impl Default for EventSettings {
    fn default() -> Self {
        EventSettings {
            configured: false,
            retries: MOST_RETRIES,
            age: GREATEST_EVENT_AGE,
            on_success: None,
            on_failure: None,
            dead_letters: None,
        }
    }
}
