//! The steps of a script.

use std::future::pending;
use std::time::Duration;

use bytes::Bytes;

use crate::clock::{Clock, TokioClock};
use crate::error::{Error, ErrorDocument};
use crate::transport::{InvocationType, InvokeRequest, InvokeResponse, SendStage, TransportError};

/// What a [`ScriptedTransport`](crate::test_util::ScriptedTransport) does with one request.
///
/// An [`InvokeResponse`] and a [`TransportError`] are steps as well, so that a script can list them directly.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use std::time::Duration;
/// use lambda_client::test_util::Step;
/// use lambda_client::transport::SendStage;
///
/// // Responds with the JSON document `7`, after a second.
/// let slow = Step::json("7").after(Duration::from_secs(1));
/// // Never responds, and reports that the request may have been sent.
/// let lost = Step::hang().at_stage(SendStage::Sending);
/// # let _ = (slow, lost);
/// ```
#[derive(Clone, Debug)]
#[must_use = "a step does nothing until it is part of a script"]
pub struct Step {
    stage: Option<SendStage>,
    delay: Duration,
    end: End,
}

#[derive(Clone, Debug)]
enum End {
    Respond(InvokeResponse),
    /// The function succeeds. This is the response to a synchronous call.
    Return(InvokeResponse),
    Fail(TransportError),
    Hang,
}

impl Step {
    fn new(end: End) -> Step {
        Step {
            stage: None,
            delay: Duration::ZERO,
            end,
        }
    }

    /// Creates a step that returns this response.
    pub fn respond(response: InvokeResponse) -> Step {
        Step::new(End::Respond(response))
    }

    /// Creates a step in which the function succeeds and returns these bytes: the response has status 200. As from Lambda, an event
    /// gets 202 and a dry run 204, both without a body.
    pub fn json(payload: impl Into<Bytes>) -> Step {
        Step::new(End::Return(InvokeResponse::new(200, payload.into())))
    }

    /// Creates a step that returns a function error, in the form that Lambda's runtimes give it.
    pub fn function_error(error_type: impl Into<String>, message: impl Into<String>) -> Step {
        let document = ErrorDocument::new(error_type, message).to_bytes();
        Step::respond(InvokeResponse::new(200, document).with_function_error("Unhandled"))
    }

    /// Creates a step that fails with this error.
    pub fn fail(error: TransportError) -> Step {
        Step::new(End::Fail(error))
    }

    /// Creates a step that never ends, as a request without a response. The call ends by its timeout.
    pub fn hang() -> Step {
        Step::new(End::Hang)
    }

    /// Sets the stage that the step reports at its beginning. Without a stage, a request that times out counts as sent, and a
    /// response or an error is reported once it is there.
    pub fn at_stage(mut self, stage: SendStage) -> Step {
        self.stage = Some(stage);
        self
    }

    /// Sets how long the step takes, on tokio's clock: real time, or virtual time if tokio's time is paused.
    pub fn after(mut self, delay: Duration) -> Step {
        self.delay = delay;
        self
    }

    pub(super) async fn perform(
        self,
        request: InvokeRequest<'_>,
    ) -> Result<InvokeResponse, TransportError> {
        if let Some(stage) = self.stage {
            request.report(stage);
        }
        if !self.delay.is_zero() {
            let timer = TokioClock.try_sleep(self.delay);
            timer.map_err(Error::into_refusal)?.await;
        }
        let response = match self.end {
            End::Respond(response) => Ok(response),
            End::Return(response) => Ok(match request.invocation_type() {
                InvocationType::RequestResponse => response,
                InvocationType::Event => InvokeResponse::new(202, Bytes::new()),
                InvocationType::DryRun => InvokeResponse::new(204, Bytes::new()),
            }),
            End::Fail(error) => Err(error),
            End::Hang => pending().await,
        };
        // A step without its own stage reports what its end proves.
        if self.stage.is_none() {
            match &response {
                Ok(_) => request.report_success(),
                Err(error) => request.report_error(error),
            }
        }
        response
    }
}

impl From<InvokeResponse> for Step {
    fn from(response: InvokeResponse) -> Step {
        Step::respond(response)
    }
}

impl From<TransportError> for Step {
    fn from(error: TransportError) -> Step {
        Step::fail(error)
    }
}

impl From<Result<InvokeResponse, TransportError>> for Step {
    fn from(result: Result<InvokeResponse, TransportError>) -> Step {
        match result {
            Ok(response) => Step::respond(response),
            Err(error) => Step::fail(error),
        }
    }
}
