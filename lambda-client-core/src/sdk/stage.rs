//! How far the SDK has got with a request, as reported by an interceptor and by the HTTP client.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use aws_sdk_lambda::config::interceptors::{
    BeforeDeserializationInterceptorContextRef, BeforeTransmitInterceptorContextRef,
};
use aws_sdk_lambda::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_lambda::error::BoxError;
use aws_smithy_runtime_api::client::connection::CaptureSmithyConnection;
use aws_smithy_runtime_api::client::http::HttpClient;
use aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint;
use aws_smithy_runtime_api::client::retries::RequestAttempts;

use crate::transport::{InvokeRequest, SendStage};

/// How far a request got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reached {
    /// The request was being built, or waited for credentials.
    Preparing,
    /// The request waited for a connection and never got one.
    Connecting,
    /// The request was given to a connection, or may have been.
    Sending,
    /// The head of a response arrived.
    Responded,
}

thread_local! {
    /// The stage of the request whose future is being polled on this thread. The interceptor runs inside that poll, and
    /// this is cheaper than an interceptor for each call.
    static STAGE: Cell<SendStage> = const { Cell::new(SendStage::Preparing) };

    /// Where the HTTP client will note the connection of the request whose transmission has begun in this poll.
    static CONNECTION: RefCell<Option<CaptureSmithyConnection>> = const { RefCell::new(None) };
}

/// Notes when the transmission begins and ends: everything before it happens in this process.
#[derive(Debug)]
pub(crate) struct StageInterceptor;

#[dyn_dispatch_hint]
impl Intercept for StageInterceptor {
    fn name(&self) -> &'static str {
        "lambda-client stage"
    }

    fn read_before_transmit(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        runtime: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        // The SDK's retries are off, but an interceptor of the user's can turn them on again. The stage that the first
        // attempt reached stays.
        let attempts = config.load::<RequestAttempts>();
        if attempts.is_some_and(|made| made.attempts() > 1) {
            return Err("the retries of the SDK were turned on; only `Lambda` retries".into());
        }
        // The SDK puts this into every request, to be able to close a connection that misbehaves.
        let connection = context.request().extension::<CaptureSmithyConnection>();
        let connection = connection.filter(|_| notes_connections(runtime));
        CONNECTION.set(connection.cloned());
        STAGE.set(SendStage::Sending);
        Ok(())
    }

    fn read_after_transmit(
        &self,
        _context: &BeforeDeserializationInterceptorContextRef<'_>,
        _runtime: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        STAGE.set(SendStage::Responded);
        Ok(())
    }
}

/// Returns whether the HTTP client notes the connection before it hands a request to it. Only then has a request without a
/// connection certainly not been sent.
///
/// Both clients of `aws-smithy-http-client` on hyper 1 do so, and tests pin it. Nothing is known about any other client.
fn notes_connections(runtime: &RuntimeComponents) -> bool {
    let metadata = runtime
        .http_client()
        .and_then(|client| client.connector_metadata());
    metadata.is_some_and(|client| {
        client.name() == "hyper" && client.version().as_deref() == Some("1.x")
    })
}

/// The future of a request, with its stage. It borrows the SDK's future, which is large and already boxed with its caller's.
pub(crate) struct Staged<'a, F> {
    send: Pin<&'a mut F>,
    request: Option<&'a InvokeRequest<'a>>,
    stage: SendStage,
    connection: Option<CaptureSmithyConnection>,
}

impl<'a, F: Future> Staged<'a, F> {
    /// The progress of `request` learns how far the SDK gets.
    pub(crate) fn new(send: Pin<&'a mut F>, request: Option<&'a InvokeRequest<'a>>) -> Self {
        let staged = Staged {
            send,
            request,
            stage: SendStage::Preparing,
            connection: None,
        };
        staged.report(SendStage::Preparing);
        staged
    }
}

impl<F> Staged<'_, F> {
    fn report(&self, stage: SendStage) {
        if let Some(request) = self.request {
            request.report(stage);
        }
    }

    fn reached(&self) -> Reached {
        let unconnected = || {
            let connection = self.connection.as_ref();
            connection.is_some_and(|connection| connection.get().is_none())
        };
        match self.stage {
            SendStage::Preparing => Reached::Preparing,
            SendStage::Sending if unconnected() => Reached::Connecting,
            SendStage::Sending => Reached::Sending,
            SendStage::Responded => Reached::Responded,
        }
    }
}

impl<F: Future> Future for Staged<'_, F> {
    type Output = (F::Output, Reached);

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let outer = STAGE.replace(self.stage);
        let polled = self.send.as_mut().poll(cx);
        let stage = STAGE.replace(outer);
        if stage != self.stage {
            if self.stage == SendStage::Preparing {
                self.connection = CONNECTION.take();
            }
            self.stage = stage;
        }
        // A request that waits for a connection has not left this process. The connection is noted in the poll in which the
        // request is handed to it, so nothing is sent between that and the report.
        match self.reached() {
            Reached::Preparing | Reached::Connecting => {}
            Reached::Sending => self.report(SendStage::Sending),
            Reached::Responded => self.report(SendStage::Responded),
        }
        Poll::Ready((ready!(polled), self.reached()))
    }
}
