//! The request of one attempt.

use std::fmt;

use bytes::Bytes;

use crate::invocation::InvocationType;
use crate::transport::progress::Reports;
use crate::transport::{SendProgress, SendStage, TransportError};

/// The request of one attempt. Names and sizes have been checked.
///
/// Middleware changes a request with the setters, each of which changes one part and keeps all others, and passes it on. It
/// must **not build a request anew**: the new one lacks the parts that the middleware does not know of, such as the
/// [`trace_header`](InvokeRequest::trace_header). It shares the [`progress`](InvokeRequest::progress) of the attempt that it is built
/// in, but not in a task that the middleware spawns, and the client knows less: it does not see which request the new one
/// replaces. Middleware that sends a request several times sends clones of it: they share the progress, and the reports for one do
/// not touch those for another.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::transport::{BoxFuture, InvokeRequest, InvokeResponse, Transport, TransportError};
///
/// /// Sends calls to the functions of another stage.
/// #[derive(Debug)]
/// struct Staging<T>(T);
///
/// impl<T: Transport> Transport for Staging<T> {
///     fn invoke<'a>(&'a self, request: InvokeRequest<'a>) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
///         Box::pin(async move {
///             let function = format!("staging-{}", request.function());
///             self.0.invoke(request.with_function(&function)).await
///         })
///     }
/// }
/// ```
///
/// `Debug` prints neither the payload nor the client context nor the tenant ID.
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to a transport"]
pub struct InvokeRequest<'a> {
    function: &'a str,
    qualifier: Option<&'a str>,
    invocation_type: InvocationType,
    payload: Bytes,
    tail_log: bool,
    client_context: Option<&'a str>,
    tenant_id: Option<&'a str>,
    trace_header: Option<&'a str>,
    reports: Reports,
}

impl<'a> InvokeRequest<'a> {
    /// Creates a request for a synchronous invocation of `function` (a name, partial ARN or ARN, without a qualifier).
    pub fn new(function: &'a str, payload: Bytes) -> Self {
        InvokeRequest::of_attempt(function, payload, &SendProgress::current())
    }

    /// Creates a request of an attempt that has this progress.
    pub(crate) fn of_attempt(function: &'a str, payload: Bytes, progress: &SendProgress) -> Self {
        InvokeRequest {
            function,
            qualifier: None,
            invocation_type: InvocationType::RequestResponse,
            payload,
            tail_log: false,
            client_context: None,
            tenant_id: None,
            trace_header: None,
            reports: Reports::new(progress),
        }
    }

    /// Sets the function: a name, partial ARN or ARN, without a qualifier.
    pub fn with_function(mut self, function: &'a str) -> Self {
        self.function = function;
        self
    }

    /// Sets the version or alias.
    pub fn with_qualifier(mut self, qualifier: Option<&'a str>) -> Self {
        self.qualifier = qualifier;
        self
    }

    /// Sets the invocation type.
    pub fn with_invocation_type(mut self, invocation_type: InvocationType) -> Self {
        self.invocation_type = invocation_type;
        self
    }

    /// Sets the bytes of the event.
    pub fn with_payload(mut self, payload: impl Into<Bytes>) -> Self {
        self.payload = payload.into();
        self
    }

    /// Sets whether Lambda returns the last 4 KB of the log (`X-Amz-Log-Type: Tail`).
    pub fn with_tail_log(mut self, tail_log: bool) -> Self {
        self.tail_log = tail_log;
        self
    }

    /// Sets the client context, base64 as on the wire.
    pub fn with_client_context(mut self, client_context: Option<&'a str>) -> Self {
        self.client_context = client_context;
        self
    }

    /// Sets the tenant ID (functions with tenant isolation).
    pub fn with_tenant_id(mut self, tenant_id: Option<&'a str>) -> Self {
        self.tenant_id = tenant_id;
        self
    }

