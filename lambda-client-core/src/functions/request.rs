//! Requests that only read.

use crate::certainty::Attempt;
use crate::certainty::Class;
use crate::certainty::DidRun;
use crate::error::Error;
use crate::error::classify::classify;
use crate::future::BoxFuture;
use crate::lambda::Shared;
use crate::retry::Attempts;
use crate::transport::SendProgress;
use crate::transport::TransportError;

/// Makes a request that only reads, and makes it again where that may help: no function runs by it.
pub(super) async fn repeat<'a, T>(
    shared: &Shared,
    operation: &'static str,
    function: Option<&str>,
    once: impl Fn() -> BoxFuture<'a, Result<T, TransportError>>,
) -> Result<T, Error> {
    let budget = shared.budgets.of_reading();
    let mut pace = Attempts::new(shared, budget, &shared.settings, None);
    loop {
        let answer = match pace.bound() {
            Ok(None) => once().await,
            Ok(Some(bound)) => pace.within(bound, &SendProgress::new(), once()).await,
            Err(error) => Err(error),
        };
        let failed = match answer {
            Ok(answer) => {
                pace.came_through();
                return Ok(answer);
            }
            Err(failed) => failed,
        };
        let class = Class {
            did_run: DidRun::No,
            ..classify(&failed)
        };
        pace.note(Attempt::failed(&failed, class).with_delay(pace.delay()));
        match pace.next(class, false, failed.retry_after()) {
            Ok(delay) => pace.wait(delay).await,
            Err(stop) => {
                let retryable = pace.is_retryable(class, false);
                let mut error = Error::from_transport(failed).operation(operation);
                if let Some(function) = function {
                    error = error.function(function);
                }
                return Err(error
                    .did_run(class.did_run)
                    .retryable(retryable)
                    .stopped(stop)
                    .attempts(pace.into_attempts())
                    .build());
            }
        }
    }
}
