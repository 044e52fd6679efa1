//! How far an attempt has got.

mod scope;
#[cfg(test)]
mod tests;

use std::fmt;
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use self::scope::Scope;
use crate::certainty::DidRun;
use crate::transport::{Evidence, TransportError};

/// How far a request has got.
///
/// More stages may follow, such as those of a streamed response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum SendStage {
    /// Nothing has left this process yet.
    Preparing,
    /// The request may have left this process.
    Sending,
    /// Lambda has begun to respond.
    Responded,
}

impl SendStage {
    /// Returns the stage as a word, such as `sending`: a label for metrics and logs.
    pub const fn as_str(self) -> &'static str {
        match self {
            SendStage::Preparing => "preparing",
            SendStage::Sending => "sending",
            SendStage::Responded => "responded",
        }
    }
}

impl fmt::Display for SendStage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How far an attempt has got, readable after the attempt has timed out.
///
/// Each request has one, and shares it with its clones: middleware may send one request to several transports. The progress only
/// grows. What is reported for one request is not undone by a report for another. Whoever holds a clone of the progress when the
/// attempt ends may still send a request: the client then assumes that the function may run.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::transport::{InvokeRequest, SendStage};
///
/// let request = InvokeRequest::new("orders", "{}".into());
/// let progress = request.progress().clone();
/// request.clone().report(SendStage::Sending);
/// request.report(SendStage::Preparing);
/// assert_eq!(progress.stage(), Some(SendStage::Sending));
/// ```
#[derive(Clone, Default)]
pub struct SendProgress(Arc<Mutex<State>>);

/// Learns when the requests of an attempt are sent. Unlike whoever holds the progress, it sends none itself.
#[cfg(feature = "fan-out")]
pub(crate) trait SendListener: fmt::Debug + Send + Sync {
    /// Learns, after each report, whether the function may be running, or have run, for a request.
    fn note(&self, may_have_run: bool);
}

/// What was reported for the requests that share a progress.
#[derive(Debug, Default)]
struct State {
    /// The furthest stage.
    stage: Option<SendStage>,
    /// How many requests there were, by how far they got.
    requests: [usize; Reached::COUNT],
    /// Whether a transport has said what came of a request, and not only how far it got.
    has_results: bool,
    #[cfg(feature = "fan-out")]
    listener: Option<Arc<dyn SendListener>>,
}

/// How far a single request got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reached {
    /// Nothing was reported, and nobody has looked at the payload.
    Untouched,
    /// Nothing was reported, but somebody has looked at the payload.
    Read,
    /// It was not sent, or did not run the function.
    Unsent,
    Sent,
    Responded,
}

impl Reached {
    const COUNT: usize = 5;
}

impl SendProgress {
    /// Creates a progress to which nothing has been reported.
    pub fn new() -> Self {
        SendProgress::default()
    }

    /// Creates a progress to which nothing has been reported, with a listener.
    #[cfg(feature = "fan-out")]
    pub(crate) fn with_listener(listener: Arc<dyn SendListener>) -> Self {
        SendProgress(Arc::new(Mutex::new(State {
            listener: Some(listener),
            ..State::default()
        })))
    }

    /// Returns the progress of the attempt that this code is part of, or a new one.
    pub(crate) fn current() -> SendProgress {
        scope::current().unwrap_or_default()
    }

    /// Runs an attempt. Requests that its code builds anew belong to it as well, although middleware ought to pass on the one that
    /// it was given.
    pub(crate) fn scope<F: Future + Unpin>(
        &self,
        attempt: impl FnOnce() -> F,
    ) -> impl Future<Output = F::Output> {
        Scope::new(self.clone(), attempt)
    }

    /// Returns the furthest stage that was reported.
    pub fn stage(&self) -> Option<SendStage> {
        self.lock().stage
    }

    /// Returns whether the function may be running, or have run, for a request that was reported to be sent. Requests for
    /// which an [error](crate::transport::InvokeRequest::report_error) says that it did not run do not count.
    pub fn may_be_sent(&self) -> bool {
        self.lock().may_be_sent()
    }

    /// Returns what is certain about an attempt that timed out. Its future has been dropped.
    pub(crate) fn evidence(&self) -> Evidence {
        let state = self.lock();
        match (self.is_held() || state.may_have_run(), state.stage) {
            // A transport that reports nothing is believed to have sent the request.
            (_, None) => Evidence::Unknown,
            (false, Some(_)) => Evidence::NotSent,
            (true, Some(SendStage::Responded)) => Evidence::Responded,
            (true, Some(SendStage::Preparing | SendStage::Sending)) => Evidence::Unknown,
        }
    }

