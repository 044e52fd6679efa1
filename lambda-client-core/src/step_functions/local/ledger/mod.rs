//! The machines and executions of an account, and the rules for them.

use std::collections::HashMap;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::task::AbortHandle;

use crate::step_functions::ExecutionName;
use crate::step_functions::local::fault::LocalFault;
use crate::step_functions::local::machine::{LocalMachine, Outcome};
use crate::step_functions::local::task::OpenTask;
use crate::step_functions::same_json::same_json;
use crate::transport::TransportError;

/// The beginning of all ARNs: a partition, a Region and an account.
pub(super) const PREFIX: &str = "arn:aws:states:us-east-1:000000000000";

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// How long the name of an execution that has ended stays in use (AWS Step Functions API reference, `StartExecution`).
const NAME_KEPT: Duration = Duration::from_secs(90 * DAY.as_secs());

/// How long an execution can be redriven (AWS Step Functions API reference, `RedriveExecution`).
const REDRIVABLE: Duration = Duration::from_secs(14 * DAY.as_secs());

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Standard,
    Express,
}

#[derive(Default)]
pub(super) struct Ledger {
    machines: HashMap<String, Entry>,
    executions: HashMap<String, Execution>,
    pub(super) tasks: HashMap<String, OpenTask>,
    pub(super) faults: Vec<LocalFault>,
}

struct Entry {
    kind: Kind,
    machine: LocalMachine,
    started: usize,
}

struct Execution {
    machine: String,
    input: String,
    status: &'static str,
    outcome: Option<Outcome>,
    start: Duration,
    stop: Option<Duration>,
    events: Vec<Value>,
    redrives: u32,
    redrive_tokens: Vec<String>,
    /// Its current run; the end of an earlier one is not its own.
    run: u64,
    task: Option<AbortHandle>,
}

/// What is to be done for a start.
pub(super) enum Begin {
    /// A new execution runs.
    Run {
        arn: String,
        run: u64,
        machine: LocalMachine,
        kind: Kind,
    },
    /// An execution of the same name and input runs.
    Found { arn: String, start: Duration },
}

impl Ledger {
    pub(super) fn add(&mut self, name: String, kind: Kind, machine: LocalMachine) {
        let entry = Entry {
            kind,
            machine,
            started: 0,
        };
        self.machines.insert(name, entry);
    }

    pub(super) fn started(&self, machine: &str) -> usize {
        self.machines.get(machine).map_or(0, |entry| entry.started)
    }

    pub(super) fn kind(&self, machine: &str) -> Option<Kind> {
        self.machines.get(machine).map(|entry| entry.kind)
    }

    /// Starts an execution, by the rules for its name.
    pub(super) fn begin(
        &mut self,
        machine: &str,
        name: &ExecutionName,
        input: &str,
        id: &str,
        now: Duration,
    ) -> Result<Begin, TransportError> {
        let entry = self.machines.get_mut(machine);
        let entry = entry.ok_or_else(|| refused("StateMachineDoesNotExist"))?;
        let arn = match entry.kind {
            Kind::Standard => format!("{PREFIX}:execution:{machine}:{name}"),
            Kind::Express => format!("{PREFIX}:express:{machine}:{name}:{id}"),
        };
        if let Some(known) = self.executions.get(&arn) {
            let is_free = known.stop.is_some_and(|stop| now >= stop + NAME_KEPT);
            match (is_free, known.stop) {
                (true, _) => {}
                (false, None) if same_json(&known.input, input) == Some(true) => {
                    let start = known.start;
                    return Ok(Begin::Found { arn, start });
                }
                _ => return Err(refused("ExecutionAlreadyExists")),
            }
        }
        entry.started += 1;
        let begin = Begin::Run {
            arn: arn.clone(),
            run: 0,
            machine: entry.machine.clone(),
            kind: entry.kind,
        };
        let mut execution = Execution {
            machine: machine.to_owned(),
            input: input.to_owned(),
            status: "RUNNING",
            outcome: None,
            start: now,
            stop: None,
            events: Vec::new(),
            redrives: 0,
            redrive_tokens: Vec::new(),
            run: 0,
            task: None,
        };
        execution.note(
            now,
            "ExecutionStarted",
            "executionStartedEventDetails",
            json!({"input": input}),
        );
        self.executions.insert(arn, execution);
        Ok(begin)
    }

    /// Says which task a run has, so that it can be stopped.
    pub(super) fn attach(&mut self, arn: &str, run: u64, task: AbortHandle) {
        if let Some(execution) = self.executions.get_mut(arn)
            && execution.run == run
            && execution.stop.is_none()
        {
            execution.task = Some(task);
        }
    }

    /// Ends a run: by an outcome, or because its time is over.
    pub(super) fn end(&mut self, arn: &str, run: u64, outcome: Option<Outcome>, now: Duration) {
        let Some(execution) = self.executions.get_mut(arn) else {
            return;
        };
        if execution.run != run || execution.stop.is_some() {
            return;
        }
        match outcome {
            Some(Ok(output)) => {
                execution.note(
                    now,
                    "ExecutionSucceeded",
                    "executionSucceededEventDetails",
                    json!({"output": output}),
                );
                execution.close("SUCCEEDED", Some(Ok(output)), now);
            }
            Some(Err((error, cause))) => {
                let details = json!({"error": error, "cause": cause});
                execution.note(
                    now,
                    "ExecutionFailed",
                    "executionFailedEventDetails",
                    details,
                );
                execution.close("FAILED", Some(Err((error, cause))), now);
            }
            None => {
                execution.note(
                    now,
                    "ExecutionTimedOut",
                    "executionTimedOutEventDetails",
                    json!({}),
                );
                let error = ("States.Timeout".to_owned(), String::new());
                execution.close("TIMED_OUT", Some(Err(error)), now);
            }
        }
    }

