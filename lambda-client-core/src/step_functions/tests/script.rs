//! A transport that follows a script.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use serde_json::Value;

use crate::clock::Jitter;
use crate::future::BoxFuture;
use crate::step_functions::{Machines, StatesRequest, StatesResponse, StatesTransport};
use crate::transport::{Evidence, SendStage, TransportError, TransportErrorKind};

/// What becomes of a request.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Respond(StatesResponse),
    Fail(TransportError),
    Hang,
}

/// A transport that follows a script, and repeats its last step.
#[derive(Clone, Default)]
pub(super) struct Script {
    steps: Arc<Mutex<VecDeque<Step>>>,
    requests: Arc<Mutex<Vec<(&'static str, Value)>>>,
}

/// The longest delays.
#[derive(Debug)]
struct Longest;

impl Jitter for Longest {
    fn next(&self) -> f64 {
        0.999_999
    }
}

impl fmt::Debug for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Script")
    }
}

impl Script {
    pub(super) fn new(steps: impl IntoIterator<Item = Step>) -> Script {
        let script = Script::default();
        script.steps.lock().unwrap().extend(steps);
        script
    }

    pub(super) fn machines(&self) -> Machines {
        Machines::builder(self.clone()).jitter(Longest).build()
    }

    pub(super) fn requests(&self) -> Vec<(&'static str, Value)> {
        self.requests.lock().unwrap().clone()
    }

    pub(super) fn names(&self) -> Vec<&'static str> {
        self.requests().into_iter().map(|(name, _)| name).collect()
    }
}

impl StatesTransport for Script {
    fn send<'a>(
        &'a self,
        request: StatesRequest<'a>,
    ) -> BoxFuture<'a, Result<StatesResponse, TransportError>> {
        let operation = request.operation();
        let body = serde_json::to_value(operation).unwrap();
        self.requests.lock().unwrap().push((operation.name(), body));
        let step = {
            let mut steps = self.steps.lock().unwrap();
            let step = steps.front().cloned().expect("a step");
            if steps.len() > 1 {
                steps.pop_front();
            }
            step
        };
        Box::pin(async move {
            request.report(SendStage::Sending);
            match step {
                Step::Respond(response) => Ok(response),
                Step::Fail(error) => {
                    request.report_error(&error);
                    Err(error)
                }
                Step::Hang => std::future::pending().await,
            }
        })
    }
}

pub(super) fn ok(body: impl Into<String>) -> Step {
    Step::Respond(StatesResponse::new(body.into()).with_request_id("id-ok"))
}

/// A start that began so many seconds before the response.
pub(super) fn started(arn: &str, seconds_ago: u64) -> Step {
    let now = Duration::from_secs(1_767_225_600);
    let start = now.as_secs() - seconds_ago;
    let body = format!(r#"{{"executionArn":"{arn}","startDate":{start}.25}}"#);
    let date = SystemTime::UNIX_EPOCH + now;
    Step::Respond(StatesResponse::new(body).with_date(date))
}

pub(super) fn described(arn: &str, status: &str, more: &str) -> Step {
    ok(format!(
        r#"{{"executionArn":"{arn}","status":"{status}","startDate":1767225600.0{more}}}"#
    ))
}

pub(super) fn refused(code: &str) -> Step {
    Step::Fail(TransportError::service(400).with_code(code))
}

/// A connection that broke: nobody knows whether the request arrived.
pub(super) fn lost() -> Step {
    let error = TransportError::new(TransportErrorKind::Connection, Evidence::Unknown);
    Step::Fail(error)
}
