//! The items of a listing, page by page.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;

use crate::certainty::Operation;
use crate::directory::{Directory, Page, PageRequest};
use crate::error::{Error, ErrorKind};
use crate::functions::request::read;
use crate::functions::source::directory;
use crate::future::BoxFuture;
use crate::lambda::Shared;
use crate::page_cycle::PageCycle;
use crate::transport::TransportError;

/// The items of a listing over all its pages: a `Stream` of [futures-core], with [`next`](Listing::next) and
/// [`all`](Listing::all) for code that does not use a crate for streams.
///
/// [futures-core]: https://docs.rs/futures-core
///
/// Nothing is requested before the listing is polled, and each page only once the items before it have been taken. A page
/// that fails temporarily is requested again, by the retry settings of the [`Lambda`](crate::Lambda); its timeout applies to
/// each page. An error ends the listing; so do markers that lead back to an earlier page.
///
/// ```no_run
/// # extern crate lambda_client_core as lambda_client;
/// # async fn example(lambda: lambda_client::Lambda) -> Result<(), lambda_client::Error> {
/// for version in lambda.function("orders").versions().page_size(20).all().await? {
///     println!("{}", version.version);
/// }
/// # Ok(()) }
/// ```
#[must_use = "a listing requests nothing until it is polled"]
pub struct Listing<T> {
    source: Source<T>,
    max_items: Option<u32>,
    items: vec::IntoIter<T>,
    state: State<T>,
    cycle: PageCycle,
}

/// Where the pages come from.
pub(crate) struct Source<T> {
    pub(crate) shared: Arc<Shared>,
    pub(crate) operation: &'static str,
    /// The function whose items are listed; `None` for a listing of the account.
    pub(crate) function: Option<Arc<str>>,
    pub(crate) page: GetPage<T>,
}

/// The method of a directory that returns a page. The text is the name of the function, empty for a listing of the account.
pub(crate) type GetPage<T> = for<'a> fn(
    &'a dyn Directory,
    &'a str,
    PageRequest<'a>,
) -> BoxFuture<'a, Result<Page<T>, TransportError>>;

enum State<T> {
    /// The next page begins after this marker.
    Between(Option<String>),
    Waiting(BoxFuture<'static, Result<Page<T>, Error>>),
    /// The listing cannot begin, for this reason.
    Impossible(Error),
    Ended,
}

// The buffered items are plain values; nothing points into them.
impl<T> Unpin for Listing<T> {}

// A derived impl would require `T: Clone`.
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

    /// Makes a listing that returns this error and ends.
    pub(crate) fn impossible(source: Source<T>, error: Error) -> Self {
        Self::from(source, State::Impossible(error))
    }

    fn from(source: Source<T>, state: State<T>) -> Self {
        Listing {
            source,
            max_items: None,
            items: Vec::new().into_iter(),
            state,
            cycle: PageCycle::default(),
        }
    }

    /// Sets how many items each page may have, from 1 to 10,000. By default Lambda decides; it never returns more than
    /// [`MAX_PAGE_SIZE`](crate::functions::MAX_PAGE_SIZE) functions in a page.
    pub fn page_size(mut self, items: u32) -> Self {
        self.max_items = Some(items.clamp(1, 10_000));
        self
    }
}

impl<T: Send + 'static> Listing<T> {
    /// Returns the next item, or `None` after the last one and after an error.
    ///
    /// # Errors
    ///
    /// Returns an error if the page with the next item cannot be read.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// Returns all items, in Lambda's order.
    ///
    /// # Errors
    ///
    /// Returns the error of the first page that cannot be read. The items of the pages before it are lost.
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
        let directory = directory(shared);
        let once = || page(directory, function.unwrap_or_default(), request);
        let mut page = read(shared, operation, function, &once).await?;
        // Some servers send an empty marker with the last page.
        page.next_marker = page.next_marker.filter(|marker| !marker.is_empty());
        Ok(page)
    }

    fn endless(&self) -> Error {
        Error::builder(ErrorKind::Response)
            .operation(Operation::Read(self.operation))
            .message("Lambda returned the same pagination marker twice")
            .build()
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
                    Ok(Page {
                        next_marker: Some(marker),
                        ..
                    }) if this.cycle.is_closed_by(&marker) => {
                        return Poll::Ready(Some(Err(this.source.endless())));
                    }
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
            .field("buffered", &self.items.len())
            .finish_non_exhaustive()
    }
}
