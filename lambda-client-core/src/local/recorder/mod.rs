//! What was asked of a `LocalLambda`, and what ran.

mod ledger;

pub(crate) mod record;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;

use self::ledger::Ledger;
use crate::local::registry::arn::Key;
use crate::local::shared::Shared;
use crate::transport::InvocationType;

/// A request to the API, whether or not anything ran. `Debug` prints neither the event nor the client context.
#[derive(Clone)]
#[non_exhaustive]
pub struct RecordedRequest {
    /// The function's name, without ARN and qualifier.
    pub function: String,
    /// The version or alias that was asked for.
    pub qualifier: Option<String>,
    /// The invocation type.
    pub invocation_type: InvocationType,
    /// The event as it was sent.
    pub payload: Bytes,
    /// The client context, base64 as on the wire.
    pub client_context: Option<String>,
    /// The tenant id.
    pub tenant_id: Option<String>,
    /// Lambda's id of the request.
    pub request_id: String,
    /// The status that was answered; none while there is no answer, or if the connection broke.
    pub status: Option<u16>,
    /// Lambda's error code, where it refused the request.
    pub code: Option<String>,
}

/// One run of a function.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RecordedRun {
    /// The function's name.
    pub function: String,
    /// The version that ran.
    pub version: String,
    /// The id of the request; all runs of an event have the same.
    pub request_id: String,
    /// Which run of the request this was; only events have more than one.
    pub attempt: u32,
    /// Whether a new environment was started for it.
    pub cold_start: bool,
    /// How long it took; none while it runs.
    pub duration: Option<Duration>,
    /// The `errorType`, if the function failed.
    pub error_type: Option<String>,
}

/// Remembers requests and runs: the last 10,000 of each, and no more than 64 MB of what the requests carried.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    requests: Mutex<Ledger<RecordedRequest>>,
    runs: Mutex<Ledger<RecordedRun>>,
}

fn lock<T>(ledger: &Mutex<T>) -> MutexGuard<'_, T> {
    ledger.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Memory {
    pub(crate) fn request(&self, request: RecordedRequest) -> u64 {
        let texts = [
            Some(&request.function),
            request.qualifier.as_ref(),
            request.client_context.as_ref(),
            request.tenant_id.as_ref(),
        ];
        let text: usize = texts.into_iter().flatten().map(String::len).sum();
        let bytes = request.payload.len() + text;
        lock(&self.requests).push(request, bytes)
    }

    pub(crate) fn answered(&self, entry: u64, status: Option<u16>, code: Option<String>) {
        if let Some(request) = lock(&self.requests).get_mut(entry) {
            request.status = status;
            request.code = code;
        }
    }

    pub(crate) fn run_started(&self, run: RecordedRun) -> u64 {
        lock(&self.runs).push(run, 0)
    }

    pub(crate) fn run_ended(&self, entry: u64, duration: Duration, error_type: Option<String>) {
        if let Some(run) = lock(&self.runs).get_mut(entry) {
            run.duration = Some(duration);
            run.error_type = error_type;
        }
    }
}

/// What was asked and what ran, for assertions: see [`LocalLambda::recorder`](crate::LocalLambda::recorder).
///
/// It keeps the last 10,000 requests and runs, and no more than 64 MB of what the requests carried. Functions are told apart by name, which may
/// be given as an ARN too.
///
/// ```
/// use lambda_client_core::{LocalLambda, server::Invocation};
/// use lambda_client_core::local::Function;
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), lambda_client_core::Error> {
/// let ping = || Function::new(|_: Invocation| async { "1" });
/// let local = LocalLambda::builder().function("ping", ping()).function("pong", ping()).build();
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
    pub(crate) shared: Arc<Shared>,
}

impl Recorder {
    fn memory(&self) -> &Memory {
        &self.shared.recorder
    }

