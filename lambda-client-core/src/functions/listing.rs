//! All items of a listing, page by page.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;

use crate::certainty::Operation;
use crate::error::{Error, ErrorKind};
use crate::functions::request::read;
use crate::functions::{Page, PageRequest};
use crate::future::BoxFuture;
use crate::lambda::Shared;
use crate::transport::{Transport, TransportError};

/// The items of a listing over all its pages: a [`Stream`], and [`next`](Listing::next) and [`all`](Listing::all) for code
/// without a crate for streams.
///
/// Nothing is asked before the listing is polled, and a page only once the items before it have been taken. A page that
/// fails in passing is asked for again, as the settings of the [`Lambda`](crate::Lambda) say; its timeout is that of one
/// page. An error ends the listing.
#[must_use = "a listing asks for nothing until it is polled"]
pub struct Listing<T> {
    source: Source<T>,
    max_items: Option<u32>,
    items: vec::IntoIter<T>,
    state: State<T>,
}

/// Where the pages come from.
pub(crate) struct Source<T> {
    pub(crate) shared: Arc<Shared>,
    pub(crate) operation: &'static str,
    /// The function that is asked about; none for the account.
    pub(crate) function: Option<Arc<str>>,
    pub(crate) page: GetPage<T>,
}

/// The method of a transport that gives a page. The text is the function that is asked about, empty for the account.
pub(crate) type GetPage<T> = for<'a> fn(
    &'a dyn Transport,
    &'a str,
    PageRequest<'a>,
) -> BoxFuture<'a, Result<Page<T>, TransportError>>;

enum State<T> {
    /// The next page begins behind this marker.
    Between(Option<String>),
    Waiting(BoxFuture<'static, Result<Page<T>, Error>>),
    /// Nothing can be asked, for this reason.
    Impossible(Error),
    Ended,
}

// The items at hand are plain values; nothing points into them.
impl<T> Unpin for Listing<T> {}

// Written out: the source is cloned for every page, and its items need not be `Clone` for that.
impl<T> Clone for Source<T> {
    fn clone(&self) -> Self {
        Source {
            shared: Arc::clone(&self.shared),
            operation: self.operation,
            function: self.function.clone(),
            page: self.page,
        }
    }
}

impl<T> Listing<T> {
    pub(crate) fn new(source: Source<T>) -> Self {
        Self::from(source, State::Between(None))
    }

    /// A listing that gives this error and ends.
    pub(crate) fn impossible(source: Source<T>, error: Error) -> Self {
        Self::from(source, State::Impossible(error))
    }

    fn from(source: Source<T>, state: State<T>) -> Self {
        Listing {
            source,
            max_items: None,
            items: Vec::new().into_iter(),
            state,
        }
    }

    /// How many items Lambda is asked for at a time. Without it Lambda decides; of functions it gives 50 at most, whatever is
    /// asked.
    pub fn page_size(mut self, items: u32) -> Self {
        self.max_items = Some(items.clamp(1, 10_000));
        self
    }
}

impl<T: Send + 'static> Listing<T> {
    /// The next item; none after the last one and after an error.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// All items, in Lambda's order.
    ///
    /// # Errors
    ///
    /// That of the first page that could not be had, even where there were pages before it.
    pub async fn all(mut self) -> Result<Vec<T>, Error> {
        let mut items = Vec::new();
        while let Some(item) = self.next().await {
            items.push(item?);
        }
        Ok(items)
    }

    fn ask(&self, marker: Option<String>) -> BoxFuture<'static, Result<Page<T>, Error>> {
        let source = self.source.clone();
        let max_items = self.max_items;
        Box::pin(async move { source.ask(marker, max_items).await })
    }
}

impl<T: Send + 'static> Source<T> {
    async fn ask(self, marker: Option<String>, max_items: Option<u32>) -> Result<Page<T>, Error> {
        let Source {
            shared,
            operation,
            function,
            page,
        } = &self;
        let request = PageRequest::first()
            .with_marker(marker.as_deref())
            .with_max_items(max_items);
        let function = function.as_deref();
        let once = || page(&*shared.transport, function.unwrap_or_default(), request);
        let mut answer = read(shared, operation, function, &once).await?;
        // Some servers write an empty marker where there is none.
        answer.next_marker = answer.next_marker.filter(|marker| !marker.is_empty());
        if marker.is_some() && answer.next_marker == marker {
            let error = Error::builder(ErrorKind::Response)
                .operation(Operation::Read(operation))
                .message("the page says that it is followed by itself");
            return Err(error.build());
        }
        Ok(answer)
    }
}

impl<T: Send + 'static> Stream for Listing<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            if let Some(item) = this.items.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            if let State::Waiting(page) = &mut this.state {
                let page = ready!(page.as_mut().poll(cx));
                this.state = State::Ended;
                match page {
                    Ok(page) => {
                        this.items = page.items.into_iter();
                        if page.next_marker.is_some() {
                            this.state = State::Between(page.next_marker);
                        }
                    }
                    Err(error) => return Poll::Ready(Some(Err(error))),
                }
                continue;
            }
            match std::mem::replace(&mut this.state, State::Ended) {
                State::Between(marker) => this.state = State::Waiting(this.ask(marker)),
                State::Impossible(error) => return Poll::Ready(Some(Err(error))),
                State::Waiting(_) | State::Ended => return Poll::Ready(None),
            }
        }
    }
}

impl<T> fmt::Debug for Listing<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Listing")
            .field("operation", &self.source.operation)
            .field("function", &self.source.function)
            .field("max_items", &self.max_items)
            .field("at_hand", &self.items.len())
            .finish_non_exhaustive()
    }
}
