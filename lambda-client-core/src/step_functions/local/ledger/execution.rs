//! One execution.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::task::AbortHandle;

use crate::step_functions::local::machine::Outcome;
use crate::step_functions::local::registry::Selected;

pub(super) struct Execution {
    /// The ARN of the machine, without a version or alias.
    pub(super) machine: String,
    /// The version or alias that was started.
    pub(super) selected: Selected,
    pub(super) name: String,
    pub(super) input: String,
    pub(super) trace_header: Option<String>,
    pub(super) status: &'static str,
    pub(super) outcome: Option<Outcome>,
    pub(super) start: Duration,
    pub(super) stop: Option<Duration>,
    pub(super) events: Vec<Value>,
    pub(super) redrives: u32,
    pub(super) redriven: Option<Duration>,
    /// The tokens of the requests that have redriven it, and when they did.
    pub(super) redrive_tokens: Vec<(String, Duration)>,
    /// Its current run; the end of an earlier one is not its own.
    pub(super) run: u64,
    pub(super) task: Option<AbortHandle>,
}

impl Execution {
    pub(super) fn new(
        (machine, selected): (&str, Selected),
        name: &str,
        input: &str,
        now: Duration,
    ) -> Execution {
        let mut execution = Execution {
            machine: machine.to_owned(),
            selected,
            name: name.to_owned(),
            input: input.to_owned(),
            trace_header: None,
            status: "RUNNING",
            outcome: None,
            start: now,
            stop: None,
            events: Vec::new(),
            redrives: 0,
            redriven: None,
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
        execution
    }

    pub(super) fn close(&mut self, status: &'static str, outcome: Option<Outcome>, now: Duration) {
        self.status = status;
        self.outcome = outcome;
        self.stop = Some(now);
        self.task = None;
    }

    pub(super) fn note(&mut self, now: Duration, event: &str, member: &str, details: Value) {
        let id = self.events.len() + 1;
        self.events.push(json!({
            "timestamp": now.as_secs_f64(), "type": event, "id": id, "previousEventId": id - 1, (member): details,
        }));
    }

    /// Returns whether it is found by now, if executions are not for so long.
    pub(super) fn is_seen(&self, unseen: Duration, now: Duration) -> bool {
        now.saturating_sub(self.start) >= unseen
    }

    /// Returns what a list of executions tells.
    pub(super) fn listed(&self, arn: &str) -> Value {
        let machine = &self.machine;
        let mut listed = json!({
            "executionArn": arn,
            "stateMachineArn": machine,
            "name": self.name,
            "status": self.status,
            "startDate": self.start.as_secs_f64(),
            "redriveCount": self.redrives,
        });
        let selected = &self.selected;
        for (member, qualifier) in [
            ("stateMachineVersionArn", &selected.version),
            ("stateMachineAliasArn", &selected.alias),
        ] {
            if let Some(qualifier) = qualifier {
                listed[member] = format!("{machine}:{qualifier}").into();
            }
        }
        for (member, time) in [("stopDate", self.stop), ("redriveDate", self.redriven)] {
            if let Some(time) = time {
                listed[member] = time.as_secs_f64().into();
            }
        }
        listed
    }

    /// Returns all that a description tells.
    pub(super) fn described(&self, arn: &str) -> Value {
        let mut described = self.listed(arn);
        described["input"] = self.input.clone().into();
        if let Some(header) = &self.trace_header {
            described["traceHeader"] = header.clone().into();
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
