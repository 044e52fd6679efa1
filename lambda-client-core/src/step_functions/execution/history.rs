//! What has happened in an execution, page by page.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::SystemTime;

use bytes::Bytes;
use futures_core::Stream;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::certainty::{ExecutionOperation, Operation};
use crate::error::{Error, ErrorKind};
use crate::future::BoxFuture;
use crate::page_cycle::PageCycle;
use crate::payload::Raw;
use crate::step_functions::machines::Shared;
use crate::step_functions::request::{Options, Request};
use crate::step_functions::{GetExecutionHistory, StatesOperation, wire};
use crate::transport::TransportError;

const OPERATION: ExecutionOperation = ExecutionOperation::Read("GetExecutionHistory");

/// An event of an execution.
///
/// `Debug` prints the type and the number, not the details: they may hold inputs, outputs and causes.
#[derive(Clone)]
pub struct HistoryEvent {
    id: u64,
    previous_id: u64,
    event_type: String,
    timestamp: SystemTime,
    details: Option<Raw>,
}

impl HistoryEvent {
    /// Returns the number of the event, from 1 on.
    pub fn id(&self) -> u64 {
        self.id
    }

    /// Returns the number of the event that led to this one; 0 for the first one.
    pub fn previous_id(&self) -> u64 {
        self.previous_id
    }

    /// Returns the type, such as `TaskFailed` or `LambdaFunctionScheduled` (Step Functions API reference, `HistoryEvent`).
    pub fn event_type(&self) -> &str {
        &self.event_type
    }

    /// Returns when it happened.
    pub fn timestamp(&self) -> SystemTime {
        self.timestamp
    }

    /// Returns the JSON of the details, such as the member `taskFailedEventDetails` of an event of type `TaskFailed`, if there are any.
    pub fn details(&self) -> Option<&Raw> {
        self.details.as_ref()
    }

    /// Decodes the details. `None` if there are none, or if they are not a `T`.
    pub fn details_as<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_slice(self.details.as_ref()?.bytes()).ok()
    }

    /// Returns the name of the state, if the event is about the beginning or the end of one.
    pub fn state(&self) -> Option<String> {
        self.detail("name")
    }

    /// Returns the name of the error, if the event is about one.
    pub fn error(&self) -> Option<String> {
        self.detail("error")
    }

    /// Returns the cause of the error, if the event is about one.
    pub fn cause(&self) -> Option<String> {
        self.detail("cause")
    }

    fn detail(&self, name: &str) -> Option<String> {
        let details: serde_json::Value = self.details_as()?;
        details.get(name)?.as_str().map(str::to_owned)
    }
}

impl fmt::Debug for HistoryEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HistoryEvent")
            .field("id", &self.id)
            .field("event_type", &self.event_type)
            .field("timestamp", &self.timestamp)
            .finish_non_exhaustive()
    }
}

/// An event as the API writes it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireEvent {
    timestamp: wire::Timestamp,
    #[serde(rename = "type")]
    event_type: String,
    id: u64,
    #[serde(default)]
    previous_event_id: u64,
    /// Among others, a member whose name depends on the type. Some types share one.
    #[serde(flatten)]
    others: std::collections::BTreeMap<String, serde_json::Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WirePage {
    events: Vec<WireEvent>,
    next_token: Option<String>,
}

struct Page {
    events: VecDeque<HistoryEvent>,
    next_token: Option<String>,
}

impl From<WireEvent> for HistoryEvent {
    fn from(event: WireEvent) -> Self {
        let mut others = event.others.into_iter();
        let details = others.find(|(name, _)| name.ends_with("EventDetails"));
        let text = details.and_then(|(_, details)| serde_json::value::to_raw_value(&details).ok());
        HistoryEvent {
            id: event.id,
            previous_id: event.previous_event_id,
            event_type: event.event_type,
            timestamp: event.timestamp.time(),
            details: text.map(|text| Raw::from(String::from(Box::<str>::from(text)))),
        }
    }
}

fn read(body: &Bytes) -> Result<Page, TransportError> {
    let page: WirePage = wire::read(body)?;
    Ok(Page {
        events: page.events.into_iter().map(HistoryEvent::from).collect(),
        // Some servers send an empty token with the last page.
        next_token: page.next_token.filter(|token| !token.is_empty()),
    })
}

