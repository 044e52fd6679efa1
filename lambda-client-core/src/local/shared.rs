//! What all clones of a `LocalLambda` have in common.

use std::sync::Arc;

use tokio::sync::watch;

use crate::clock::Clock;
use crate::local::engine::seeded_rng::SeededRng;
use crate::local::engine::wall_clock::WallClock;
use crate::local::recorder::Memory;
use crate::local::registry::Registry;

#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) registry: Registry,
    /// Everything that keeps this from being a Lambda at all.
    pub(crate) mistakes: Option<String>,
    /// Events that have been accepted and have not run to their end.
    pub(crate) pending: watch::Sender<usize>,
    pub(crate) recorder: Memory,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) wall: WallClock,
    /// The luck of everything that belongs to no function.
    pub(crate) chance: SeededRng,
    pub(crate) seed: Option<u64>,
}
