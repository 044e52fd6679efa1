//! What an endpoint serves.

use std::fmt::Debug;

use hyper::body::Incoming;
use hyper::http::request::Parts;

use crate::endpoint::body::{Broken, HttpResponse};
use crate::endpoint::connection_context::ConnectionContext;
use crate::endpoint::refusal::Refusal;
use crate::future::BoxFuture;

/// An API over HTTP. The endpoint has checked where its requests come from, and limits what their clients may do.
pub(crate) trait Api: Debug + Send + Sync + 'static {
    /// Returns the mistakes in the configuration. An endpoint with mistakes does not listen.
    fn mistakes(&self) -> Option<&str> {
        None
    }

    /// Responds to a request. An error breaks the connection.
    ///
    /// A client that still writes may never read a response: the body is read, or [discarded](crate::endpoint::request_body::discard).
    fn respond<'a>(
        &'a self,
        connection: &'a ConnectionContext,
        head: Parts,
        body: Incoming,
    ) -> BoxFuture<'a, Result<HttpResponse, Broken>>;

    /// Writes the response to a request that the endpoint refuses.
    fn refused(&self, refusal: &Refusal) -> HttpResponse;
}