/// The events of an execution over all pages, oldest first: a `Stream` of [futures-core], with [`next`](History::next) and
/// [`all`](History::all) for code that does not use a crate for streams.
///
/// [futures-core]: https://docs.rs/futures-core
///
/// Nothing is requested before the history is polled, and each page only once the events before it have been taken. A page that fails for
/// a moment is requested again. An error ends the history; so do tokens that lead back to an earlier page.
#[must_use = "a history requests nothing until it is polled"]
pub struct History {
    shared: Arc<Shared>,
    arn: Result<Arc<str>, Error>,
    page_size: Option<u32>,
    is_reversed: bool,
    events: VecDeque<HistoryEvent>,
    state: State,
    cycle: PageCycle,
}

enum State {
    /// The next page has this token.
    Between(Option<String>),
    Waiting(BoxFuture<'static, Result<Page, Error>>),
    Ended,
}

impl History {
    pub(super) fn new(shared: Arc<Shared>, arn: Result<Arc<str>, Error>) -> History {
        History {
            shared,
            arn,
            page_size: None,
            is_reversed: false,
            events: VecDeque::new(),
            state: State::Between(None),
            cycle: PageCycle::default(),
        }
    }

    /// Sets how many events each page may have, from 1 to 1,000. Default: AWS decides.
    pub fn page_size(mut self, events: u32) -> Self {
        self.page_size = Some(events.clamp(1, 1_000));
        self
    }

    /// Reads the newest event first.
    pub fn newest_first(mut self) -> Self {
        self.is_reversed = true;
        self
    }

    /// Returns the next event, or `None` after the last one and after an error.
    ///
    /// # Errors
    ///
    /// Returns an error if the page with the next event cannot be read.
    pub async fn next(&mut self) -> Option<Result<HistoryEvent, Error>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// Returns all events: 25,000 at most (AWS Step Functions service quotas).
    ///
    /// # Errors
    ///
    /// Returns the error of the first page that cannot be read. The events of the pages before it are lost.
    pub async fn all(mut self) -> Result<Vec<HistoryEvent>, Error> {
        let mut events = Vec::new();
        while let Some(event) = self.next().await {
            events.push(event?);
        }
        Ok(events)
    }

    fn request(&self, token: Option<String>) -> BoxFuture<'static, Result<Page, Error>> {
        let (shared, arn) = (Arc::clone(&self.shared), self.arn.clone());
        let (page_size, is_reversed) = (self.page_size, self.is_reversed);
        Box::pin(async move {
            let arn = arn?;
            let mut parameters = GetExecutionHistory::new(&arn);
            parameters.max_results = page_size;
            parameters.reverse_order = is_reversed.then_some(true);
            parameters.next_token = token.as_deref();
            parameters.include_execution_data = Some(true);
            let request = Request {
                operation: OPERATION,
                parameters: StatesOperation::GetExecutionHistory(parameters),
                subject: Some(&arn),
                machine: None,
                read,
            };
            Ok(request.send(&shared, Options::default()).await?.value)
        })
    }

    fn endless(&self) -> Error {
        Error::builder(ErrorKind::Response)
            .operation(Operation::Execution(OPERATION))
            .function(self.arn.as_deref().unwrap_or_default())
            .message("Step Functions returned the same pagination token twice")
            .build()
    }
}

impl Stream for History {
    type Item = Result<HistoryEvent, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            if let Some(event) = this.events.pop_front() {
                return Poll::Ready(Some(Ok(event)));
            }
            match &mut this.state {
                State::Between(token) => {
                    let token = token.take();
                    this.state = State::Waiting(this.request(token));
                }
                State::Waiting(page) => {
                    let page = ready!(page.as_mut().poll(cx));
                    this.state = State::Ended;
                    match page {
                        Ok(Page {
                            next_token: Some(token),
                            ..
                        }) if this.cycle.is_closed_by(&token) => {
                            return Poll::Ready(Some(Err(this.endless())));
                        }
                        Ok(page) => {
                            this.events = page.events;
                            if page.next_token.is_some() {
                                this.state = State::Between(page.next_token);
                            }
                        }
                        Err(error) => return Poll::Ready(Some(Err(error))),
                    }
                }
                State::Ended => return Poll::Ready(None),
            }
        }
    }
}

impl fmt::Debug for History {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("History")
            .field("arn", &self.arn)
            .field("page_size", &self.page_size)
            .field("is_reversed", &self.is_reversed)
            .field("buffered", &self.events.len())
            .finish_non_exhaustive()
    }
}
