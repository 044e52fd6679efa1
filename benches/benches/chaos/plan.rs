//! Plans the faults of a call from the seed and the call's number, so that both clients meet the same.

use crate::faults::{Fate, Kind};

/// The number of attempts with planned faults; later ones succeed.
const PLANNED: usize = 6;

/// The most attempts that each client makes.
pub(crate) const ATTEMPTS: usize = 3;

/// The faults of a call, attempt by attempt; a number is an index into all kinds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan([Option<usize>; PLANNED]);

impl Plan {
    pub(crate) fn of(seed: u64, idempotent: bool, number: usize, kinds: &[Kind]) -> Plan {
        let salt = (number as u64) << 1 | u64::from(idempotent);
        let mut chance = fastrand::Rng::with_seed(seed ^ salt.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        // Only a few calls meet no fault.
        let first = (chance.f64() < 0.97).then(|| chance.usize(..kinds.len()));
        let persists = |kind: usize| kinds[kind].fate == Fate::Persists;
        // A cause that prevents connections often lasts longer than a call.
        let outage = |kind: usize| kinds[kind].act.is_lost() && chance.bool();
        if first.is_some_and(persists) || first.is_some_and(outage) {
            return Plan([first; PLANNED]);
        }
        let mut faults = [None; PLANNED];
        faults[0] = first;
        for fault in &mut faults[1..] {
            let drawn = (chance.f64() < 0.3).then(|| chance.usize(..kinds.len()));
            *fault = drawn.filter(|kind| !persists(*kind));
        }
        Plan(faults)
    }

    /// The fault of an attempt, counted from 0.
    pub(crate) fn fault(&self, attempt: usize) -> Option<usize> {
        self.0.get(attempt).copied().flatten()
    }

    /// Whether an attempt fails before there is a connection.
    pub(crate) fn is_lost(&self, attempt: usize, kinds: &[Kind]) -> bool {
        self.fault(attempt)
            .is_some_and(|kind| kinds[kind].act.is_lost())
    }

    /// Whether the server closes the connection behind a response of the call without announcing it. The next call of the lane may
    /// be lost with that connection.
    pub(crate) fn leaves(&self, kinds: &[Kind]) -> bool {
        self.0
            .iter()
            .flatten()
            .any(|kind| kinds[*kind].act.leaves())
    }

    /// Whether the call meets faults, and all of them prove that nothing ran and could pass.
    pub(crate) fn is_safe(&self, kinds: &[Kind]) -> bool {
        let met = || self.0.iter().take(ATTEMPTS).map_while(|fault| *fault);
        met().next().is_some() && met().all(|kind| kinds[kind].fate == Fate::Passes)
    }
}
