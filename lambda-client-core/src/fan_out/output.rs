//! What has ended and has not been given yet.

use std::collections::{BTreeMap, VecDeque};

/// How many items that ended early an ordered fan-out keeps, for each item at a time, and at least.
const KEPT_EACH: usize = 4;
const KEPT_LEAST: usize = 64;

/// The items that have ended, in the order in which they are given: as they end, or in that of the inputs.
pub(super) struct Output<D> {
    is_ordered: bool,
    /// What is given next.
    ended: VecDeque<D>,
    /// What has ended before its turn, by index, with the number of its items.
    early: BTreeMap<usize, (usize, D)>,
    /// The index of the item whose turn it is.
    turn: usize,
}

impl<D> Output<D> {
    pub(super) fn new(is_ordered: bool) -> Output<D> {
        Output {
            is_ordered,
            ended: VecDeque::new(),
            early: BTreeMap::new(),
            turn: 0,
        }
    }

    /// Adds what has ended: so many items, from this index on.
    pub(super) fn add(&mut self, index: usize, items: usize, done: D) {
        if !self.is_ordered {
            self.ended.push_back(done);
            return;
        }
        self.early.insert(index, (items, done));
        while let Some((items, done)) = self.early.remove(&self.turn) {
            self.turn += items;
            self.ended.push_back(done);
        }
    }

    /// Takes what is given next, if its turn has come.
    pub(super) fn next(&mut self) -> Option<D> {
        self.ended.pop_front()
    }

    /// Returns whether `next` has something to give.
    pub(super) fn is_ready(&self) -> bool {
        !self.ended.is_empty()
    }

    /// Returns whether so much has ended before its turn that nothing should start, where so many items run at a time.
    pub(super) fn is_behind(&self, at_a_time: usize) -> bool {
        self.early.len() >= at_a_time.saturating_mul(KEPT_EACH).max(KEPT_LEAST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(output: &mut Output<char>) -> String {
        std::iter::from_fn(|| output.next()).collect()
    }

    #[test]
    fn what_ends_is_given_as_it_ends() {
        let mut output = Output::new(false);
        output.add(1, 1, 'b');
        output.add(0, 1, 'a');
        assert_eq!(given(&mut output), "ba");
        assert!(!output.is_ready());
    }

    #[test]
    fn what_ends_early_waits_for_its_turn() {
        let mut output = Output::new(true);
        output.add(3, 1, 'c');
        output.add(1, 2, 'b');
        assert!(!output.is_ready());
        output.add(0, 1, 'a');
        assert_eq!(given(&mut output), "abc");
    }

    #[test]
    fn only_what_waits_for_its_turn_is_behind() {
        let mut output = Output::new(true);
        output.add(0, 1, 'a');
        for index in 2..66 {
            assert!(!output.is_behind(1), "{index}");
            output.add(index, 1, 'x');
        }
        assert!(output.is_behind(16));
        assert!(!output.is_behind(17));
    }
}
