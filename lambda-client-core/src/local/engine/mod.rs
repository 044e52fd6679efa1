//! Runs functions: the `Invoke` operation, the queue of events, and single runs.

pub(in crate::local) mod invoke;
mod outcome;
mod queue;
mod queue_size;
mod run;
mod task;

use std::ops::Deref;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::watch;

pub(in crate::local) use self::queue_size::QueueSize;

use crate::clock::Clock;
use crate::local::recorder::History;
use crate::local::registry::Registry;
use crate::local::seeded_rng::SeededRng;
use crate::local::trace;
use crate::local::wall_clock::WallClock;

/// The state that all clones of a `LocalLambda` share.
#[derive(Debug)]
pub(in crate::local) struct Engine {
    pub(in crate::local) registry: Registry,
    /// The mistakes in the configuration. While there are any, every request fails with them.
    pub(in crate::local) mistakes: Option<String>,
    /// The accepted events that are still in the queue or running.
    pub(in crate::local) queue_size: Arc<QueueSize>,
    /// Whether nobody can use this any more; see [`EngineHandle`].
    pub(in crate::local) ended: watch::Sender<bool>,
    pub(in crate::local) history: Arc<History>,
    pub(in crate::local) clock: Arc<dyn Clock>,
    pub(in crate::local) wall_clock: WallClock,
    /// Random numbers for everything that does not belong to one function.
    pub(in crate::local) rng: SeededRng,
    /// Random numbers for the names of traces and log streams, which do not change the request IDs that follow from a seed.
    pub(in crate::local) labels: SeededRng,
    pub(in crate::local) seed: Option<u64>,
}

/// What clients, endpoints and clones of a `LocalLambda` hold. When the last of them is dropped, all runs and queued events end:
/// what they hold would otherwise stay in memory for as long as they take.
#[derive(Debug)]
pub(in crate::local) struct EngineHandle(Arc<Engine>);

impl EngineHandle {
    pub(in crate::local) fn new(engine: Engine) -> EngineHandle {
        EngineHandle(Arc::new(engine))
    }
}

impl Deref for EngineHandle {
    type Target = Arc<Engine>;

    fn deref(&self) -> &Arc<Engine> {
        &self.0
    }
}

impl Drop for EngineHandle {
    fn drop(&mut self) {
        self.0.ended.send_replace(true);
    }
}

impl Engine {
    /// Returns the trace header of a run that this caller asks for.
    fn trace_header(&self, caller: Option<&str>) -> String {
        let now = self.wall_clock.since_epoch(self.clock.now());
        trace::continued(caller, now, &self.labels)
    }

    /// Returns the name of the log stream of an environment that starts now, such as `2026/01/31/[$LATEST]` and 32 digits.
    fn log_stream(&self, version: &str, started: Instant) -> String {
        let time = self.wall_clock.at(started);
        let date = time.split('T').next().unwrap_or_default().replace('-', "/");
        let digits = self.labels.uuid().replace('-', "");
        format!("{date}/[{version}]{digits}")
    }

    /// Sleeps on the clock of this engine. A delay of zero does not yield.
    async fn sleep(&self, delay: Duration) {
        if !delay.is_zero() {
            self.clock.sleep(delay).await;
        }
    }
}
