//! A transport that follows a script.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::future::BoxFuture;
use crate::test_util::{RequestRecord, Step};
use crate::transport::{
    Evidence, InvokeRequest, InvokeResponse, Transport, TransportError, TransportErrorKind,
};

/// A [`Transport`] that follows a script: one [`Step`] for each request, in order. It records the requests and sends nothing.
///
/// A request for which the script has no step fails and is not retried; [`verify`](ScriptedTransport::verify) reports it, and
/// the steps that no request has used. Clones share the script and the record.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use std::time::Duration;
/// use lambda_client::test_util::{ScriptedTransport, Step};
/// use lambda_client::transport::{SendStage, TransportError};
/// use lambda_client::{DidRun, Lambda};
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # tokio::time::pause();
/// let script = ScriptedTransport::new([
///     Step::fail(TransportError::service(429).with_code("TooManyRequestsException")),
///     Step::json("7"),
///     Step::hang().at_stage(SendStage::Sending),
/// ]);
/// let lambda = Lambda::new(script.clone());
///
/// // The first attempt is throttled, the second one succeeds.
/// let response: u32 = lambda.call("stock").json("A-1").await?;
/// assert_eq!(response, 7);
///
/// // The third request may have been sent, and gets no response.
/// let call = lambda.call("stock").json::<u32>("A-1").timeout(Duration::from_secs(1));
/// assert_eq!(call.await.unwrap_err().did_run(), DidRun::Unknown);
///
/// assert_eq!(script.requests()[0].payload(), r#""A-1""#);
/// script.verify()?;
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct ScriptedTransport {
    script: Arc<Mutex<Script>>,
}

#[derive(Debug, Default)]
struct Script {
    steps: VecDeque<Step>,
    /// The step for every request after the last of `steps`.
    otherwise: Option<Step>,
    requests: Vec<RequestRecord>,
    /// The requests for which the script had no step, by their functions.
    unexpected: Vec<String>,
}

impl ScriptedTransport {
    /// Creates a transport that takes these steps, one for each request.
    pub fn new<S: Into<Step>>(steps: impl IntoIterator<Item = S>) -> ScriptedTransport {
        let script = Script {
            steps: steps.into_iter().map(Into::into).collect(),
            ..Script::default()
        };
        ScriptedTransport {
            script: Arc::new(Mutex::new(script)),
        }
    }

    /// Creates a transport that takes the same step for every request.
    pub fn always(step: impl Into<Step>) -> ScriptedTransport {
        ScriptedTransport::new::<Step>([]).otherwise(step)
    }

    /// Sets the step for every request after the last step of the script.
    #[must_use]
    pub fn otherwise(self, step: impl Into<Step>) -> ScriptedTransport {
        self.lock().otherwise = Some(step.into());
        self
    }

    /// Returns the requests so far, oldest first.
    pub fn requests(&self) -> Vec<RequestRecord> {
        self.lock().requests.clone()
    }

    /// Returns the requests since the last call of this method, oldest first, and forgets them.
    pub fn take_requests(&self) -> Vec<RequestRecord> {
        std::mem::take(&mut self.lock().requests)
    }

    /// Checks that each request had a step, and each step a request.
    ///
    /// # Errors
    ///
    /// Returns an error that counts the steps that are left and names the functions of the requests without a step.
    pub fn verify(&self) -> Result<(), ScriptError> {
        let script = self.lock();
        if script.steps.is_empty() && script.unexpected.is_empty() {
            return Ok(());
        }
        Err(ScriptError {
            left: script.steps.len(),
            unexpected: script.unexpected.clone(),
        })
    }

    fn next(&self, request: &InvokeRequest<'_>) -> Step {
        let mut script = self.lock();
        script.requests.push(RequestRecord::of(request));
        let step = script.steps.pop_front();
        if let Some(step) = step.or_else(|| script.otherwise.clone()) {
            return step;
        }
        script.unexpected.push(request.function().to_owned());
        Step::fail(
            TransportError::new(TransportErrorKind::Request, Evidence::NotSent)
                .with_message("the script has no step for this request"),
        )
    }

    fn lock(&self) -> MutexGuard<'_, Script> {
        // Nothing panics while it holds the lock.
        self.script.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for ScriptedTransport {
    fn invoke<'a>(
        &'a self,
        request: InvokeRequest<'a>,
    ) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
        Box::pin(self.next(&request).perform(request))
    }
}

impl fmt::Debug for ScriptedTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let script = self.lock();
        f.debug_struct("ScriptedTransport")
            .field("steps", &script.steps)
            .field("otherwise", &script.otherwise)
            .field("requests", &script.requests)
            .finish()
    }
}

/// A script that was not followed, from [`ScriptedTransport::verify`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptError {
    left: usize,
    unexpected: Vec<String>,
}

impl fmt::Display for ScriptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the script was not followed: ")?;
        if self.left > 0 {
            let s = if self.left == 1 { "" } else { "s" };
            write!(f, "{} step{s} left", self.left)?;
        }
        if !self.unexpected.is_empty() {
            let comma = if self.left > 0 { ", " } else { "" };
            let functions = self.unexpected.join("`, `");
            write!(f, "{comma}no step for requests to `{functions}`")?;
        }
        Ok(())
    }
}

impl std::error::Error for ScriptError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;
    use crate::lambda::Lambda;

    #[tokio::test]
    async fn a_request_without_a_step_fails_once_and_is_reported() {
        let script = ScriptedTransport::new([Step::json("1")]);
        let lambda = Lambda::new(script.clone());
        assert_eq!(lambda.call("f").json::<u32>(&()).await.unwrap(), 1);
        script.verify().unwrap();

        let error = lambda.call("g").json::<u32>(&()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert_eq!(script.requests().len(), 2);
        assert_eq!(
            script.verify().unwrap_err().to_string(),
            "the script was not followed: no step for requests to `g`"
        );
    }

    #[test]
    fn a_step_without_a_request_is_reported() {
        let script = ScriptedTransport::new([Step::hang(), Step::json("1")]);
        assert_eq!(
            script.verify().unwrap_err().to_string(),
            "the script was not followed: 2 steps left"
        );
    }

    #[tokio::test]
    async fn requests_are_recorded_whole() {
        let script = ScriptedTransport::always(Step::json("null"));
        let lambda = Lambda::new(script.clone());
        let call = lambda.call("f:live").json::<()>(&1);
        call.tail_log().tenant("blue").await.unwrap();
        lambda.call("g").json::<()>(&2).event().await.unwrap();

        let requests = script.requests();
        assert_eq!(requests[0].function(), "f");
        assert_eq!(requests[0].qualifier(), Some("live"));
        assert_eq!(requests[0].payload(), "1");
        assert_eq!(requests[0].tenant_id(), Some("blue"));
        assert_eq!(requests[0].client_context(), None);
        assert!(requests[0].tail_log());
        assert_eq!(requests[1].invocation_type().as_str(), "Event");
        assert!(!requests[1].tail_log());
    }
}
