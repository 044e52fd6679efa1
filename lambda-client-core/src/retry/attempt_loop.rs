//! The loop that makes the attempts of a request.

#[cfg(feature = "fan-out")]
use crate::certainty::Stop;
use crate::certainty::{Attempt, Operation};
use crate::error::Error;
use crate::future::BoxFuture;
use crate::log::CallSite;
use crate::observe::CallWatch;
use crate::retry::{AttemptFailure, Attempts};
use crate::transport::{SendProgress, TransportError};

/// A request to Lambda, as the loop sees it: how to send it once, and how to tell success from failure.
pub(crate) trait Request {
    /// What the transport returns for an attempt.
    type Response;

    /// Returns what is asked of Lambda.
    fn operation(&self) -> Operation;

    /// Returns the function as the caller named it, or `None` if the request is about the account.
    fn function(&self) -> Option<&str>;

    /// Returns where and when the function may have been run, if this can have been.
    fn site(&self) -> Option<CallSite>;

    /// Returns the observation of the call, if it is observed.
    fn watch(&self) -> Option<&CallWatch>;

    /// Returns whether the failure is an error of the function that its callers have declared.
    fn is_declared(&self, failure: &AttemptFailure) -> bool;

    /// Makes one attempt, whose requests share a progress.
    fn send<'a>(
        &'a self,
        progress: &'a SendProgress,
    ) -> BoxFuture<'a, Result<Self::Response, TransportError>>;

    /// Separates a response that ends the request from one that reports a failure.
    fn check(&self, response: Self::Response) -> Result<(Self::Response, Attempt), AttemptFailure>;
}

/// Makes attempts until one succeeds, or until another one is not allowed or not worthwhile.
///
/// Every operation passes through this loop, so whatever concerns all attempts of all operations belongs here: admission before
/// an attempt, and notifications after it.
pub(crate) async fn drive<R: Request>(
    request: &R,
    mut attempts: Attempts<'_>,
) -> Result<(R::Response, Vec<Attempt>), Error> {
    loop {
        #[cfg(feature = "fan-out")]
        let sent = match attempts.admit_and_send(request).await {
            Ok(sent) => sent,
            Err(refusal) => {
                let error = refusal.into_error(request.operation(), request.function());
                return Err(error
                    .site(request.site())
                    .retryable(true)
                    .stopped(Stop::NoCapacity)
                    .attempts(attempts.into_history())
                    .build());
            }
        };
        #[cfg(not(feature = "fan-out"))]
        let sent = attempts.send(request).await;
        let failure = match sent {
            Ok((response, attempt)) => {
                attempts.refund();
                attempts.record(attempt);
                return Ok((response, attempts.into_history()));
            }
            Err(failure) => failure,
        };
        if failure.is_final_response() {
            attempts.refund();
        }
        attempts.record(failure.attempt());
        match attempts.next_pause(&failure) {
            Ok(pause) => attempts.wait(pause).await,
            Err(stop) => {
                let retryable = attempts.is_retryable(&failure);
                let error = failure.into_error(request.operation(), request.function());
                return Err(error
                    .site(request.site())
                    .retryable(retryable)
                    .stopped(stop)
                    .attempts(attempts.into_history())
                    .build());
            }
        }
    }
}
