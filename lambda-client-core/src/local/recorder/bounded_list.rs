//! A list that drops its oldest entries.

use std::collections::VecDeque;

/// The limits on the number of entries and on the bytes that they hold.
const MAX_ENTRIES: usize = 10_000;
const MAX_BYTES: usize = 64 * 1024 * 1024;

#[derive(Debug)]
pub(super) struct BoundedList<T> {
    entries: VecDeque<(T, usize)>,
    bytes: usize,
    /// The number of the oldest entry in the list. Numbers are never reused.
    first: u64,
}

impl<T> Default for BoundedList<T> {
    fn default() -> Self {
        BoundedList {
            entries: VecDeque::new(),
            bytes: 0,
            first: 0,
        }
    }
}

impl<T> BoundedList<T> {
    /// Adds an entry that holds this many bytes, and returns its number.
    pub(super) fn push(&mut self, entry: T, bytes: usize) -> u64 {
        let number = self.first + self.entries.len() as u64;
        self.entries.push_back((entry, bytes));
        self.bytes += bytes;
        while self.entries.len() > MAX_ENTRIES || self.bytes > MAX_BYTES {
            let Some((_, bytes)) = self.entries.pop_front() else {
                break;
            };
            self.bytes -= bytes;
            self.first += 1;
        }
        number
    }

    /// Returns the entry with this number, unless it has been dropped.
    pub(super) fn get_mut(&mut self, number: u64) -> Option<&mut T> {
        let index = usize::try_from(number.checked_sub(self.first)?).ok()?;
        self.entries.get_mut(index).map(|(entry, _)| entry)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &T> {
        self.entries.iter().map(|(entry, _)| entry)
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Drops all entries. Numbering continues, so that a request in progress cannot update a later entry.
    pub(super) fn clear(&mut self) {
        self.first += self.entries.len() as u64;
        self.entries.clear();
        self.bytes = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_entries_are_dropped() {
        let mut list = BoundedList::default();
        let numbers: Vec<u64> = (0..MAX_ENTRIES + 2).map(|n| list.push(n, 0)).collect();
        assert_eq!(list.len(), MAX_ENTRIES);
        assert_eq!(list.get_mut(numbers[1]), None);
        assert_eq!(list.get_mut(numbers[2]), Some(&mut 2));
        list.push(0, MAX_BYTES);
        assert_eq!(list.len(), MAX_ENTRIES);
        list.push(0, 1);
        assert_eq!(list.len(), 1);
    }

    #[test]
    fn an_entry_from_before_clearing_is_gone() {
        let mut list = BoundedList::default();
        let old = list.push("old", 0);
        list.clear();
        let new = list.push("new", 0);
        assert_eq!(list.get_mut(old), None);
        assert_eq!(list.get_mut(new), Some(&mut "new"));
    }
}
