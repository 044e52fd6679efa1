//! How requests reach Step Functions, and how the responses return.

mod operation;
mod request;
mod response;

use std::fmt::Debug;
use std::sync::Arc;

use crate::future::BoxFuture;
use crate::transport::TransportError;

pub use self::operation::{
    DescribeExecution, GetExecutionHistory, RedriveExecution, SendTaskFailure, SendTaskHeartbeat,
    SendTaskSuccess, StartExecution, StatesOperation, StopExecution,
};
pub use self::request::StatesRequest;
pub use self::response::StatesResponse;

/// Carries one attempt of a request to AWS Step Functions and returns the response.
///
/// A transport makes **one** attempt for each call of [`send`](StatesTransport::send): [`Machines`](super::Machines) owns the retries.
/// The rules are those of [`Transport`](crate::transport::Transport): an error carries its evidence, and a transport reports how far a
/// request has got.
///
/// # Middleware
///
/// Middleware is a transport around another transport. It passes the request on, changed by
/// [`with_operation`](StatesRequest::with_operation), and never builds one anew. Clones are fine: the attempt learns of each of them.
///
/// Middleware that drops a request and sends another one, built by [`StatesRequest::new`], leaves no evidence about the original: the attempt is
/// [`Unknown`](crate::DidRun::Unknown) unless it succeeds, even if the new request was refused. A start of a Standard machine is still retried,
/// under its name; one of an Express machine is not.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::step_functions::{StatesRequest, StatesResponse, StatesTransport};
/// use lambda_client::transport::{BoxFuture, TransportError};
///
/// #[derive(Debug)]
/// struct Logged<T>(T);
///
/// impl<T: StatesTransport> StatesTransport for Logged<T> {
///     fn send<'a>(&'a self, request: StatesRequest<'a>) -> BoxFuture<'a, Result<StatesResponse, TransportError>> {
///         Box::pin(async move {
///             let name = request.operation().name();
///             let response = self.0.send(request).await;
///             println!("{name}: {}", response.as_ref().err().map_or("ok".into(), ToString::to_string));
///             response
///         })
///     }
/// }
/// ```
///
/// `Arc<T>` and `Box<T>` are transports if `T` is one.
pub trait StatesTransport: Send + Sync + Debug + 'static {
    /// Sends a request once.
    ///
    /// # Errors
    ///
    /// Returns an error if the status of the response is not 2xx, or if no response arrives. That an execution failed is not such an
    /// error.
    fn send<'a>(
        &'a self,
        request: StatesRequest<'a>,
    ) -> BoxFuture<'a, Result<StatesResponse, TransportError>>;
}

impl<T: StatesTransport + ?Sized> StatesTransport for Arc<T> {
    fn send<'a>(
        &'a self,
        request: StatesRequest<'a>,
    ) -> BoxFuture<'a, Result<StatesResponse, TransportError>> {
        (**self).send(request)
    }
}

impl<T: StatesTransport + ?Sized> StatesTransport for Box<T> {
    fn send<'a>(
        &'a self,
        request: StatesRequest<'a>,
    ) -> BoxFuture<'a, Result<StatesResponse, TransportError>> {
        (**self).send(request)
    }
}
