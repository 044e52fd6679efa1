//! Items of fan-outs whose code acquires permits itself.

use std::sync::{Arc, Mutex, PoisonError};

use crate::limiter::{Item, Limiter, SharedState};

/// The limiters of the permits that an item holds.
#[derive(Debug, Default)]
pub(super) struct Held(Mutex<Vec<usize>>);

impl Held {
    fn with<R>(&self, look: impl FnOnce(&mut Vec<usize>) -> R) -> R {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// An item that holds a permit, until this is dropped.
#[derive(Debug)]
pub(super) struct Holder {
    item: Arc<Item>,
    limiter: usize,
}

impl Holder {
    /// Returns the item that the current code belongs to as the holder of a permit, if there is one.
    pub(super) fn current(limiter: &Limiter) -> Option<Holder> {
        let item = Item::current()?;
        let limiter = address(&limiter.shared);
        item.held.with(|held| held.push(limiter));
        Some(Holder { item, limiter })
    }
}

impl Drop for Holder {
    fn drop(&mut self) {
        self.item.held.with(|held| {
            if let Some(place) = held.iter().position(|limiter| *limiter == self.limiter) {
                held.swap_remove(place);
            }
        });
    }
}

impl Limiter {
    /// Returns whether the item holds a permit that its own code has acquired.
    pub(crate) fn is_held_by(&self, item: &Item) -> bool {
        let limiter = address(&self.shared);
        item.held.with(|held| held.contains(&limiter))
    }
}

/// Tells limiters apart: a permit keeps its own alive.
fn address(shared: &Arc<SharedState>) -> usize {
    Arc::as_ptr(shared).addr()
}
