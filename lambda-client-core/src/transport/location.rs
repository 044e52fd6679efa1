//! The place of the functions that a transport reaches.

/// The place of the functions that a transport reaches, as [`Transport::location`](crate::transport::Transport::location) returns it.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::transport::{BoxFuture, InvokeRequest, InvokeResponse, Location, Transport, TransportError};
///
/// #[derive(Debug)]
/// struct Ireland;
///
/// impl Transport for Ireland {
///     fn invoke<'a>(&'a self, _: InvokeRequest<'a>) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
///         Box::pin(async { Err(TransportError::unsupported("invoke functions")) })
///     }
///
///     fn location(&self) -> Location<'_> {
///         Location::Region("eu-west-1")
///     }
/// }
///
/// assert_eq!(Ireland.location(), Location::Region("eu-west-1"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Location<'a> {
    /// In this AWS region, unless the ARN of a function names another one.
    Region(&'a str),
    /// Not known: only the ARN of a function says in which region it is.
    Unknown,
    /// Not in AWS, whatever the ARN of a function says.
    Local,
}
