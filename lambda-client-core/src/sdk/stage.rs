//! How far the SDK has got with a request, as reported by an interceptor and by the HTTP client.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use aws_sdk_lambda::config::interceptors::{
    BeforeDeserializationInterceptorContextRef, BeforeSerializationInterceptorContextRef,
    BeforeTransmitInterceptorContextMut, BeforeTransmitInterceptorContextRef,
};
use aws_sdk_lambda::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_lambda::error::BoxError;
use aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint;
use aws_smithy_runtime_api::http::Headers;
use aws_types::endpoint_config::EndpointUrl;
use aws_types::region::Region;

use crate::http::Mistake;
use crate::sdk::endpoint;
use crate::sdk::evidence::{Evidence, Notes};
use crate::sdk::region::NoRegion;
#[cfg(feature = "step-functions")]
use crate::step_functions::{StatesRequest, StatesResponse};
use crate::transport::wire::request::TRACE_HEADER;
use crate::transport::{InvokeRequest, Reports, SendStage};

/// How far a request got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reached {
    /// The request was being built, or waited for credentials.
    Preparing,
    /// The request was given to the HTTP client, which did not send it.
    Connecting,
    /// The request was sent, or may have been.
    Sending,
    /// The head of a response arrived.
    Responded,
}

/// How far a request got, and what is known of its transmission.
#[derive(Debug)]
struct Track {
    stage: Reached,
    evidence: Evidence,
    /// The trace header that is still to be set.
    trace_header: Option<String>,
    /// The response that an interceptor has kept.
    #[cfg(feature = "step-functions")]
    kept: Option<StatesResponse>,
}

impl Track {
    const START: Track = Track {
        stage: Reached::Preparing,
        evidence: Evidence::Nothing,
        trace_header: None,
        #[cfg(feature = "step-functions")]
        kept: None,
    };

    /// Returns how far the request got. While it is under way, its body is held by the SDK's future.
    fn reached(&self, is_over: bool) -> Reached {
        match self.stage {
            Reached::Sending if is_over && self.evidence.is_held() => Reached::Sending,
            Reached::Sending if self.evidence.is_unsent() => Reached::Connecting,
            stage => stage,
        }
    }
}

thread_local! {
    /// The track of the request whose future is being polled on this thread. The interceptor runs inside that poll, and this
    /// is cheaper than an interceptor for each call.
    static TRACK: RefCell<Track> = const { RefCell::new(Track::START) };
}

/// Notes when the transmission begins and ends: everything before it happens in this process. Refuses what the SDK panics over.
#[derive(Debug)]
pub(crate) struct StageInterceptor {
    /// What is known of the user's HTTP client; `None` means that the client is ours.
    notes: Option<Arc<Notes>>,
    /// The configuration has been checked.
    is_checked: AtomicBool,
}

impl StageInterceptor {
    pub(crate) fn new(notes: Option<Arc<Notes>>) -> Self {
        StageInterceptor {
            notes,
            is_checked: AtomicBool::new(false),
        }
    }
}

#[dyn_dispatch_hint]
impl Intercept for StageInterceptor {
    fn name(&self) -> &'static str {
        "lambda-client stage"
    }

    fn read_before_execution(
        &self,
        _context: &BeforeSerializationInterceptorContextRef<'_>,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        // The configuration is the same for all requests of the client.
        if self.is_checked.load(Ordering::Relaxed) {
            return Ok(());
        }
        if config.load::<Region>().is_none() {
            return Err(NoRegion.into());
        }
        if let Some(url) = config.load::<EndpointUrl>() {
            endpoint::check(&url.0)?;
        }
        self.is_checked.store(true, Ordering::Relaxed);
        Ok(())
    }

    fn modify_before_transmit(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _runtime: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        // The SDK's retries are off, but a user's interceptor can turn them on again. What is known of the first attempt
        // stays.
        if TRACK.with_borrow(|track| track.stage != Reached::Preparing) {
            let mistake = Mistake("the retries of the SDK were turned on; only `Lambda` retries");
            return Err(mistake.into());
        }
        let request = context.request_mut();
        let evidence = match &self.notes {
            None => Evidence::of_own(request),
            Some(notes) => Evidence::of_foreign(request, notes),
        };
        let trace_header = TRACK.with_borrow_mut(|track| {
            track.evidence = evidence;
            track.trace_header.take()
        });
        if let Some(trace_header) = trace_header
            && !has_own_trace_header(request.headers())
        {
            // The signature does not cover this header. What the SDK has read from the environment may be the trace of another
            // invocation in this process. A value that is not valid in a header must not fail the call.
            let _ = request.headers_mut().try_insert(TRACE_HEADER, trace_header);
        }
        Ok(())
    }

    fn read_before_transmit(
        &self,
        _context: &BeforeTransmitInterceptorContextRef<'_>,
        _runtime: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        TRACK.with_borrow_mut(|track| track.stage = Reached::Sending);
        Ok(())
    }

    fn read_after_transmit(
        &self,
        _context: &BeforeDeserializationInterceptorContextRef<'_>,
        _runtime: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        TRACK.with_borrow_mut(|track| track.stage = Reached::Responded);
        Ok(())
    }
}

