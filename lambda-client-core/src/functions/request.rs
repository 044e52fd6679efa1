//! Requests that only read.

use crate::certainty::{Attempt, Operation};
use crate::error::Error;
use crate::future::BoxFuture;
use crate::lambda::Shared;
use crate::log::CallSite;
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
    let request = Read {
        operation,
        function,
        once,
    };
    let invocation = Context::current();
    let (budget, settings) = (shared.functions.reading(), &shared.settings);
    let attempts = shared.attempts(budget, settings, None, invocation.as_ref());
    let (response, _) = drive(&request, attempts).await?;
    Ok(response)
}

/// Makes one attempt.
pub(super) type Once<'a, T> = dyn Fn() -> BoxFuture<'a, Result<T, TransportError>> + Sync + 'a;

struct Read<'a, T> {
    operation: &'static str,
    function: Option<&'a str>,
    // With the closure as a type parameter, rustc cannot prove the loop's future to be `Send`.
    once: &'a Once<'a, T>,
}

impl<T> Request for Read<'_, T> {
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

    fn send<'s>(&'s self, _: &'s SendProgress) -> BoxFuture<'s, Result<T, TransportError>> {
        (self.once)()
    }

    fn check(&self, response: T) -> Result<(T, Attempt), AttemptFailure> {
        // What a transport returns for a page has neither a request ID nor a status.
        let attempt = Attempt::succeeded(self.operation(), None, None);
        Ok((response, attempt))
    }
}
