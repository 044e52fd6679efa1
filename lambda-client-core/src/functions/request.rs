//! Requests that only read.

use crate::certainty::{Attempt, Operation};
use crate::error::Error;
use crate::future::BoxFuture;
use crate::lambda::Shared;
use crate::log::CallSite;
use crate::observe::{CallOutcome, CallWatch};
use crate::retry::{AttemptFailure, Request, drive};
use crate::server::Context;
use crate::transport::{SendProgress, TransportError};

/// Creates a request that only reads, with the retries that the settings of the `Lambda` allow.
///
/// # Errors
///
/// Returns the error of the last attempt, or an error if the settings contradict each other.
pub(super) async fn read<'a, T>(
    shared: &Shared,
    operation: &'static str,
    function: Option<&'a str>,
    once: &'a Once<'a, T>,
) -> Result<T, Error> {
    shared.settings.check()?;
    let watch = shared.watch(Operation::Read(operation), function, None, None);
    let request = Read {
        operation,
        function,
        once,
        watch: watch.as_deref(),
    };
    let invocation = Context::current();
    let (budget, settings) = (shared.functions.reading(), &shared.settings);
    let attempts = shared.attempts(budget, settings, None, invocation.as_ref());
    let result = drive(&request, attempts).await;
    if let Some(watch) = watch {
        watch.finish(&match &result {
            Ok((_, attempts)) => CallOutcome::Success {
                attempts,
                executed_version: None,
                log: None,
            },
            Err(error) => CallOutcome::Failure {
                error,
                is_declared: false,
            },
        });
    }
    Ok(result?.0)
}

/// Makes one attempt.
pub(super) type Once<'a, T> = dyn Fn() -> BoxFuture<'a, Result<T, TransportError>> + Sync + 'a;

struct Read<'a, 'w, T> {
    operation: &'static str,
    function: Option<&'a str>,
    // With the closure as a type parameter, rustc cannot prove the loop's future to be `Send`.
    once: &'a Once<'a, T>,
    watch: Option<&'w CallWatch>,
}

impl<T> Request for Read<'_, '_, T> {
    type Response = T;

    fn operation(&self) -> Operation {
        Operation::Read(self.operation)
    }

    fn function(&self) -> Option<&str> {
        self.function
    }

    fn site(&self) -> Option<CallSite> {
        None
    }

    fn watch(&self) -> Option<&CallWatch> {
        self.watch
    }

    fn is_declared(&self, _: &AttemptFailure) -> bool {
        false
    }

    fn send<'s>(&'s self, _: &'s SendProgress) -> BoxFuture<'s, Result<T, TransportError>> {
        (self.once)()
    }

    fn check(&self, response: T) -> Result<(T, Attempt), AttemptFailure> {
        // What a transport returns for a page has neither a request ID nor a status.
        let attempt = Attempt::succeeded(self.operation(), None, None);
        Ok((response, attempt))
    }
}
