//! The lists of machines and executions.

use std::cmp::Reverse;
use std::time::Duration;

use serde_json::{Value, json};

use crate::step_functions::local::ledger::{Entry, Execution, Kind, Ledger, PREFIX};
use crate::step_functions::local::refusal::{machine_does_not_exist, type_not_supported};
use crate::transport::TransportError;

/// A part of a list: from an index, so many.
#[derive(Clone, Copy)]
pub(in crate::step_functions::local) struct Page {
    pub(in crate::step_functions::local) from: usize,
    pub(in crate::step_functions::local) size: usize,
}

impl Page {
    /// Returns the part of a list, under this name, with the token of the next part if there is one.
    pub(super) fn of(self, member: &str, all: impl ExactSizeIterator<Item = Value>) -> Value {
        let end = self.from.saturating_add(self.size);
        let has_more = all.len() > end;
        let items: Vec<_> = all.skip(self.from).take(self.size).collect();
        let mut page = json!({ (member): items });
        if has_more {
            page["nextToken"] = end.to_string().into();
        }
        page
    }
}

impl Ledger {
    /// Returns the executions of a Standard machine, newest first, apart from those that are not found yet.
    pub(in crate::step_functions::local) fn executions(
        &self,
        machine: &str,
        status: Option<&str>,
        (unseen, now): (Duration, Duration),
        page: Page,
    ) -> Result<Value, TransportError> {
        match self.kind(machine) {
            Some(Kind::Standard) => {}
            Some(Kind::Express) => return Err(type_not_supported()),
            None => return Err(machine_does_not_exist(machine)),
        }
        let is_listed = |execution: &Execution| {
            execution.machine == machine
                && execution.is_seen(unseen, now)
                && status.is_none_or(|status| status == execution.status)
        };
        let mut found: Vec<_> = self
            .executions
            .iter()
            .filter(|(_, execution)| is_listed(execution))
            .collect();
        found.sort_by_key(|(arn, execution)| (Reverse(execution.start), *arn));
        let listed = found.into_iter();
        Ok(page.of(
            "executions",
            listed.map(|(arn, execution)| execution.listed(arn)),
        ))
    }

    /// Returns the machines, by their names.
    pub(in crate::step_functions::local) fn machines(
        &self,
        created: Duration,
        page: Page,
    ) -> Value {
        let mut names: Vec<_> = self.machines.iter().collect();
        names.sort_by_key(|(name, _)| *name);
        let listed = names.into_iter();
        page.of(
            "stateMachines",
            listed.map(|(name, entry)| entry.listed(name, created)),
        )
    }

    /// Returns what is known about a machine, which is neither a definition nor a role.
    pub(in crate::step_functions::local) fn machine(
        &self,
        name: &str,
        created: Duration,
    ) -> Result<Value, TransportError> {
        let entry = self.machines.get(name);
        let entry = entry.ok_or_else(|| machine_does_not_exist(name))?;
        let mut described = entry.listed(name, created);
        described["status"] = "ACTIVE".into();
        Ok(described)
    }
}

impl Entry {
    fn listed(&self, name: &str, created: Duration) -> Value {
        let kind = match self.kind {
            Kind::Standard => "STANDARD",
            Kind::Express => "EXPRESS",
        };
        json!({
            "stateMachineArn": format!("{PREFIX}:stateMachine:{name}"),
            "name": name,
            "type": kind,
            "creationDate": created.as_secs_f64(),
        })
    }
}
