//! What all clones of a `LocalLambda` have in common.

use std::sync::Arc;

use tokio::sync::watch;

use super::chance::Chance;
use super::recorder::Memory;
use super::registry::Registry;
use super::wall::Wall;
use crate::Clock;

#[derive(Debug)]
pub(super) struct Shared {
    pub(super) registry: Registry,
    /// Everything that keeps this from being a Lambda at all.
    pub(super) mistakes: Option<String>,
    /// Events that have been accepted and have not run to their end.
    pub(super) pending: watch::Sender<usize>,
    pub(super) recorder: Memory,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) wall: Wall,
    /// The luck of everything that belongs to no function.
    pub(super) chance: Chance,
    pub(super) seed: Option<u64>,
}
