//! One attempt of an invocation, on its way out.

use std::fmt;
use std::sync::atomic::{AtomicU8, Ordering};

use bytes::Bytes;

/// Lambda's invocation types (`InvocationType` of the `Invoke` operation).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum InvocationType {
    /// The caller waits for the function's answer. HTTP 200.
    #[default]
    RequestResponse,
    /// Lambda queues the event and answers at once. HTTP 202.
    Event,
    /// Lambda checks parameters and permission and runs nothing. HTTP 204.
    DryRun,
}

impl InvocationType {
    /// The value of the `X-Amz-Invocation-Type` header.
    pub const fn as_str(self) -> &'static str {
        match self {
            InvocationType::RequestResponse => "RequestResponse",
            InvocationType::Event => "Event",
            InvocationType::DryRun => "DryRun",
        }
    }
}

impl fmt::Display for InvocationType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One attempt of an invocation. Names and sizes have been checked.
///
/// `Debug` does not print the payload or the client context.
#[derive(Clone)]
#[non_exhaustive]
pub struct InvokeRequest<'a> {
    function: &'a str,
    qualifier: Option<&'a str>,
    invocation_type: InvocationType,
    payload: Bytes,
    tail_log: bool,
    client_context: Option<&'a str>,
    tenant_id: Option<&'a str>,
    progress: Option<&'a SendProgress>,
}

impl<'a> InvokeRequest<'a> {
    /// A synchronous invocation of `function` (a name, partial ARN or ARN, without qualifier).
    pub fn new(function: &'a str, payload: Bytes) -> Self {
        InvokeRequest {
            function,
            qualifier: None,
            invocation_type: InvocationType::RequestResponse,
            payload,
            tail_log: false,
            client_context: None,
            tenant_id: None,
            progress: None,
        }
    }

    /// Sets the version or alias.
    #[must_use]
    pub fn with_qualifier(mut self, qualifier: Option<&'a str>) -> Self {
        self.qualifier = qualifier;
        self
    }

    /// Sets the invocation type.
    #[must_use]
    pub fn with_invocation_type(mut self, invocation_type: InvocationType) -> Self {
        self.invocation_type = invocation_type;
        self
    }

    /// Asks for the last 4 KB of the log (`X-Amz-Log-Type: Tail`).
    #[must_use]
    pub fn with_tail_log(mut self, tail_log: bool) -> Self {
        self.tail_log = tail_log;
        self
    }

    /// Sets the client context, base64 as on the wire.
    #[must_use]
    pub fn with_client_context(mut self, client_context: Option<&'a str>) -> Self {
        self.client_context = client_context;
        self
    }

    /// Sets the tenant id (functions with tenant isolation).
    #[must_use]
    pub fn with_tenant_id(mut self, tenant_id: Option<&'a str>) -> Self {
        self.tenant_id = tenant_id;
        self
    }

    /// Sets where the transport notes how far the attempt has got.
    #[must_use]
    pub fn with_progress(mut self, progress: &'a SendProgress) -> Self {
        self.progress = Some(progress);
        self
    }

    /// The function: a name, partial ARN or ARN, without qualifier.
    pub fn function(&self) -> &'a str {
        self.function
    }

    /// The version or alias.
    pub fn qualifier(&self) -> Option<&'a str> {
        self.qualifier
    }

    /// The invocation type.
    pub fn invocation_type(&self) -> InvocationType {
        self.invocation_type
    }

    /// The event's bytes, shared by all attempts of a call.
    pub fn payload(&self) -> &Bytes {
        &self.payload
    }

    /// Whether the end of the log is asked for.
    pub fn tail_log(&self) -> bool {
        self.tail_log
    }

    /// The client context, base64 as on the wire.
    pub fn client_context(&self) -> Option<&'a str> {
        self.client_context
    }

    /// The tenant id.
    pub fn tenant_id(&self) -> Option<&'a str> {
        self.tenant_id
    }

    #[cfg(feature = "aws-sdk")]
    pub(crate) fn progress(&self) -> Option<&'a SendProgress> {
        self.progress
    }

    /// Notes how far the attempt has got; see [`SendProgress`].
    pub fn report(&self, stage: SendStage) {
        if let Some(progress) = self.progress {
            progress.set(stage);
        }
    }
}

impl fmt::Debug for InvokeRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InvokeRequest")
            .field("function", &self.function)
            .field("qualifier", &self.qualifier)
            .field("invocation_type", &self.invocation_type)
            .field("payload_bytes", &self.payload.len())
            .field("tail_log", &self.tail_log)
            .field("tenant_id", &self.tenant_id)
            .finish_non_exhaustive()
    }
}

/// How far an attempt has got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SendStage {
    /// Nothing has left this process yet.
    Preparing,
    /// The request may have left this process.
    Sending,
    /// Lambda has begun to answer.
    Answered,
}

/// How far an attempt has got, readable after the attempt was given up.
///
/// A transport that reports [`SendStage::Preparing`] first and [`SendStage::Sending`] before the first byte leaves lets the client
/// say "did not run" of an attempt that timed out while it was still looking for credentials. The last report counts, and it
/// may come while the attempt is dropped: a request that never got a connection is back at [`SendStage::Preparing`]. A transport
/// that reports nothing is believed to have sent the request.
#[derive(Debug, Default)]
pub struct SendProgress(AtomicU8);

impl SendProgress {
    /// Nothing reported yet.
    pub const fn new() -> Self {
        SendProgress(AtomicU8::new(0))
    }

    /// Notes a stage.
    pub fn set(&self, stage: SendStage) {
        let code = match stage {
            SendStage::Preparing => 1,
            SendStage::Sending => 2,
            SendStage::Answered => 3,
        };
        self.0.store(code, Ordering::Relaxed);
    }

    /// The last stage reported.
    pub fn stage(&self) -> Option<SendStage> {
        match self.0.load(Ordering::Relaxed) {
            1 => Some(SendStage::Preparing),
            2 => Some(SendStage::Sending),
            3 => Some(SendStage::Answered),
            _ => None,
        }
    }
}
