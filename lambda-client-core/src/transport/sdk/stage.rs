//! How far the SDK has got with a request, told by an interceptor.

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use aws_sdk_lambda::config::interceptors::{
    BeforeDeserializationInterceptorContextRef, BeforeTransmitInterceptorContextRef,
};
use aws_sdk_lambda::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_lambda::error::BoxError;
use aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint;

use crate::transport::{Progress, Stage};

thread_local! {
    /// The stage of the request whose future is being polled on this thread. The interceptor runs inside that poll, and
    /// this is cheaper than an interceptor for each call.
    static STAGE: Cell<Stage> = const { Cell::new(Stage::Preparing) };
}

/// Notes the moments around the transmission: everything before them happens in this process.
#[derive(Debug)]
pub(super) struct StageInterceptor;

#[dyn_dispatch_hint]
impl Intercept for StageInterceptor {
    fn name(&self) -> &'static str {
        "lambda-client stage"
    }

    fn read_before_transmit(
        &self,
        _context: &BeforeTransmitInterceptorContextRef<'_>,
        _runtime: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        STAGE.set(Stage::Sending);
        Ok(())
    }

    fn read_after_transmit(
        &self,
        _context: &BeforeDeserializationInterceptorContextRef<'_>,
        _runtime: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        STAGE.set(Stage::Answered);
        Ok(())
    }
}

/// A request under way, with its stage.
pub(super) struct Staged<'a, F> {
    send: Pin<Box<F>>,
    progress: Option<&'a Progress>,
    stage: Stage,
}

impl<'a, F: Future> Staged<'a, F> {
    pub(super) fn new(send: F, progress: Option<&'a Progress>) -> Self {
        let staged = Staged {
            send: Box::pin(send),
            progress,
            stage: Stage::Preparing,
        };
        staged.report(Stage::Preparing);
        staged
    }
}

impl<F> Staged<'_, F> {
    fn report(&self, stage: Stage) {
        if let Some(progress) = self.progress {
            progress.set(stage);
        }
    }
}

impl<F: Future> Future for Staged<'_, F> {
    type Output = (F::Output, Stage);

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let outer = STAGE.replace(self.stage);
        let polled = self.send.as_mut().poll(cx);
        let stage = STAGE.replace(outer);
        if stage != self.stage {
            self.stage = stage;
            self.report(stage);
        }
        Poll::Ready((ready!(polled), stage))
    }
}
