//! How the bytes of a call reach Lambda, and how the response returns.

pub(crate) mod class;
mod clock_skew;
mod error;
mod evidence;
mod function_state;
mod headers;
mod location;
mod pointers;
mod progress;
mod request;
mod response;
#[cfg(any(feature = "aws-sdk", feature = "local", test))]
pub(crate) mod wire;

use std::any::Any;
use std::fmt::Debug;

pub use crate::future::BoxFuture;
pub use crate::invocation::InvocationType;

pub use self::error::TransportError;
pub use self::evidence::{Evidence, TransportErrorKind};
pub use self::headers::Headers;
pub use self::location::Location;
pub use self::pointers::AsTransport;
#[cfg(any(feature = "aws-sdk", feature = "step-functions"))]
pub(crate) use self::progress::Reports;
#[cfg(feature = "fan-out")]
pub(crate) use self::progress::SendListener;
pub use self::progress::{SendProgress, SendStage};
pub use self::request::InvokeRequest;
pub use self::response::InvokeResponse;

/// Carries one attempt of a call to Lambda and returns the response.
///
/// A transport makes **one** attempt for each call of [`invoke`](Transport::invoke): the client owns the retries. What a
/// transport reports about a failure decides whether the call may be retried, so an error carries its evidence: whether the
/// request was sent, whether Lambda responded, and with what ([`TransportError`]).
///
/// An attempt may also time out, and then there is no error. So a transport [reports](InvokeRequest::report) how far a request
/// has got: [`SendStage::Preparing`] at first, [`SendStage::Sending`] before the first byte leaves, and
/// [`SendStage::Responded`] once a response begins. Just before it returns an error, it
/// [reports that as well](InvokeRequest::report_error).
///
/// # Middleware
///
/// Middleware is a transport around another transport. It sees every attempt of a call, one after the other, and these rules
/// keep the client's knowledge of whether the function ran:
///
/// - Pass the request on, changed by its own setters. Never build one anew: a new request lacks whatever the middleware does
///   not know of.
/// - Return an error of the inner transport with the evidence that it has. An error of the middleware itself has
///   [`Evidence::NotSent`] only if the request was not passed on.
/// - Leave retries to the client: those of middleware are missing from the history of the call and from the retry budget.
///   Middleware that has to send a request several times sends clones of it.
/// - Implement [`inner`](Transport::inner), so that the functions of the account can still be listed, and their logs found.
///
/// Middleware may send a request to several transports, one after the other or at once, as clones of the request. What was sent
/// stays sent: the function may have run for a request whose result the middleware discards, and then the client does not say
/// otherwise, and does not retry the call unless it is idempotent. The middleware has nothing to report for this, provided that
///
/// - the inner transports report. A transport that reports nothing is believed to have sent each request whose payload was read;
///   one that only reports [`SendStage::Sending`], to have run the function for each. In their place, the middleware can report
///   each error that it discards;
/// - requests made in spawned tasks, which cannot borrow, get the [`progress`](InvokeRequest::progress) of the original by
///   [`with_progress`](InvokeRequest::with_progress).
///
/// Middleware that does run a call twice, such as one that hedges, is only for functions that may run twice.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::transport::{BoxFuture, InvokeRequest, InvokeResponse, Transport, TransportError};
///
/// #[derive(Debug)]
/// struct Logged<T>(T);
///
/// impl<T: Transport> Transport for Logged<T> {
///     fn invoke<'a>(&'a self, request: InvokeRequest<'a>) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
///         Box::pin(async move {
///             let function = request.function();
///             let response = self.0.invoke(request).await;
///             match &response {
///                 Ok(response) => println!("{function}: HTTP {}", response.status),
///                 Err(error) => println!("{function}: {error}"),
///             }
///             response
///         })
///     }
///
///     fn inner(&self) -> Option<&dyn Transport> {
///         Some(&self.0)
///     }
/// }
/// ```
///
/// `Arc<T>` and `Box<T>` are transports if `T` is one, so that a program can choose its transport at run time:
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use std::sync::Arc;
/// use lambda_client::{Lambda, transport::Transport};
///
/// fn lambda(transport: Arc<dyn Transport>) -> Lambda {
///     Lambda::new(transport)
/// }
/// ```
pub trait Transport: Any + AsTransport + Send + Sync + Debug {
    /// Invokes a function once (the `Invoke` operation).
    ///
    /// # Errors
    ///
    /// Returns an error if the status of the response is not 2xx, or if no response arrives. A function error has status 200
    /// and is not such an error: see [`InvokeResponse::function_error`].
    fn invoke<'a>(
        &'a self,
        request: InvokeRequest<'a>,
    ) -> BoxFuture<'a, Result<InvokeResponse, TransportError>>;

    /// Returns the transport that this one passes requests on to, if it is middleware.
    ///
    /// [`Lambda::functions`](crate::Lambda::functions) and [`Lambda::function`](crate::Lambda::function) look there for the
    /// [`Directory`](crate::functions::Directory) to read.
    fn inner(&self) -> Option<&dyn Transport> {
        None
    }

    /// Returns the place of the functions that requests reach. Links to the console need it: see
    /// [`LogLocation`](crate::log::LogLocation).
    ///
    /// By default, middleware returns the location of its inner transport, and any other transport [`Location::Unknown`].
    fn location(&self) -> Location<'_> {
        self.inner().map_or(Location::Unknown, Transport::location)
    }
}