    fn name(&self, function: &str) -> String {
        let key = Key::parse(function, &self.shared.registry.home);
        key.map_or_else(|| function.to_owned(), |(key, _)| key.name)
    }

    /// All requests, in the order in which they came.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        lock(&self.memory().requests).iter().cloned().collect()
    }

    /// The requests to one function, in the order in which they came.
    pub fn requests_to(&self, function: &str) -> Vec<RecordedRequest> {
        let name = self.name(function);
        let all = lock(&self.memory().requests);
        all.iter()
            .filter(|request| request.function == name)
            .cloned()
            .collect()
    }

    /// All runs, in the order in which they began.
    pub fn runs(&self) -> Vec<RecordedRun> {
        lock(&self.memory().runs).iter().cloned().collect()
    }

    /// The runs of one function, in the order in which they began.
    pub fn runs_of(&self, function: &str) -> Vec<RecordedRun> {
        let name = self.name(function);
        let all = lock(&self.memory().runs);
        all.iter()
            .filter(|run| run.function == name)
            .cloned()
            .collect()
    }

    /// Forgets everything so far.
    pub fn clear(&self) {
        lock(&self.memory().requests).clear();
        lock(&self.memory().runs).clear();
    }

    /// Asserts how many requests came to a function.
    ///
    /// # Panics
    ///
    /// If it were more or fewer.
    #[track_caller]
    pub fn assert_requests(&self, function: &str, count: usize) {
        let found = self.requests_to(function);
        assert!(
            found.len() == count,
            "expected {count} requests to `{function}`, there were {}: {found:#?}",
            found.len()
        );
    }

    /// Asserts that a function was requested with this event at least once. Events are compared as JSON.
    ///
    /// # Panics
    ///
    /// If it was not; the message shows the events that came.
    #[track_caller]
    pub fn assert_requested(&self, function: &str, event: &(impl serde::Serialize + ?Sized)) {
        let expected = serde_json::to_value(event).ok();
        let found = self.requests_to(function);
        let as_json = |request: &RecordedRequest| -> Option<serde_json::Value> {
            serde_json::from_slice(&request.payload).ok()
        };
        let is_there =
            expected.is_some() && found.iter().any(|request| as_json(request) == expected);
        let events: Vec<_> = found
            .iter()
            .map(|request| String::from_utf8_lossy(&request.payload))
            .collect();
        assert!(
            is_there,
            "`{function}` was not requested with {expected:?}; it was with {events:?}"
        );
    }

    /// Asserts how often a function ran.
    ///
    /// # Panics
    ///
    /// If it were more or fewer times.
    #[track_caller]
    pub fn assert_runs(&self, function: &str, count: usize) {
        let found = self.runs_of(function);
        assert!(
            found.len() == count,
            "expected {count} runs of `{function}`, there were {}: {found:#?}",
            found.len()
        );
    }

    /// Asserts which functions were requested, all of them and in this order.
    ///
    /// # Panics
    ///
    /// If they were others, or in another order.
    #[track_caller]
    pub fn assert_order(&self, functions: &[&str]) {
        let expected: Vec<String> = functions.iter().map(|name| self.name(name)).collect();
        let found: Vec<String> = self
            .requests()
            .into_iter()
            .map(|request| request.function)
            .collect();
        assert!(
            found == expected,
            "expected requests to {expected:?}, there were {found:?}"
        );
    }
}

impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorder")
            .field("requests", &lock(&self.memory().requests).len())
            .field("runs", &lock(&self.memory().runs).len())
            .finish()
    }
}

impl fmt::Debug for RecordedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecordedRequest")
            .field("function", &self.function)
            .field("qualifier", &self.qualifier)
            .field("invocation_type", &self.invocation_type)
            .field("payload_bytes", &self.payload.len())
            .field("tenant_id", &self.tenant_id)
            .field("request_id", &self.request_id)
            .field("status", &self.status)
            .field("code", &self.code)
            .finish_non_exhaustive()
    }
}
