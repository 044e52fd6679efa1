//! Faults to be put into the way of calls.

pub(crate) mod faults;

use std::ops::RangeInclusive;
use std::time::Duration;

use crate::error::ErrorDocument;
use crate::local::engine::seeded_rng::SeededRng;
use crate::local::service_error::ServiceError;

/// Something that goes wrong, and on which calls.
///
/// Without more it goes wrong on every call. Calls are counted per function, from the moment that the fault is put in.
/// Requests that name no function are not counted.
///
/// ```
/// use std::time::Duration;
/// use lambda_client_core::{LocalLambda, server::Invocation};
/// use lambda_client_core::local::{Fault, Function};
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), lambda_client_core::Error> {
/// let local = LocalLambda::builder()
///     .function("ping", Function::new(|_: Invocation| async { "1" }))
///     .fault("ping", Fault::reset_after_run().on_call(2))
///     .build();
/// let lambda = local.lambda();
/// lambda.call("ping").json::<u32>(&()).await?;
/// let error = lambda.call("ping").json::<u32>(&()).await.unwrap_err();
/// assert_eq!(error.did_run(), lambda_client_core::DidRun::Unknown);
/// assert_eq!(local.recorder().runs_of("ping").len(), 2, "it had run");
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a fault does nothing until `LocalLambdaBuilder::fault` is called"]
pub struct Fault {
    pub(crate) kind: Kind,
    calls: Calls,
    pub(crate) place: FaultPoint,
}

/// What goes wrong.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    Refuse(ServiceError),
    ResetBefore,
    ResetAfter,
    /// The body ends after this many bytes.
    CutOff(usize),
    Delay(Duration),
    Crash(Crash),
}

/// How a run ends in place of the handler's answer.
#[derive(Clone, Debug)]
pub(crate) enum Crash {
    OutOfMemory,
    Exit(i32),
    Signal(String),
    Fail(ErrorDocument),
}

/// Which of the counted calls are hit.
#[derive(Clone, Debug)]
enum Calls {
    All,
    Within(RangeInclusive<u64>),
    Every(u64),
    Share(f64),
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FaultPoint {
    /// Requests to the API.
    Requests,
    /// Runs of queued events, before they start.
    Queue,
    /// Runs, wherever they come from.
    Runs,
}

impl Fault {
    fn new(kind: Kind) -> Fault {
        let place = match kind {
            Kind::Crash(_) => FaultPoint::Runs,
            _ => FaultPoint::Requests,
        };
        Fault {
            kind,
            calls: Calls::All,
            place,
        }
    }

    /// Lambda throttles: 429 `TooManyRequestsException`, reason `ConcurrentInvocationLimitExceeded`, `Retry-After` 1 second.
    pub fn throttle() -> Fault {
        Fault::throttle_for("ConcurrentInvocationLimitExceeded", Some(1))
    }

    /// Lambda throttles for this reason (model shape `ThrottleReason`) and asks to wait for this many seconds.
    pub fn throttle_for(reason: &str, retry_after_seconds: Option<u64>) -> Fault {
        Fault::new(Kind::Refuse(ServiceError::throttled(
            reason,
            retry_after_seconds,
        )))
    }

    /// Lambda answers with this error code, such as `ServiceException` or `ENINotReadyException`, and the status that the
    /// model gives it; 500 for a code that is not in the model. The function does not run.
    pub fn service_error(code: &str) -> Fault {
        Fault::new(Kind::Refuse(ServiceError::of_code(code, code)))
    }

    /// Lambda, or something in front of it, answers with this status, error code and message. The function does not run.
    pub fn error(status: u16, code: &str, message: &str) -> Fault {
        Fault::new(Kind::Refuse(ServiceError::new(status, code, message)))
    }

    /// Something in front of Lambda answers with this status, without code and body, a gateway's 504, say. The function does
    /// not run.
    pub fn status(status: u16) -> Fault {
        Fault::new(Kind::Refuse(ServiceError {
            status,
            code: None,
            message: String::new(),
            reason: None,
            retry_after_seconds: None,
        }))
    }