    /// Sets the trace header (`X-Amzn-Trace-Id`) as AWS writes it. A transport leaves out a value that cannot be sent as a header.
    pub fn with_trace_header(mut self, trace_header: Option<&'a str>) -> Self {
        self.trace_header = trace_header;
        self
    }

    /// Adds a progress that learns how far this request gets. The progress that the request already had keeps learning it, too.
    pub fn with_progress(mut self, progress: &SendProgress) -> Self {
        self.reports = self.reports.with(progress);
        self
    }

    /// Returns the function: a name, partial ARN or ARN, without a qualifier.
    pub fn function(&self) -> &'a str {
        self.function
    }

    /// Returns the version or alias.
    pub fn qualifier(&self) -> Option<&'a str> {
        self.qualifier
    }

    /// Returns the invocation type.
    pub fn invocation_type(&self) -> InvocationType {
        self.invocation_type
    }

    /// Returns the bytes of the event, which all attempts of a call share.
    pub fn payload(&self) -> &Bytes {
        self.reports.note_read();
        &self.payload
    }

    /// Returns whether Lambda is asked for the end of the log.
    pub fn tail_log(&self) -> bool {
        self.tail_log
    }

    /// Returns the client context, base64 as on the wire.
    pub fn client_context(&self) -> Option<&'a str> {
        self.client_context
    }

    /// Returns the tenant ID.
    pub fn tenant_id(&self) -> Option<&'a str> {
        self.tenant_id
    }

    /// Returns the trace header (`X-Amzn-Trace-Id`): that of the invocation that makes the call, if there is one.
    pub fn trace_header(&self) -> Option<&'a str> {
        self.trace_header
    }

    /// Returns how far the attempt has got, with this request and its clones.
    pub fn progress(&self) -> &SendProgress {
        self.reports.progress()
    }

    /// Reports how far the request has got, as a transport does that sends it: [`SendStage::Preparing`] at first,
    /// [`SendStage::Sending`] before the first byte leaves, [`SendStage::Responded`] once a response begins.
    ///
    /// So the client knows whether the function can have run if the attempt times out, or if a middleware discards the result and
    /// returns another one. A transport that reports nothing is believed to have sent the request.
    pub fn report(&self, stage: SendStage) {
        self.reports.report(stage);
    }

    /// Reports the error that a transport is about to return for this request. If it proves that the function did not run, because
    /// the request was not sent or was rejected, earlier reports for this request no longer count.
    ///
    /// The transports of this library do so. It makes a difference under middleware that sends several requests in one attempt, and
    /// for a transport whose error is [`Evidence::NotSent`](crate::transport::Evidence::NotSent) although it has reported
    /// [`SendStage::Sending`]: without it, the function may have run.
    ///
    /// ```
    /// # extern crate lambda_client_core as lambda_client;
    /// use lambda_client::transport::{InvokeRequest, SendStage, TransportError};
    ///
    /// let request = InvokeRequest::new("orders", "{}".into());
    /// request.report(SendStage::Sending);
    /// assert!(request.progress().may_be_sent());
    /// request.report_error(&TransportError::service(429));
    /// assert!(!request.progress().may_be_sent());
    /// ```
    pub fn report_error(&self, error: &TransportError) {
        self.reports.report_error(error);
    }

    /// Reports that a transport, which reports its errors, is about to return a response for this request.
    #[cfg(any(feature = "aws-sdk", feature = "local", feature = "test-util", test))]
    pub(crate) fn report_success(&self) {
        self.reports.report_success();
    }

    /// Returns the reports for this request.
    #[cfg(feature = "aws-sdk")]
    pub(crate) fn reports(&self) -> &Reports {
        &self.reports
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
            .field("has_client_context", &self.client_context.is_some())
            .field("has_tenant_id", &self.tenant_id.is_some())
            .field("trace_header", &self.trace_header)
            .field("progress", self.progress())
            .finish()
    }
}