/// Returns whether an interceptor of the user has set the trace header, and not the SDK, which reads it from the environment.
fn has_own_trace_header(headers: &Headers) -> bool {
    let Some(header) = headers.get(TRACE_HEADER) else {
        return false;
    };
    std::env::var("_X_AMZN_TRACE_ID").map_or(true, |variable| variable != header)
}

/// Says that the request whose transmission has begun in this poll is sent without a place for notes.
pub(crate) fn lose_track() {
    TRACK.with_borrow_mut(|track| track.evidence = Evidence::Nothing);
}

/// Keeps the response of the request that is polled, for the one who has sent it.
#[cfg(feature = "step-functions")]
pub(crate) fn keep(response: StatesResponse) {
    TRACK.with_borrow_mut(|track| track.kept = Some(response));
}

/// Follows the SDK's future of a request, which is large: it stays where it was made. The follower outlives it, so that what somebody still
/// holds of the request shows.
pub(crate) struct Follower<'a> {
    reports: Option<&'a Reports>,
    /// What was reported last.
    reported: Option<SendStage>,
    track: Track,
    /// The SDK's future has been dropped.
    is_over: bool,
}

impl<'a> Follower<'a> {
    /// The progress of `request` learns how far the SDK gets.
    pub(crate) fn new(request: Option<&'a InvokeRequest<'a>>) -> Self {
        let mut follower = Follower {
            reports: request.map(InvokeRequest::reports),
            reported: None,
            track: Track {
                trace_header: request
                    .and_then(InvokeRequest::trace_header)
                    .map(str::to_owned),
                ..Track::START
            },
            is_over: false,
        };
        follower.report();
        follower
    }

    /// The progress of a request to Step Functions learns how far the SDK gets.
    #[cfg(feature = "step-functions")]
    pub(crate) fn of_states(request: &'a StatesRequest<'_>) -> Self {
        let mut follower = Follower {
            reports: Some(request.reports()),
            reported: None,
            track: Track::START,
            is_over: false,
        };
        follower.report();
        follower
    }

    /// Returns the response, if an interceptor has kept it.
    #[cfg(feature = "step-functions")]
    pub(crate) fn kept(&mut self) -> Option<StatesResponse> {
        self.track.kept.take()
    }

    /// Polls the SDK's future.
    pub(crate) fn poll<F: Future>(
        &mut self,
        send: Pin<&mut F>,
        cx: &mut Context<'_>,
    ) -> Poll<F::Output> {
        let followed = Followed::new(&mut self.track);
        let polled = send.poll(cx);
        drop(followed);
        // The last report comes when the future has been dropped.
        if polled.is_pending() {
            self.report();
        }
        polled
    }

    /// Returns how far the request got. The SDK's future has returned, and has been dropped.
    pub(crate) fn end(mut self) -> Reached {
        self.is_over = true;
        self.report();
        if self.track.stage != Reached::Preparing {
            let has_response = self.track.stage == Reached::Responded;
            self.track.evidence.learn(has_response);
        }
        self.reached()
    }

    fn reached(&self) -> Reached {
        self.track.reached(self.is_over)
    }

    fn report(&mut self) {
        let Some(reports) = self.reports else {
            return;
        };
        let stage = match self.reached() {
            Reached::Preparing | Reached::Connecting => SendStage::Preparing,
            Reached::Sending => SendStage::Sending,
            Reached::Responded => SendStage::Responded,
        };
        if self.reported != Some(stage) {
            self.reported = Some(stage);
            reports.report(stage);
        }
    }
}

/// The track is that of the request which this thread polls.
///
/// Another request may be polled inside this one, such as a provider of credentials that calls a function.
struct Followed<'a> {
    /// The request's own track is in its place, and this is the one that was there before.
    outer: &'a mut Track,
}

impl<'a> Followed<'a> {
    fn new(own: &'a mut Track) -> Self {
        TRACK.with_borrow_mut(|current| std::mem::swap(current, own));
        Followed { outer: own }
    }
}

impl Drop for Followed<'_> {
    fn drop(&mut self) {
        TRACK.with_borrow_mut(|current| std::mem::swap(current, self.outer));
    }
}

/// A request whose future is dropped may have been sent since it was last polled, or may still be sent: a user's client may do so in
/// a task. What such a task still holds shows now that the SDK's future, which holds the request as well, has been dropped.
impl Drop for Follower<'_> {
    fn drop(&mut self) {
        self.is_over = true;
        self.report();
    }
}
