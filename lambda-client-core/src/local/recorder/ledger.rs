//! A list that forgets its oldest entries.

use std::collections::VecDeque;

/// The most entries, and the most bytes of theirs, that are kept.
const ENTRIES: usize = 10_000;
const BYTES: usize = 64 * 1024 * 1024;

#[derive(Debug)]
pub(crate) struct Ledger<T> {
    entries: VecDeque<(T, usize)>,
    bytes: usize,
    /// The number of the oldest entry that is still there.
    first: u64,
}

impl<T> Default for Ledger<T> {
    fn default() -> Self {
        Ledger {
            entries: VecDeque::new(),
            bytes: 0,
            first: 0,
        }
    }
}

impl<T> Ledger<T> {
    /// Adds an entry that holds on to this many bytes; gives its number.
    pub(crate) fn push(&mut self, entry: T, bytes: usize) -> u64 {
        let number = self.first + self.entries.len() as u64;
        self.entries.push_back((entry, bytes));
        self.bytes += bytes;
        while self.entries.len() > ENTRIES || self.bytes > BYTES {
            let Some((_, bytes)) = self.entries.pop_front() else {
                break;
            };
            self.bytes -= bytes;
            self.first += 1;
        }
        number
    }

    /// The entry of this number, if it is still there.
    pub(crate) fn get_mut(&mut self, number: u64) -> Option<&mut T> {
        let index = usize::try_from(number.checked_sub(self.first)?).ok()?;
        self.entries.get_mut(index).map(|(entry, _)| entry)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        self.entries.iter().map(|(entry, _)| entry)
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Forgets all entries. Numbers go on, so that what is under way cannot meet a newer entry.
    pub(crate) fn clear(&mut self) {
        self.first += self.entries.len() as u64;
        self.entries.clear();
        self.bytes = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_are_forgotten() {
        let mut ledger = Ledger::default();
        let numbers: Vec<u64> = (0..ENTRIES + 2).map(|n| ledger.push(n, 0)).collect();
        assert_eq!(ledger.len(), ENTRIES);
        assert_eq!(ledger.get_mut(numbers[1]), None);
        assert_eq!(ledger.get_mut(numbers[2]), Some(&mut 2));
        ledger.push(0, BYTES);
        assert_eq!(ledger.len(), ENTRIES);
        ledger.push(0, 1);
        assert_eq!(ledger.len(), 1);
    }

    #[test]
    fn an_entry_of_before_clearing_is_gone() {
        let mut ledger = Ledger::default();
        let old = ledger.push("old", 0);
        ledger.clear();
        let new = ledger.push("new", 0);
        assert_eq!(ledger.get_mut(old), None);
        assert_eq!(ledger.get_mut(new), Some(&mut "new"));
    }
}
