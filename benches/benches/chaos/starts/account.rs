//! The executions of an account, by the rules of Step Functions for names.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use crate::starts::ledger::Id;

const PREFIX: &str = "arn:aws:states:us-east-1:123456789012";

/// The ARN of the Standard machine.
pub(super) const STANDARD: &str = "arn:aws:states:us-east-1:123456789012:stateMachine:standard";
/// The ARN of the Express machine.
pub(super) const EXPRESS: &str = "arn:aws:states:us-east-1:123456789012:stateMachine:express";

/// The Standard executions, by name.
#[derive(Debug, Default)]
pub(super) struct Account(Mutex<HashMap<String, Execution>>);

#[derive(Debug)]
struct Execution {
    id: Id,
    input: String,
    started: f64,
    /// Descriptions lag behind: the first one may find nothing.
    is_visible: bool,
}

/// What a request gets: a result, or the code of an error.
pub(super) type Answer = Result<Value, &'static str>;

impl Account {
    /// Starts an execution of the Standard machine, unless its name is in use (AWS Step Functions API reference, `StartExecution`). `run` is
    /// called if an execution starts.
    pub(super) fn start(&self, name: String, id: Id, input: &str, run: impl FnOnce()) -> Answer {
        let mut executions = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let execution_arn = format!("{PREFIX}:execution:standard:{name}");
        let started = match executions.get(&name) {
            None => {
                run();
                let started = now();
                let execution = Execution {
                    id,
                    input: input.to_owned(),
                    started,
                    is_visible: !id.number.is_multiple_of(4),
                };
                executions.insert(name, execution);
                started
            }
            // The same execution, while it runs and if the input is the same.
            Some(execution) if execution.id.runs_on() && execution.input == input => {
                execution.started
            }
            Some(_) => return Err("ExecutionAlreadyExists"),
        };
        Ok(json!({"executionArn": execution_arn, "startDate": started}))
    }

    /// Describes an execution of the Standard machine.
    pub(super) fn describe(&self, name: &str) -> Answer {
        let mut executions = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let execution = executions.get_mut(name).ok_or("ExecutionDoesNotExist")?;
        if !std::mem::replace(&mut execution.is_visible, true) {
            return Err("ExecutionDoesNotExist");
        }
        let mut described = json!({
            "executionArn": format!("{PREFIX}:execution:standard:{name}"),
            "stateMachineArn": STANDARD,
            "name": name,
            "status": "RUNNING",
            "startDate": execution.started,
            "input": execution.input,
        });
        if !execution.id.runs_on() {
            described["status"] = json!("SUCCEEDED");
            described["stopDate"] = json!(execution.started);
            described["output"] = json!("null");
        }
        Ok(described)
    }

    /// Returns the start that an execution belongs to.
    pub(super) fn owner(&self, name: &str) -> Option<Id> {
        let executions = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        executions.get(name).map(|execution| execution.id)
    }
}

/// Returns the result of a start of the Express machine: names mean nothing there.
pub(super) fn started_express(id: Id) -> Value {
    json!({"executionArn": format!("{PREFIX}:express:express:e:{}", id.number), "startDate": now()})
}

/// Returns the result of a start of the Express machine that was waited for. That of an execution that failed is a success, too.
pub(super) fn finished_express(id: Id) -> Value {
    let mut result = started_express(id);
    result["stopDate"] = json!(now());
    match id.fails() {
        true => {
            result["status"] = json!("FAILED");
            result["error"] = json!("Oops");
            result["cause"] = json!(r#"{"errorType":"Oops","errorMessage":"no"}"#);
        }
        false => {
            result["status"] = json!("SUCCEEDED");
            result["output"] = json!(id.number.to_string());
        }
    }
    result
}

fn now() -> f64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0.0, |since| since.as_secs_f64())
}
