//! What a machine does.

use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::certainty::ExecutionOperation;
use crate::error::FunctionError;
use crate::future::BoxFuture;
use crate::step_functions::input::{MAX_CAUSE, MAX_INPUT, encode_text};

/// How an execution has ended: its output, or the name of its error and the cause.
pub(super) type Outcome = Result<String, (String, String)>;

type Behavior = dyn Fn(String) -> BoxFuture<'static, Outcome> + Send + Sync;

/// What a machine in [`LocalMachines`](super::LocalMachines) does: an async closure from its input to its output.
#[derive(Clone)]
pub struct LocalMachine {
    behavior: Arc<Behavior>,
    pub(super) timeout: Option<Duration>,
}

impl LocalMachine {
    /// Creates a machine. An error ends the execution as that of a function does: with its `errorType` as the name, and its error document as the
    /// cause. An input that is not an `I` ends it with `States.Runtime`, and so does a panic.
    pub fn new<I, O, E, F>(behavior: impl Fn(I) -> F + Send + Sync + 'static) -> LocalMachine
    where
        I: DeserializeOwned + 'static,
        O: Serialize,
        E: FunctionError,
        F: Future<Output = Result<O, E>> + Send + 'static,
    {
        let behavior = move |input: String| -> BoxFuture<'static, Outcome> {
            let input = match serde_json::from_str(&input) {
                Ok(input) => behavior(input),
                Err(_) => {
                    return Box::pin(async {
                        Err(runtime(
                            "the input does not have the type that the machine expects",
                        ))
                    });
                }
            };
            Box::pin(async move { outcome(input.await) })
        };
        LocalMachine {
            behavior: Arc::new(behavior),
            timeout: None,
        }
    }

    /// Sets how long an execution may take. Default: as long as it takes, and 5 minutes for an Express machine.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    pub(super) fn run(&self, input: String) -> BoxFuture<'static, Outcome> {
        (self.behavior)(input)
    }
}

pub(super) fn runtime(cause: &str) -> (String, String) {
    ("States.Runtime".to_owned(), cause.to_owned())
}

fn outcome<O: Serialize, E: FunctionError>(result: Result<O, E>) -> Outcome {
    match result {
        Ok(output) => encode_text(ExecutionOperation::Await, "output", &output).map_err(|_| {
            let cause =
                format!("the output cannot be serialized, or is larger than {MAX_INPUT} bytes");
            ("States.DataLimitExceeded".to_owned(), cause)
        }),
        Err(error) => {
            let document = error.to_document();
            let cause = document.to_bytes();
            let cause = String::from_utf8_lossy(&cause)
                .chars()
                .take(MAX_CAUSE)
                .collect();
            Err((document.error_type().to_owned(), cause))
        }
    }
}

impl fmt::Debug for LocalMachine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalMachine")
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}
