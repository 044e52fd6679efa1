//! The pages of a listing.

/// The most functions that Lambda returns in one page of `ListFunctions`, even if a request allows more (Lambda API reference).
pub const MAX_PAGE_SIZE: u32 = 50;

/// Which page of a listing is requested.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PageRequest<'a> {
    /// The marker that the previous page ended with; `None` for the first page.
    pub marker: Option<&'a str>,
    /// How many items the page may have; `None` leaves it to Lambda.
    pub max_items: Option<u32>,
}

impl<'a> PageRequest<'a> {
    /// Requests the first page, of the size that Lambda chooses.
    pub const fn first() -> Self {
        PageRequest {
            marker: None,
            max_items: None,
        }
    }

    /// Sets the marker that the page follows.
    #[must_use]
    pub const fn with_marker(mut self, marker: Option<&'a str>) -> Self {
        self.marker = marker;
        self
    }

    /// Sets how many items the page may have.
    #[must_use]
    pub const fn with_max_items(mut self, max_items: Option<u32>) -> Self {
        self.max_items = max_items;
        self
    }
}

/// A page of a listing.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::functions::{Page, PageRequest};
///
/// let page = Page::last(vec![1, 2]).with_next_marker("m-2");
/// let next = PageRequest::first().with_marker(page.next_marker.as_deref());
/// assert_eq!(next.marker, Some("m-2"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Page<T> {
    /// The items, in Lambda's order. A page may be empty without being the last.
    pub items: Vec<T>,
    /// The marker to request the next page with (`NextMarker`); `None` for the last page.
    pub next_marker: Option<String>,
}

impl<T> Page<T> {
    /// Creates the last page of a listing, or the only one.
    pub const fn last(items: Vec<T>) -> Self {
        Page {
            items,
            next_marker: None,
        }
    }

    /// Sets the marker of the next page.
    #[must_use]
    pub fn with_next_marker(mut self, marker: impl Into<String>) -> Self {
        self.next_marker = Some(marker.into());
        self
    }
}