    /// The connection breaks before the function runs.
    pub fn reset_before_run() -> Fault {
        Fault::new(Kind::ResetBefore)
    }

    /// The connection breaks after the function has run, before the answer. An event has been queued by then.
    pub fn reset_after_run() -> Fault {
        Fault::new(Kind::ResetAfter)
    }

    /// The function runs, and the answer's body breaks off after this many bytes.
    pub fn cut_off_body(after_bytes: usize) -> Fault {
        Fault::new(Kind::CutOff(after_bytes))
    }

    /// It takes this much longer until the function starts.
    pub fn delay(duration: Duration) -> Fault {
        Fault::new(Kind::Delay(duration))
    }

    /// The run is killed for using too much memory: function error `Runtime.OutOfMemory`. The handler is not entered.
    pub fn out_of_memory() -> Fault {
        Fault::new(Kind::Crash(Crash::OutOfMemory))
    }

    /// The run ends by the process ending: function error `Runtime.ExitError`. The handler is not entered.
    pub fn exit(status: i32) -> Fault {
        Fault::new(Kind::Crash(Crash::Exit(status)))
    }

    /// The run ends by a signal, such as `killed` or `segmentation fault`: function error `Runtime.ExitError`. The handler is
    /// not entered.
    pub fn signal(name: &str) -> Fault {
        Fault::new(Kind::Crash(Crash::Signal(name.to_owned())))
    }

    /// The function fails with this error document. The handler is not entered.
    pub fn failure(document: impl Into<ErrorDocument>) -> Fault {
        Fault::new(Kind::Crash(Crash::Fail(document.into())))
    }

    /// Only on the n-th call; the first call is 1.
    pub fn on_call(self, n: u64) -> Fault {
        self.on_calls(n..=n)
    }

    /// Only on these calls; the first call is 1.
    pub fn on_calls(mut self, calls: RangeInclusive<u64>) -> Fault {
        self.calls = Calls::Within(calls);
        self
    }

    /// Only on the first `n` calls.
    pub fn times(self, n: u64) -> Fault {
        self.on_calls(1..=n)
    }

    /// On every n-th call; 0 is never.
    pub fn every(mut self, n: u64) -> Fault {
        self.calls = Calls::Every(n);
        self
    }

    /// On this share of the calls, from 0 to 1, by the luck that
    /// [`LocalLambdaBuilder::seed`](crate::local::LocalLambdaBuilder::seed) repeats.
    pub fn with_probability(mut self, share: f64) -> Fault {
        self.calls = Calls::Share(share);
        self
    }

    /// Counts and hits the runs of queued events in place of requests: a throttle or a service error there puts the event back
    /// into the queue. Crashes and failures count all runs anyway; resets and cut-off bodies have nobody to hit there.
    pub fn in_queue(mut self) -> Fault {
        if self.place == FaultPoint::Requests {
            self.place = FaultPoint::Queue;
        }
        self
    }

    /// What is wrong with it, if anything is.
    pub(crate) fn mistake(&self) -> Option<String> {
        match (&self.kind, &self.calls) {
            (Kind::Refuse(refusal), _) if !(400..=599).contains(&refusal.status) => Some(format!(
                "a fault cannot answer with status {}; write an error status, 400 to 599",
                refusal.status
            )),
            (_, Calls::Share(share)) if !(0.0..=1.0).contains(share) => Some(format!(
                "a fault cannot have the probability {share}; write a number from 0 to 1"
            )),
            _ => None,
        }
    }

    /// Whether the call of this number is hit.
    pub(crate) fn hits(&self, call: u64, chance: &SeededRng) -> bool {
        match &self.calls {
            Calls::All => true,
            Calls::Within(calls) => calls.contains(&call),
            Calls::Every(n) => *n > 0 && call.is_multiple_of(*n),
            Calls::Share(share) => chance.fraction() < *share,
        }
    }
}
