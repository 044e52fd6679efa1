//! How the bytes of a call reach Lambda and come back.

mod error;
mod request;
mod response;

use std::fmt::Debug;
use std::future::ready;

use crate::functions::{Alias, FunctionConfiguration, Page, PageRequest};
pub use crate::future::BoxFuture;

pub use self::error::{Evidence, TransportError, TransportErrorKind};
pub use self::request::{InvocationType, InvokeRequest, SendProgress, SendStage};
pub use self::response::InvokeResponse;

/// Carries one attempt of one call to Lambda and brings the answer back.
///
/// A transport makes **one** attempt per call of [`invoke`](Transport::invoke): the client owns the retries. What it reports
/// when something goes wrong decides whether a call may be repeated, so an error carries its evidence: was the request sent,
/// did Lambda answer, and with what ([`TransportError`]).
///
/// Everything but `invoke` has a body that answers that this transport cannot do it, so a transport says only what it can. The
/// same holds for its listings: one attempt each.
///
/// Middleware is a transport around a transport; what it does not pass on, it cannot do:
///
/// ```
/// use lambda_client_core::transport::{BoxFuture, InvokeRequest, InvokeResponse, Transport, TransportError};
///
/// #[derive(Debug)]
/// struct Logged<T>(T);
///
/// impl<T: Transport> Transport for Logged<T> {
///     fn invoke<'a>(&'a self, request: InvokeRequest<'a>) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
///         Box::pin(async move {
///             let function = request.function().to_owned();
///             let answer = self.0.invoke(request).await;
///             println!("{function}: {}", if answer.is_ok() { "answered" } else { "failed" });
///             answer
///         })
///     }
/// }
/// ```
pub trait Transport: Send + Sync + Debug + 'static {
    /// Invokes a function once (the `Invoke` operation).
    ///
    /// # Errors
    ///
    /// Everything but an answer with status 2xx. A function error is such an answer: see
    /// [`InvokeResponse::function_error`].
    fn invoke<'a>(
        &'a self,
        request: InvokeRequest<'a>,
    ) -> BoxFuture<'a, Result<InvokeResponse, TransportError>>;

    /// Gives a page of the account's functions, the unpublished version of each (the `ListFunctions` operation).
    ///
    /// # Errors
    ///
    /// Everything but an answer with status 2xx; without a body of its own,
    /// [`Unsupported`](TransportErrorKind::Unsupported).
    fn list_functions<'a>(
        &'a self,
        page: PageRequest<'a>,
    ) -> BoxFuture<'a, Result<Page<FunctionConfiguration>, TransportError>> {
        let _ = page;
        unsupported("list functions")
    }

    /// Gives the configuration of a function (a name, partial ARN or ARN, without qualifier), or of a version or alias of it
    /// (the `GetFunctionConfiguration` operation).
    ///
    /// # Errors
    ///
    /// As [`list_functions`](Transport::list_functions).
    fn function_configuration<'a>(
        &'a self,
        function: &'a str,
        qualifier: Option<&'a str>,
    ) -> BoxFuture<'a, Result<FunctionConfiguration, TransportError>> {
        let _ = (function, qualifier);
        unsupported("read the configuration of functions")
    }

    /// Gives a page of a function's aliases (the `ListAliases` operation).
    ///
    /// # Errors
    ///
    /// As [`list_functions`](Transport::list_functions).
    fn list_aliases<'a>(
        &'a self,
        function: &'a str,
        page: PageRequest<'a>,
    ) -> BoxFuture<'a, Result<Page<Alias>, TransportError>> {
        let _ = (function, page);
        unsupported("list aliases")
    }

    /// Gives a page of a function's versions, `$LATEST` included (the `ListVersionsByFunction` operation).
    ///
    /// # Errors
    ///
    /// As [`list_functions`](Transport::list_functions).
    fn list_versions<'a>(
        &'a self,
        function: &'a str,
        page: PageRequest<'a>,
    ) -> BoxFuture<'a, Result<Page<FunctionConfiguration>, TransportError>> {
        let _ = (function, page);
        unsupported("list versions")
    }
}

fn unsupported<T: Send + 'static>(what: &str) -> BoxFuture<'static, Result<T, TransportError>> {
    Box::pin(ready(Err(TransportError::unsupported(what))))
}