    /// Returns whether the function may have run for a request that this result of the attempt is not about. The future of the
    /// attempt has been dropped.
    ///
    /// Middleware may have sent several requests, and nobody knows which of them the result is about.
    pub(crate) fn is_open_after<T>(&self, result: &Result<T, TransportError>) -> bool {
        let state = self.lock();
        let is_only_one = state.requests.iter().sum::<usize>() <= 1;
        let error = result.as_ref().err();
        let proves_nothing_ran = error.is_some_and(|error| error.class().did_run == DidRun::No);
        match result.as_ref().map_err(TransportError::evidence) {
            _ if self.is_held() => true,
            // A report and an error that contradict each other.
            Err(Evidence::NotSent) if is_only_one => state.may_be_sent(),
            // The transport would have taken its reports back: the error is made up by middleware, for one that said otherwise.
            Err(_) if is_only_one => state.has_results && proves_nothing_ran && state.may_be_sent(),
            Ok(_) if is_only_one => false,
            // The response is that of a request which got a response.
            Ok(_) => {
                state.count(Reached::Sent) + state.count(Reached::Read) > 0
                    || state.count(Reached::Responded) > 1
            }
            Err(_) => state.may_have_run(),
        }
    }

    /// Returns whether somebody else holds the progress: a request, for example in a task that a middleware has spawned, or a task
    /// that will make a request with it. It may still be sent.
    fn is_held(&self) -> bool {
        Arc::strong_count(&self.0) > 1
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing panics while it holds the lock.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for SendProgress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SendProgress").field(&self.stage()).finish()
    }
}

impl State {
    fn count(&self, reached: Reached) -> usize {
        self.requests[reached as usize]
    }

    fn may_be_sent(&self) -> bool {
        self.count(Reached::Sent) + self.count(Reached::Responded) > 0
    }

    fn may_have_run(&self) -> bool {
        let [_, read, _, sent, answered] = self.requests;
        read + sent + answered > 0
    }
}

/// The reports for one request. A clone is for another request, and shares the progress.
#[derive(Debug)]
pub(crate) struct Reports {
    progress: SendProgress,
    reached: Mutex<Reached>,
    /// The reports under the progress that the request had before it was given this one.
    outer: Option<Box<Reports>>,
}

impl Reports {
    pub(crate) fn new(progress: &SendProgress) -> Reports {
        progress.lock().requests[Reached::Untouched as usize] += 1;
        Reports {
            progress: progress.clone(),
            reached: Mutex::new(Reached::Untouched),
            outer: None,
        }
    }

    /// Reports to this progress as well.
    pub(crate) fn with(self, progress: &SendProgress) -> Reports {
        let mut reports = Reports::new(progress);
        reports.outer = Some(Box::new(self));
        reports
    }

    pub(crate) fn progress(&self) -> &SendProgress {
        &self.progress
    }

    pub(crate) fn report(&self, stage: SendStage) {
        self.advance(Some(stage), |reached| match (stage, reached) {
            (SendStage::Responded, _) => Reached::Responded,
            (SendStage::Sending, Reached::Responded) => Reached::Responded,
            (SendStage::Sending, _) => Reached::Sent,
            (SendStage::Preparing, Reached::Sent | Reached::Responded) => reached,
            (SendStage::Preparing, _) => Reached::Unsent,
        });
    }

    /// Notes that the transport is about to return the result of this request, and that all its errors are reported.
    pub(crate) fn note_result(&self) {
        for reports in self.with_outer() {
            reports.progress.lock().has_results = true;
        }
    }

    /// Reports that the function did not run for this request, whatever was reported for it before.
    pub(crate) fn take_back(&self) {
        self.advance(None, |_| Reached::Unsent);
    }

    /// Notes that somebody has looked at the payload, as whoever sends it does.
    pub(crate) fn note_read(&self) {
        self.advance(None, |reached| match reached {
            Reached::Untouched => Reached::Read,
            _ => reached,
        });
    }

    /// Reports the error that a transport is about to return for this request. If it proves that the function did not run, earlier
    /// reports for this request no longer count.
    pub(crate) fn report_error(&self, error: &TransportError) {
        self.note_result();
        match (error.class().did_run, error.evidence()) {
            (DidRun::No, _) => self.take_back(),
            (_, Evidence::Responded) => self.report(SendStage::Responded),
            (_, Evidence::Unknown | Evidence::NotSent) => self.report(SendStage::Sending),
        }
    }

    /// Reports that a transport, which reports its errors, is about to return a response for this request.
    #[cfg(any(feature = "aws-sdk", feature = "local", feature = "test-util", test))]
    pub(crate) fn report_success(&self) {
        self.note_result();
        self.report(SendStage::Responded);
    }

    /// Returns these reports, and those under the progresses that the request had before.
    fn with_outer(&self) -> impl Iterator<Item = &Reports> {
        std::iter::successors(Some(self), |reports| reports.outer.as_deref())
    }

    fn advance(&self, stage: Option<SendStage>, next: impl Fn(Reached) -> Reached) {
        for reports in self.with_outer() {
            let mut reached = reports
                .reached
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            let mut state = reports.progress.lock();
            state.stage = state.stage.max(stage);
            state.requests[*reached as usize] -= 1;
            *reached = next(*reached);
            state.requests[*reached as usize] += 1;
            #[cfg(feature = "fan-out")]
            if let Some(listener) = &state.listener {
                listener.note(state.may_have_run());
            }
        }
    }
}

impl Clone for Reports {
    fn clone(&self) -> Reports {
        // Middleware may look at a payload before it clones the request; a transport that sends the request does not clone it.
        self.advance(None, |reached| match reached {
            Reached::Read => Reached::Untouched,
            _ => reached,
        });
        let mut reports = Reports::new(&self.progress);
        reports.outer = self.outer.clone();
        reports
    }
}
