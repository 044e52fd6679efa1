//! `Invoke` over HTTP.

use std::sync::Arc;

use bytes::Bytes;
use hyper::body::Incoming;
use hyper::header::HeaderMap;

use crate::endpoint::body::{Broken, HttpResponse};
use crate::endpoint::connection_context::ConnectionContext;
use crate::endpoint::request_body;
use crate::invocation::limits::MAX_PAYLOAD;
use crate::local::engine::Engine;
use crate::local::engine::invoke::invoke;
use crate::local::http::response;
use crate::local::service_error::ServiceError;
use crate::transport::InvocationType;
use crate::transport::InvokeRequest;
use crate::transport::wire;

/// The head of an `Invoke` request.
struct Head {
    invocation_type: InvocationType,
    tail_log: bool,
    client_context: Option<String>,
    tenant_id: Option<String>,
    trace_header: Option<String>,
}

/// Responds to an `Invoke` request, or returns an error if the connection is to be broken.
pub(crate) async fn respond(
    engine: &Arc<Engine>,
    connection: &ConnectionContext,
    function: &str,
    qualifier: Option<&str>,
    headers: &HeaderMap,
    body: Incoming,
) -> Result<HttpResponse, Broken> {
    let refused = |refusal: ServiceError| response::refused(&engine.rng.uuid(), &refusal);
    // The body is read first: a client that still writes may never read a response.
    let received = match request_body::read(body, MAX_PAYLOAD, connection).await {
        Ok(Some(received)) => received,
        Ok(None) => return Err(Broken),
        Err(refusal) => return Ok(refused(ServiceError::from(&refusal))),
    };
    let head = match Head::read(headers) {
        Ok(head) => head,
        Err(refusal) => return Ok(refused(refusal)),
    };
    if !received.is_complete() {
        let refusal = ServiceError::payload_too_large(received.length, head.invocation_type);
        return Ok(refused(refusal));
    }
    // The function may run for longer than the client waits, and its request is held for as long as either does.
    let reservation = Arc::new(received.reservation);
    let request = head.request(function, qualifier, received.bytes);
    let outcome = invoke(engine, &request, Some(&reservation)).await;
    response::delivered(outcome)
}

impl Head {
    fn read(headers: &HeaderMap) -> Result<Head, ServiceError> {
        let header = |name: &str| {
            let value = headers.get(name)?;
            Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
        };
        let invocation_type = match header(wire::request::INVOCATION_TYPE).as_deref() {
            None | Some("RequestResponse") => InvocationType::RequestResponse,
            Some("Event") => InvocationType::Event,
            Some("DryRun") => InvocationType::DryRun,
            Some(other) => {
                let known = "Member must satisfy enum value set: [Event, RequestResponse, DryRun]";
                return Err(ServiceError::invalid_member("invocationType", other, known));
            }
        };
        let tail_log = match header(wire::request::LOG_TYPE).as_deref() {
            None | Some("None") => false,
            Some("Tail") => true,
            Some(other) => {
                let known = "Member must satisfy enum value set: [None, Tail]";
                return Err(ServiceError::invalid_member("logType", other, known));
            }
        };
        Ok(Head {
            invocation_type,
            tail_log,
            client_context: header(wire::request::CLIENT_CONTEXT),
            tenant_id: header(wire::request::TENANT_ID),
            trace_header: header(wire::request::TRACE_HEADER),
        })
    }

    fn request<'a>(
        &'a self,
        function: &'a str,
        qualifier: Option<&'a str>,
        payload: Bytes,
    ) -> InvokeRequest<'a> {
        InvokeRequest::new(function, payload)
            .with_qualifier(qualifier)
            .with_invocation_type(self.invocation_type)
            // Only a synchronous invocation returns its log.
            .with_tail_log(self.tail_log && self.invocation_type == InvocationType::RequestResponse)
            .with_client_context(self.client_context.as_deref())
            .with_tenant_id(self.tenant_id.as_deref())
            .with_trace_header(self.trace_header.as_deref())
    }
}
