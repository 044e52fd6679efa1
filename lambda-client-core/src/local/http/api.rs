//! Lambda's REST API as what an endpoint serves.

use std::sync::Arc;

use hyper::body::Incoming;
use hyper::http::request::Parts;

use crate::endpoint::api::Api;
use crate::endpoint::body::{Broken, HttpResponse};
use crate::endpoint::connection_context::ConnectionContext;
use crate::endpoint::refusal::Refusal;
use crate::future::BoxFuture;
use crate::local::engine::EngineHandle;
use crate::local::http::{response, route};
use crate::local::service_error::ServiceError;

/// The functions of a `LocalLambda` over HTTP.
#[derive(Debug)]
pub(in crate::local) struct LambdaApi(pub(in crate::local) Arc<EngineHandle>);

impl Api for LambdaApi {
    fn mistakes(&self) -> Option<&str> {
        self.0.mistakes.as_deref()
    }

    fn respond<'a>(
        &'a self,
        connection: &'a ConnectionContext,
        head: Parts,
        body: Incoming,
    ) -> BoxFuture<'a, Result<HttpResponse, Broken>> {
        Box::pin(async move { route::perform(&self.0, connection, &head, body).await })
    }

    fn refused(&self, refusal: &Refusal) -> HttpResponse {
        response::refused(&self.0.rng.uuid(), &ServiceError::from(refusal))
    }
}
