//! A part of a listing.

/// The most functions that Lambda gives in one page of `ListFunctions`, whatever is asked for (Lambda's API reference).
pub const MAX_PAGE_SIZE: u32 = 50;

/// Which part of a listing is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PageRequest<'a> {
    /// Where the last page ended; none for the first page.
    pub marker: Option<&'a str>,
    /// How many items the page may have at most; none leaves it to Lambda.
    pub max_items: Option<u32>,
}

impl<'a> PageRequest<'a> {
    /// The first page, as long as Lambda likes.
    pub const fn first() -> Self {
        PageRequest {
            marker: None,
            max_items: None,
        }
    }

    /// The page behind this marker.
    #[must_use]
    pub const fn with_marker(mut self, marker: Option<&'a str>) -> Self {
        self.marker = marker;
        self
    }

    /// With this many items at most.
    #[must_use]
    pub const fn with_max_items(mut self, max_items: Option<u32>) -> Self {
        self.max_items = max_items;
        self
    }
}

/// Some items of a listing, and where it goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Page<T> {
    /// The items, in Lambda's order; a page may be empty and not be the last.
    pub items: Vec<T>,
    /// What to ask for the next page with (`NextMarker`); none for the last page.
    pub next_marker: Option<String>,
}

impl<T> Page<T> {
    /// The last page of a listing, or the only one.
    pub const fn last(items: Vec<T>) -> Self {
        Page {
            items,
            next_marker: None,
        }
    }

    /// A page with another one behind it.
    #[must_use]
    pub fn with_next_marker(mut self, marker: impl Into<String>) -> Self {
        self.next_marker = Some(marker.into());
        self
    }
}
