//! Faults that tests inject into calls.

pub(in crate::local) mod schedule;

use std::ops::RangeInclusive;
use std::time::Duration;

use crate::error::ErrorDocument;
use crate::local::seeded_rng::SeededRng;
use crate::local::service_error::ServiceError;

/// A fault to inject into the calls of a function: what goes wrong, and for which calls.
///
/// [`LocalLambdaBuilder::fault`](crate::local::LocalLambdaBuilder::fault) and
/// [`LocalLambda::inject`](crate::LocalLambda::inject) inject it. By default it applies to every call. Each fault counts the calls of
/// its function, starting with the first one after the injection. If several faults apply to one call, their delays add up, and
/// otherwise the first one that was injected wins.
///
/// A fault that could never apply, such as one for call 0, is a configuration mistake.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::local::Fault;
/// use lambda_client::server::Invocation;
/// use lambda_client::{DidRun, LocalLambda};
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), lambda_client::Error> {
/// let local = LocalLambda::builder()
///     .handler("ping", |_: Invocation| async { "1" })
///     .fault("ping", Fault::reset_after_run().on_call(2))
///     .build();
/// let lambda = local.lambda();
/// lambda.call("ping").json::<u32>(&()).await?;
///
/// let error = lambda.call("ping").json::<u32>(&()).await.unwrap_err();
/// assert_eq!(error.did_run(), DidRun::Unknown);
/// local.recorder().assert_runs("ping", 2);
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a fault does nothing until it is passed to `LocalLambdaBuilder::fault` or `LocalLambda::inject`"]
pub struct Fault {
    kind: FaultKind,
    calls: CallFilter,
    point: FaultPoint,
}

/// What goes wrong.
#[derive(Clone, Debug)]
enum FaultKind {
    Error(ServiceError),
    ResetBeforeRun,
    ResetAfterRun,
    /// The connection breaks after this many bytes of the response's body.
    TruncateBody(usize),
    Delay(Duration),
    Crash(Crash),
}

/// How a run ends in place of the handler's response.
#[derive(Clone, Debug)]
pub(in crate::local) enum Crash {
    OutOfMemory,
    Exit(i32),
    Signal(String),
    Fail(ErrorDocument),
}

/// The calls that a fault applies to, by their number.
#[derive(Clone, Debug)]
enum CallFilter {
    All,
    Within(RangeInclusive<u64>),
    Every(u64),
    Share(f64),
}

/// The calls that a fault counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::local) enum FaultPoint {
    /// Requests to the API.
    Requests,
    /// Runs of queued events, before they start.
    Queue,
    /// Runs, of requests and of queued events.
    Runs,
}

impl Fault {
    fn new(kind: FaultKind) -> Fault {
        let point = match kind {
            FaultKind::Crash(_) => FaultPoint::Runs,
            _ => FaultPoint::Requests,
        };
        Fault {
            kind,
            calls: CallFilter::All,
            point,
        }
    }

    /// Throttles the call: HTTP 429 with `TooManyRequestsException`, the reason `ConcurrentInvocationLimitExceeded`, and a
    /// `Retry-After` of one second.
    pub fn throttle() -> Fault {
        Fault::throttle_for("ConcurrentInvocationLimitExceeded", Some(1))
    }

    /// Throttles the call for this reason (model shape `ThrottleReason`), with this `Retry-After` in seconds.
    pub fn throttle_for(reason: &str, retry_after_seconds: Option<u64>) -> Fault {
        Fault::new(FaultKind::Error(ServiceError::throttled(
            reason,
            retry_after_seconds,
        )))
    }

    /// Responds with one of Lambda's error codes, such as `ServiceException` or `ENINotReadyException`, and the HTTP status that
    /// Lambda's model gives the code. The status is 500 for a code that is not in the model. The function does not run.
    pub fn service_error(code: &str) -> Fault {
        Fault::new(FaultKind::Error(ServiceError::of_code(code, code)))
    }

    /// Responds with this HTTP status, from 400 to 599, this error code and this message. The function does not run.
    pub fn error(status: u16, code: &str, message: &str) -> Fault {
        Fault::new(FaultKind::Error(ServiceError::new(status, code, message)))
    }

    /// Responds with this HTTP status, from 400 to 599, without an error code or a body, as a gateway in front of Lambda does. The
    /// function does not run.
    pub fn status(status: u16) -> Fault {
        Fault::new(FaultKind::Error(ServiceError {
            status,
            code: None,
            message: String::new(),
            reason: None,
            retry_after_seconds: None,
        }))
    }

    /// Breaks the connection before the function runs.
    pub fn reset_before_run() -> Fault {
        Fault::new(FaultKind::ResetBeforeRun)
    }

    /// Breaks the connection after the function has run, or after an event has been queued, and before the response.
    pub fn reset_after_run() -> Fault {
        Fault::new(FaultKind::ResetAfterRun)
    }

    /// Runs the function, then breaks the connection after this many bytes of the response's body.
    pub fn cut_off_body(after_bytes: usize) -> Fault {
        Fault::new(FaultKind::TruncateBody(after_bytes))
    }

    /// Delays the start of the function by this duration.
    pub fn delay(duration: Duration) -> Fault {
        Fault::new(FaultKind::Delay(duration))
    }

    /// Ends the run with `Runtime.OutOfMemory`, as Lambda does if the function uses too much memory. The handler is not called.
    pub fn out_of_memory() -> Fault {
        Fault::new(FaultKind::Crash(Crash::OutOfMemory))
    }