    /// Stops an execution. One that has ended stays as it is.
    pub(super) fn stop(
        &mut self,
        arn: &str,
        error: &str,
        cause: &str,
        now: Duration,
    ) -> Result<Value, TransportError> {
        let execution = self.found(arn)?;
        if execution.stop.is_none() {
            if let Some(task) = execution.task.take() {
                task.abort();
            }
            let details = json!({"error": error, "cause": cause});
            execution.note(
                now,
                "ExecutionAborted",
                "executionAbortedEventDetails",
                details,
            );
            let outcome = Err((error.to_owned(), cause.to_owned()));
            execution.close("ABORTED", Some(outcome), now);
        }
        let stop = execution.stop.unwrap_or(now);
        Ok(json!({"stopDate": stop.as_secs_f64()}))
    }

    /// Lets an execution run again. Returns nothing if a request with this token has done so.
    pub(super) fn redrive(
        &mut self,
        arn: &str,
        token: &str,
        now: Duration,
    ) -> Result<Option<(Begin, String)>, TransportError> {
        let execution = self.found(arn)?;
        if execution.redrive_tokens.iter().any(|known| known == token) {
            return Ok(None);
        }
        let is_redrivable = matches!(execution.status, "FAILED" | "TIMED_OUT" | "ABORTED")
            && execution.stop.is_some_and(|stop| now <= stop + REDRIVABLE);
        if !is_redrivable {
            return Err(refused("ExecutionNotRedrivable"));
        }
        execution.redrive_tokens.push(token.to_owned());
        execution.redrives += 1;
        execution.run += 1;
        execution.stop = None;
        execution.outcome = None;
        execution.status = "RUNNING";
        let details = json!({"redriveCount": execution.redrives});
        execution.note(
            now,
            "ExecutionRedriven",
            "executionRedrivenEventDetails",
            details,
        );
        let (run, input, machine) = (
            execution.run,
            execution.input.clone(),
            execution.machine.clone(),
        );
        let entry = self.machines.get(&machine);
        let entry = entry.ok_or_else(|| refused("StateMachineDoesNotExist"))?;
        let begin = Begin::Run {
            arn: arn.to_owned(),
            run,
            machine: entry.machine.clone(),
            kind: entry.kind,
        };
        Ok(Some((begin, input)))
    }

    pub(super) fn describe(
        &mut self,
        arn: &str,
        unseen: Duration,
        now: Duration,
    ) -> Result<Value, TransportError> {
        let execution = self.found(arn)?;
        if now < execution.start + unseen {
            return Err(refused("ExecutionDoesNotExist"));
        }
        Ok(execution.described(arn))
    }

    /// Returns how an execution that has ended did so, in the form of `StartSyncExecution`.
    pub(super) fn ended(&mut self, arn: &str) -> Result<Value, TransportError> {
        let execution = self.found(arn)?;
        Ok(execution.described(arn))
    }

    pub(super) fn history(
        &mut self,
        arn: &str,
        page: (usize, usize),
        is_reversed: bool,
    ) -> Result<Value, TransportError> {
        let execution = self.found(arn)?;
        let (from, size) = page;
        let mut events = execution.events.clone();
        if is_reversed {
            events.reverse();
        }
        let rest = events.len().saturating_sub(from.saturating_add(size));
        let events: Vec<_> = events.into_iter().skip(from).take(size).collect();
        let mut page = json!({"events": events});
        if rest > 0 {
            page["nextToken"] = (from + size).to_string().into();
        }
        Ok(page)
    }

    fn found(&mut self, arn: &str) -> Result<&mut Execution, TransportError> {
        let execution = self.executions.get_mut(arn);
        execution.ok_or_else(|| refused("ExecutionDoesNotExist"))
    }
}

impl Execution {
    fn close(&mut self, status: &'static str, outcome: Option<Outcome>, now: Duration) {
        self.status = status;
        self.outcome = outcome;
        self.stop = Some(now);
        self.task = None;
    }

    fn note(&mut self, now: Duration, event: &str, member: &str, details: Value) {
        let id = self.events.len() + 1;
        self.events.push(json!({
            "timestamp": now.as_secs_f64(), "type": event, "id": id, "previousEventId": id - 1, (member): details,
        }));
    }

    fn described(&self, arn: &str) -> Value {
        let machine = &self.machine;
        let mut described = json!({
            "executionArn": arn,
            "stateMachineArn": format!("{PREFIX}:stateMachine:{machine}"),
            "status": self.status,
            "startDate": self.start.as_secs_f64(),
            "input": self.input,
            "redriveCount": self.redrives,
        });
        if let Some(stop) = self.stop {
            described["stopDate"] = stop.as_secs_f64().into();
        }
        match &self.outcome {
            Some(Ok(output)) => described["output"] = output.clone().into(),
            Some(Err((error, cause))) => {
                for (member, text) in [("error", error), ("cause", cause)] {
                    if !text.is_empty() {
                        described[member] = text.clone().into();
                    }
                }
            }
            None => {}
        }
        described
    }
}

/// Returns the error of a request that the API refuses.
pub(super) fn refused(code: &str) -> TransportError {
    TransportError::service(400).with_code(code)
}
