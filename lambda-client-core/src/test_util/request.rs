//! The requests that a scripted transport received.

use std::fmt;

use bytes::Bytes;

use crate::transport::{InvocationType, InvokeRequest};

/// A request that a [`ScriptedTransport`](crate::test_util::ScriptedTransport) received.
///
/// `Debug` prints neither the payload nor the client context nor the tenant ID.
#[derive(Clone, PartialEq, Eq)]
pub struct RequestRecord {
    function: String,
    qualifier: Option<String>,
    invocation_type: InvocationType,
    payload: Bytes,
    tail_log: bool,
    client_context: Option<String>,
    tenant_id: Option<String>,
    trace_header: Option<String>,
}

impl RequestRecord {
    pub(super) fn of(request: &InvokeRequest<'_>) -> RequestRecord {
        RequestRecord {
            function: request.function().to_owned(),
            qualifier: request.qualifier().map(str::to_owned),
            invocation_type: request.invocation_type(),
            payload: request.payload().clone(),
            tail_log: request.tail_log(),
            client_context: request.client_context().map(str::to_owned),
            tenant_id: request.tenant_id().map(str::to_owned),
            trace_header: request.trace_header().map(str::to_owned),
        }
    }

    /// Returns the function: a name, partial ARN or ARN, without a qualifier.
    pub fn function(&self) -> &str {
        &self.function
    }

    /// Returns the version or alias.
    pub fn qualifier(&self) -> Option<&str> {
        self.qualifier.as_deref()
    }

    /// Returns the invocation type.
    pub fn invocation_type(&self) -> InvocationType {
        self.invocation_type
    }

    /// Returns the bytes of the event.
    pub fn payload(&self) -> &Bytes {
        &self.payload
    }

    /// Returns whether the end of the log was requested.
    pub fn tail_log(&self) -> bool {
        self.tail_log
    }

    /// Returns the client context, base64 as on the wire.
    pub fn client_context(&self) -> Option<&str> {
        self.client_context.as_deref()
    }

    /// Returns the tenant ID.
    pub fn tenant_id(&self) -> Option<&str> {
        self.tenant_id.as_deref()
    }

    /// Returns the trace header (`X-Amzn-Trace-Id`).
    pub fn trace_header(&self) -> Option<&str> {
        self.trace_header.as_deref()
    }
}

impl fmt::Debug for RequestRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestRecord")
            .field("function", &self.function)
            .field("qualifier", &self.qualifier)
            .field("invocation_type", &self.invocation_type)
            .field("payload_bytes", &self.payload.len())
            .field("tail_log", &self.tail_log)
            .field("has_client_context", &self.client_context.is_some())
            .field("has_tenant_id", &self.tenant_id.is_some())
            .field("trace_header", &self.trace_header)
            .finish()
    }
}
