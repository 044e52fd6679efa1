//! Records requests and runs, for assertions in tests.

mod bounded_list;
mod entries;
mod history;

use std::fmt;
use std::sync::Arc;

pub use self::entries::{RecordedRequest, RecordedRun};
pub(in crate::local) use self::history::History;

use crate::local::account_region::AccountRegion;
use crate::local::registry::arn::FunctionKey;

/// The requests and runs of a [`LocalLambda`](crate::LocalLambda), for assertions.
///
/// [`LocalLambda::recorder`](crate::LocalLambda::recorder) returns one. It keeps the latest 10,000 requests and 10,000 runs, and at
/// most 64 MB of payloads. Functions are distinguished by name; methods that take a name also take an ARN.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::LocalLambda;
/// use lambda_client::server::Invocation;
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), lambda_client::Error> {
/// let local = LocalLambda::builder()
///     .handler("ping", |_: Invocation| async { "1" })
///     .handler("pong", |_: Invocation| async { "1" })
///     .build();
/// let lambda = local.lambda();
/// lambda.call("ping").json::<u32>(&"hello").await?;
/// lambda.call("pong").json::<u32>(&()).await?;
///
/// let recorder = local.recorder();
/// recorder.assert_order(&["ping", "pong"]);
/// recorder.assert_requests("ping", 1);
/// recorder.assert_requested("ping", "hello");
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct Recorder {
    history: Arc<History>,
    /// Where a function is whose name is not an ARN.
    home: AccountRegion,
}

impl Recorder {
    pub(in crate::local) fn new(history: Arc<History>, home: AccountRegion) -> Recorder {
        Recorder { history, home }
    }

    fn name(&self, function: &str) -> String {
        let key = FunctionKey::parse(function, &self.home);
        key.map_or_else(|| function.to_owned(), |(key, _)| key.name)
    }

    /// Returns all requests in the order in which they arrived.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.history.requests().iter().cloned().collect()
    }

    /// Returns the requests to one function in the order in which they arrived.
    pub fn requests_to(&self, function: &str) -> Vec<RecordedRequest> {
        let name = self.name(function);
        let mut requests = self.requests();
        requests.retain(|request| request.function == name);
        requests
    }

    /// Returns all runs in the order in which they started.
    pub fn runs(&self) -> Vec<RecordedRun> {
        self.history.runs().iter().cloned().collect()
    }

    /// Returns the runs of one function in the order in which they started.
    pub fn runs_of(&self, function: &str) -> Vec<RecordedRun> {
        let name = self.name(function);
        let mut runs = self.runs();
        runs.retain(|run| run.function == name);
        runs
    }

    /// Forgets all requests and runs so far.
    pub fn clear(&self) {
        self.history.requests().clear();
        self.history.runs().clear();
    }

    /// Asserts that a function received this number of requests.
    ///
    /// # Panics
    ///
    /// Panics if it received more or fewer.
    #[track_caller]
    pub fn assert_requests(&self, function: &str, count: usize) {
        let found = self.requests_to(function);
        assert!(
            found.len() == count,
            "expected {count} requests to `{function}`, found {}: {found:#?}",
            found.len()
        );
    }

    /// Asserts that a function received this event at least once. Events are compared as JSON values.
    ///
    /// # Panics
    ///
    /// Panics if it did not. The message lists the events that the function received.
    #[track_caller]
    pub fn assert_requested(&self, function: &str, event: &(impl serde::Serialize + ?Sized)) {
        let expected = serde_json::to_value(event).ok();
        let found = self.requests_to(function);
        let as_json = |request: &RecordedRequest| -> Option<serde_json::Value> {
            serde_json::from_slice(&request.payload).ok()
        };
        let was_received =
            expected.is_some() && found.iter().any(|request| as_json(request) == expected);
        let events: Vec<_> = found
            .iter()
            .map(|request| String::from_utf8_lossy(&request.payload))
            .collect();
        assert!(
            was_received,
            "expected a request to `{function}` with {expected:?}, found {events:?}"
        );
    }

    /// Asserts that a function ran this number of times.
    ///
    /// # Panics
    ///
    /// Panics if it ran more or fewer times.
    #[track_caller]
    pub fn assert_runs(&self, function: &str, count: usize) {
        let found = self.runs_of(function);
        assert!(
            found.len() == count,
            "expected {count} runs of `{function}`, found {}: {found:#?}",
            found.len()
        );
    }

    /// Asserts that exactly these functions were requested, in this order.
    ///
    /// # Panics
    ///
    /// Panics if there were other requests, or if their order was another.
    #[track_caller]
    pub fn assert_order(&self, functions: &[&str]) {
        let expected: Vec<String> = functions.iter().map(|name| self.name(name)).collect();
        let requests = self.requests().into_iter();
        let found: Vec<String> = requests.map(|request| request.function).collect();
        assert!(
            found == expected,
            "expected requests to {expected:?}, found {found:?}"
        );
    }
}

impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorder")
            .field("requests", &self.history.requests().len())
            .field("runs", &self.history.runs().len())
            .finish()
    }
}
