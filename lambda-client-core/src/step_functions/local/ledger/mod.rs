//! The machines and executions of an account, and the rules for them.

mod execution;
mod listing;

use std::collections::HashMap;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::task::AbortHandle;

use self::execution::Execution;
pub(super) use self::listing::Page;
use crate::step_functions::arn::MachineArn;
use crate::step_functions::local::LocalMachine;
use crate::step_functions::local::fault::LocalFault;
use crate::step_functions::local::machine::Outcome;
use crate::step_functions::local::refusal::{
    execution_does_not_exist, machine_does_not_exist, refused,
};
use crate::step_functions::local::registry::Registry;
use crate::step_functions::local::task::OpenTask;
use crate::step_functions::same_json::same_json;
use crate::step_functions::{ExecutionName, MachineKind};
use crate::transport::TransportError;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// How long the name of an execution that has ended stays in use (AWS Step Functions API reference, `StartExecution`).
const NAME_KEPT: Duration = Duration::from_secs(90 * DAY.as_secs());

/// How long an execution can be redriven (AWS Step Functions API reference, `RedriveExecution`).
const REDRIVABLE: Duration = Duration::from_secs(14 * DAY.as_secs());

#[derive(Default)]
pub(super) struct Ledger {
    pub(super) machines: Registry,
    executions: HashMap<String, Execution>,
    pub(super) tasks: HashMap<String, OpenTask>,
    pub(super) faults: Vec<LocalFault>,
}

/// An execution that is to start.
pub(super) struct NewExecution<'a> {
    pub(super) name: &'a ExecutionName,
    pub(super) input: &'a str,
    pub(super) trace_header: Option<&'a str>,
    /// The ID of the request, which tells Express executions of the same name apart.
    pub(super) id: &'a str,
}

/// What is to be done for a start.
pub(super) enum Begin {
    /// A new execution runs.
    Run {
        arn: String,
        run: u64,
        machine: LocalMachine,
        kind: MachineKind,
    },
    /// An execution of the same name and input runs.
    Found { arn: String, start: Duration },
}

impl Ledger {
    pub(super) fn new(machines: Registry) -> Ledger {
        Ledger {
            machines,
            ..Ledger::default()
        }
    }

    /// Returns how many executions of a machine were started.
    pub(super) fn started(&self, machine: &str) -> usize {
        let arn = self.machines.find(machine).ok();
        let entry = arn.and_then(|arn| self.machines.get(arn.unqualified()));
        entry.map_or(0, |entry| entry.started)
    }

    /// Starts an execution, by the rules for its name.
    pub(super) fn begin(
        &mut self,
        machine: &MachineArn,
        start: &NewExecution<'_>,
        now: Duration,
    ) -> Result<Begin, TransportError> {
        let NewExecution {
            name, input, id, ..
        } = start;
        let (entry, selected) = self.machines.select(machine)?;
        let behavior = entry.behavior(&selected);
        let behavior = behavior.ok_or_else(|| machine_does_not_exist(machine.as_str()))?;
        let arn = match entry.kind {
            MachineKind::Standard => machine.execution(name).to_string(),
            MachineKind::Express => machine.express_execution(name, id),
        };
        if let Some(known) = self.executions.get(&arn) {
            let is_free = known.stop.is_some_and(|stop| now >= stop + NAME_KEPT);
            match (is_free, known.stop) {
                (true, _) => {}
                (false, None) if same_json(&known.input, input) == Some(true) => {
                    let start = known.start;
                    return Ok(Begin::Found { arn, start });
                }
                _ => {
                    let message = format!("Execution Already Exists: '{arn}'");
                    return Err(refused("ExecutionAlreadyExists", message));
                }
            }
        }
        entry.started += 1;
        let begin = Begin::Run {
            arn: arn.clone(),
            run: 0,
            machine: behavior,
            kind: entry.kind,
        };
        let machine = (machine.unqualified(), selected);
        let mut execution = Execution::new(machine, name.as_str(), input, now);
        execution.trace_header = start.trace_header.map(str::to_owned);
        self.executions.insert(arn, execution);
        Ok(begin)
    }

    /// Says which task a run has, so that it can be stopped. One that was stopped before it was known ends now.
    pub(super) fn attach(&mut self, arn: &str, run: u64, task: AbortHandle) {
        if let Some(execution) = self.executions.get_mut(arn)
            && execution.run == run
            && execution.stop.is_none()
        {
            execution.task = Some(task);
        } else {
            task.abort();
        }
    }