    /// Ends the run with `Runtime.ExitError`, as Lambda does if the process exits with this status. The handler is not called.
    pub fn exit(status: i32) -> Fault {
        Fault::new(FaultKind::Crash(Crash::Exit(status)))
    }

    /// Ends the run with `Runtime.ExitError`, as Lambda does if a signal such as `killed` or `segmentation fault` ends the
    /// process. The handler is not called.
    pub fn signal(name: &str) -> Fault {
        Fault::new(FaultKind::Crash(Crash::Signal(name.to_owned())))
    }

    /// Fails the run with this error document. The handler is not called.
    pub fn failure(document: impl Into<ErrorDocument>) -> Fault {
        Fault::new(FaultKind::Crash(Crash::Fail(document.into())))
    }

    /// Applies the fault to the n-th call only; the first call is 1.
    pub fn on_call(self, n: u64) -> Fault {
        self.on_calls(n..=n)
    }

    /// Applies the fault to these calls only; the first call is 1.
    pub fn on_calls(mut self, calls: RangeInclusive<u64>) -> Fault {
        self.calls = CallFilter::Within(calls);
        self
    }

    /// Applies the fault to the first `n` calls only.
    pub fn times(self, n: u64) -> Fault {
        self.on_calls(1..=n)
    }

    /// Applies the fault to every n-th call.
    pub fn every(mut self, n: u64) -> Fault {
        self.calls = CallFilter::Every(n);
        self
    }

    /// Applies the fault to a random share of the calls: more than 0 and at most 1.
    /// [`LocalLambdaBuilder::seed`](crate::local::LocalLambdaBuilder::seed) makes the choice reproducible.
    pub fn with_probability(mut self, share: f64) -> Fault {
        self.calls = CallFilter::Share(share);
        self
    }

    /// Applies the fault to runs of queued events instead of API requests.
    ///
    /// A throttle or a service error returns the event to the queue. Crashes and failures apply to all runs with or without this.
    /// Resets and truncated bodies are configuration mistakes there.
    pub fn in_queue(mut self) -> Fault {
        if self.point == FaultPoint::Requests {
            self.point = FaultPoint::Queue;
        }
        self
    }

    /// Returns what is invalid about this fault, or `None` if it is valid.
    pub(in crate::local) fn mistake(&self) -> Option<String> {
        let has_no_effect = self.point == FaultPoint::Queue
            && !matches!(self.kind, FaultKind::Error(_) | FaultKind::Delay(_));
        let in_queue = has_no_effect.then(|| {
            "a reset or a truncated body never applies in the queue, which has no connection; remove `in_queue`".to_owned()
        });
        let mistake = self.kind.mistake().or_else(|| self.calls.mistake());
        mistake.or(in_queue)
    }

    /// Returns whether this fault applies to the call of this number.
    fn applies_to(&self, call: u64, rng: &SeededRng) -> bool {
        match &self.calls {
            CallFilter::All => true,
            CallFilter::Within(calls) => calls.contains(&call),
            CallFilter::Every(n) => call.is_multiple_of(*n),
            CallFilter::Share(share) => rng.fraction() < *share,
        }
    }
}

impl FaultKind {
    fn mistake(&self) -> Option<String> {
        // Codes travel in a header.
        let word = |what: &str, text: &str, example: &str| {
            let is_word = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
            (!is_word).then(|| {
                format!("invalid {what} {text:?} of a fault: expected one such as `{example}`")
            })
        };
        match self {
            FaultKind::Error(error) if !(400..=599).contains(&error.status) => Some(format!(
                "invalid status {} of a fault: expected 400 to 599",
                error.status
            )),
            FaultKind::Error(error) => {
                let (code, reason) = (error.code.as_deref(), error.reason.as_deref());
                let code = code.and_then(|code| word("error code", code, "ServiceException"));
                code.or_else(|| word("throttle reason", reason?, "CallerRateLimitExceeded"))
            }
            FaultKind::Crash(Crash::Signal(name)) if name.trim().is_empty() => {
                Some("empty signal of a fault: expected one such as `killed`".to_owned())
            }
            FaultKind::Crash(_)
            | FaultKind::ResetBeforeRun
            | FaultKind::ResetAfterRun
            | FaultKind::TruncateBody(_)
            | FaultKind::Delay(_) => None,
        }
    }
}

impl CallFilter {
    /// Returns the reason why this selects no call at all, or an invalid share of the calls.
    fn mistake(&self) -> Option<String> {
        match self {
            CallFilter::Within(calls) if calls.is_empty() && *calls.start() == 1 => Some(format!(
                "a fault for the first {} calls never applies: expected at least 1",
                calls.end()
            )),
            CallFilter::Within(calls) if calls.is_empty() => Some(format!(
                "a fault for calls {} to {} never applies: expected the smaller number first",
                calls.start(),
                calls.end()
            )),
            CallFilter::Within(calls) if *calls.end() == 0 => {
                Some("a fault for call 0 never applies: the first call is 1".to_owned())
            }
            CallFilter::Every(0) => {
                Some("a fault for every 0th call never applies: expected at least 1".to_owned())
            }
            CallFilter::Share(share) if !(*share > 0.0 && *share <= 1.0) => Some(format!(
                "invalid probability {share} of a fault: expected more than 0 and at most 1"
            )),
            CallFilter::All
            | CallFilter::Within(_)
            | CallFilter::Every(_)
            | CallFilter::Share(_) => None,
        }
    }
}
