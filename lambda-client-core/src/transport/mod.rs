//! How the bytes of a call reach Lambda and come back.

mod error;
mod request;
mod response;
#[cfg(feature = "aws-sdk")]
pub(crate) mod sdk;

use std::fmt::Debug;

use crate::BoxFuture;

pub use self::error::{Evidence, TransportError, TransportErrorKind};
pub use self::request::{InvocationType, InvokeRequest, Progress, Stage};
pub use self::response::InvokeResponse;

/// Carries one attempt of one call to Lambda and brings the answer back.
///
/// A transport makes **one** attempt per call of [`invoke`](Transport::invoke): the client owns the retries. What it reports
/// when something goes wrong decides whether a call may be repeated, so an error carries its evidence: was the request sent,
/// did Lambda answer, and with what ([`TransportError`]).
///
/// Middleware is a transport around a transport:
///
/// ```
/// use lambda_client_core::{BoxFuture, InvokeRequest, InvokeResponse, Transport, TransportError};
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
}