    /// Ends a run: by an outcome, or because its time is over. An execution of an Express machine is forgotten, since no request can ask for
    /// it; the description of its end is returned, in the form of `StartSyncExecution`.
    pub(super) fn end(
        &mut self,
        arn: &str,
        run: u64,
        outcome: Option<Outcome>,
        now: Duration,
    ) -> Option<Value> {
        let execution = self.executions.get_mut(arn)?;
        if execution.run != run || execution.stop.is_some() {
            return None;
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
        let entry = self.machines.get(&execution.machine)?;
        match entry.kind {
            MachineKind::Standard => None,
            MachineKind::Express => Some(self.executions.remove(arn)?.described(arn)),
        }
    }

    /// Ends the tasks of all executions.
    pub(super) fn abort(&mut self) {
        for execution in self.executions.values_mut() {
            if let Some(task) = execution.task.take() {
                task.abort();
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

    /// Lets an execution run again. Returns when, and no run if a request with this token has done so before.
    pub(super) fn redrive(
        &mut self,
        arn: &str,
        token: &str,
        now: Duration,
    ) -> Result<(Duration, Option<(Begin, String)>), TransportError> {
        let execution = self.found(arn)?;
        let mut known = execution.redrive_tokens.iter();
        if let Some((_, redriven)) = known.find(|(known, _)| known == token) {
            return Ok((*redriven, None));
        }
        let is_redrivable = matches!(execution.status, "FAILED" | "TIMED_OUT" | "ABORTED")
            && execution.stop.is_some_and(|stop| now <= stop + REDRIVABLE);
        if !is_redrivable {
            let message = format!("Execution Not Redrivable: '{arn}'");
            return Err(refused("ExecutionNotRedrivable", message));
        }
        execution.redrive_tokens.push((token.to_owned(), now));
        execution.redrives += 1;
        execution.redriven = Some(now);
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
        let (run, input) = (execution.run, execution.input.clone());
        let (machine, selected) = (execution.machine.clone(), execution.selected.clone());
        let entry = self.machines.get(&machine);
        let behavior = entry.and_then(|entry| Some((entry.behavior(&selected)?, entry.kind)));
        let (behavior, kind) = behavior.ok_or_else(|| machine_does_not_exist(&machine))?;
        let begin = Begin::Run {
            arn: arn.to_owned(),
            run,
            machine: behavior,
            kind,
        };
        Ok((now, Some((begin, input))))
    }

    pub(super) fn describe(
        &mut self,
        arn: &str,
        unseen: Duration,
        now: Duration,
    ) -> Result<Value, TransportError> {
        let execution = self.found(arn)?;
        if !execution.is_seen(unseen, now) {
            return Err(execution_does_not_exist(arn));
        }
        Ok(execution.described(arn))
    }

    pub(super) fn history(
        &mut self,
        arn: &str,
        page: Page,
        is_reversed: bool,
        has_data: bool,
    ) -> Result<Value, TransportError> {
        let execution = self.found(arn)?;
        let mut events = execution.events.clone();
        if is_reversed {
            events.reverse();
        }
        if !has_data {
            let details = events.iter_mut().filter_map(Value::as_object_mut);
            for details in details.flat_map(|event| event.values_mut()) {
                if let Some(members) = details.as_object_mut() {
                    members.retain(|name, _| name != "input" && name != "output");
                }
            }
        }
        Ok(page.of("events", events.into_iter()))
    }

    fn found(&mut self, arn: &str) -> Result<&mut Execution, TransportError> {
        let execution = self.executions.get_mut(arn);
        execution.ok_or_else(|| execution_does_not_exist(arn))
    }
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use super::*;
    use crate::error::Error;

    /// Starts an execution of a machine of this kind, and returns its ARN.
    fn started(ledger: &mut Ledger, kind: MachineKind) -> String {
        let machine = LocalMachine::new(|_: Value| async { Ok::<_, Error>(()) });
        let arn = ledger.machines.parse("m").unwrap();
        ledger.machines.add(&arn, kind, machine).unwrap();
        let start = NewExecution {
            name: &ExecutionName::from_key("n"),
            input: "1",
            trace_header: None,
            id: "id",
        };
        match ledger.begin(&arn, &start, Duration::ZERO).unwrap() {
            Begin::Run { arn, .. } | Begin::Found { arn, .. } => arn,
        }
    }

    #[tokio::test]
    async fn an_execution_that_is_stopped_before_its_task_is_known_ends() {
        let mut ledger = Ledger::default();
        let arn = started(&mut ledger, MachineKind::Standard);
        ledger.stop(&arn, "", "", Duration::ZERO).unwrap();
        let task = tokio::spawn(pending::<()>());
        ledger.attach(&arn, 0, task.abort_handle());
        tokio::task::yield_now().await;
        assert!(task.is_finished());
    }

    #[test]
    fn only_executions_that_can_be_described_are_kept() {
        for (kind, kept) in [(MachineKind::Standard, 1), (MachineKind::Express, 0)] {
            let mut ledger = Ledger::default();
            let arn = started(&mut ledger, kind);
            let outcome = Some(Ok("7".to_owned()));
            let ended = ledger.end(&arn, 0, outcome, Duration::ZERO);
            assert_eq!(ledger.executions.len(), kept, "{kind:?}");
            assert_eq!(ended.is_none(), kind == MachineKind::Standard);
            assert!(ended.is_none_or(|ended| ended["output"] == "7"));
        }
    }
}
