//! Listings that would never end: tokens of pages that come again.

/// Finds a cycle among the tokens of a listing's pages, of whatever length, and keeps one of them (Brent's algorithm).
///
/// A cycle of `n` pages is found after `2n` of them at the latest, counted from its first page or from twice the pages before it.
#[derive(Debug, Default)]
pub(crate) struct PageCycle {
    kept: Option<String>,
    /// The tokens since the kept one.
    since: u64,
    /// How many tokens the kept one is compared with.
    limit: u64,
}

impl PageCycle {
    /// Notes the token of the next page. Returns whether it has come before.
    pub(crate) fn is_closed_by(&mut self, token: &str) -> bool {
        if self.kept.as_deref() == Some(token) {
            return true;
        }
        self.since += 1;
        if self.since >= self.limit {
            self.kept = Some(token.to_owned());
            self.since = 0;
            self.limit = (self.limit * 2).max(2);
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns how many pages are read, of a listing that begins with `head` pages and then repeats `cycle`.
    fn pages(head: usize, cycle: usize) -> usize {
        let mut found = PageCycle::default();
        let token = |page: usize| match page {
            page if page < head => format!("head-{page}"),
            page => format!("cycle-{}", (page - head) % cycle),
        };
        let first = (0..100_000).find(|page| found.is_closed_by(&token(*page)));
        first.expect("an end")
    }

    #[test]
    fn cycles_of_any_length_are_found_soon() {
        assert_eq!(pages(0, 1), 1);
        assert_eq!(pages(0, 2), 2);
        for head in 0..40 {
            for cycle in 1..40 {
                let pages = pages(head, cycle);
                // Never before the first repetition, and not long after it.
                assert!(pages >= head + cycle, "{head} {cycle}: {pages}");
                assert!(pages <= 3 * (head + cycle), "{head} {cycle}: {pages}");
            }
        }
    }

    #[test]
    fn tokens_that_differ_are_not_a_cycle() {
        let mut found = PageCycle::default();
        assert!((0..10_000).all(|page| !found.is_closed_by(&page.to_string())));
    }
}
