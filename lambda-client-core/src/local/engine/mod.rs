//! Runs functions: the `Invoke` operation, the queue of events, and single runs.

pub(in crate::local) mod invoke;
mod outcome;
mod queue;
mod run;

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use crate::clock::Clock;
use crate::local::recorder::History;
use crate::local::registry::Registry;
use crate::local::seeded_rng::SeededRng;
use crate::local::wall_clock::WallClock;

/// The state that all clones of a `LocalLambda` share.
#[derive(Debug)]
pub(in crate::local) struct Engine {
    pub(in crate::local) registry: Registry,
    /// The mistakes in the configuration. While there are any, every request fails with them.
    pub(in crate::local) mistakes: Option<String>,
    /// The number of accepted events that are still in the queue or running.
    pub(in crate::local) pending: watch::Sender<usize>,
    pub(in crate::local) history: Arc<History>,
    pub(in crate::local) clock: Arc<dyn Clock>,
    pub(in crate::local) wall_clock: WallClock,
    /// Random numbers for everything that does not belong to one function.
    pub(in crate::local) rng: SeededRng,
    pub(in crate::local) seed: Option<u64>,
}

impl Engine {
    /// Sleeps on the clock of this engine. A delay of zero does not yield.
    async fn sleep(&self, delay: Duration) {
        if !delay.is_zero() {
            self.clock.sleep(delay).await;
        }
    }
}
