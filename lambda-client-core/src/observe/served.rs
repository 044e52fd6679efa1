//! An invocation under observation, on the function's side.

#[cfg(feature = "tracing")]
use tracing::{Instrument as _, Span};

#[cfg(feature = "tracing")]
use crate::observe::{invocation_span, span};
use crate::server::{FunctionResponse, Invocation};

/// An invocation under observation, from before its handler to the handler's response.
pub(crate) struct ServedWatch {
    #[cfg(feature = "tracing")]
    span: Span,
    #[cfg(feature = "tracing")]
    is_finished: bool,
}

impl ServedWatch {
    /// Starts to observe an invocation. Its span continues the trace that has travelled with it, and none that surrounds this code: the
    /// caller's may be current where the function runs in the caller's process, but not on Lambda.
    #[cfg(feature = "tracing")]
    pub(crate) fn start(invocation: &Invocation, is_cold_start: bool) -> ServedWatch {
        ServedWatch {
            span: match span::is_enabled() {
                true => invocation_span::of_invocation(invocation, is_cold_start),
                false => Span::none(),
            },
            is_finished: false,
        }
    }

    /// Nobody observes invocations.
    #[cfg(not(feature = "tracing"))]
    pub(crate) fn start(_: &Invocation, _: bool) -> ServedWatch {
        ServedWatch {}
    }

    /// Runs the handler in the span: entered whenever it is polled, left whenever it waits.
    #[cfg(feature = "tracing")]
    pub(crate) async fn traced(
        mut self,
        handler: impl Future<Output = FunctionResponse>,
    ) -> FunctionResponse {
        let response = handler.instrument(self.span.clone()).await;
        self.is_finished = true;
        invocation_span::finished(&self.span, &response);
        response
    }

    /// Runs the handler.
    #[cfg(not(feature = "tracing"))]
    pub(crate) async fn traced(
        self,
        handler: impl Future<Output = FunctionResponse>,
    ) -> FunctionResponse {
        handler.await
    }
}

#[cfg(feature = "tracing")]
impl Drop for ServedWatch {
    fn drop(&mut self) {
        if !self.is_finished {
            invocation_span::dropped(&self.span);
        }
    }
}
