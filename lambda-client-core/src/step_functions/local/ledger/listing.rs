//! The lists of machines and executions.

use std::cmp::Reverse;
use std::time::Duration;

use serde_json::{Value, json};

use crate::step_functions::MachineKind;
use crate::step_functions::arn::MachineArn;
use crate::step_functions::local::ledger::{Execution, Ledger};
use crate::step_functions::local::refusal::type_not_supported;
use crate::step_functions::local::registry::Entry;
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
    /// Returns the executions of a Standard machine, or of one of its versions or aliases, newest first, apart from those that are not found
    /// yet.
    pub(in crate::step_functions::local) fn executions(
        &self,
        machine: &MachineArn,
        status: Option<&str>,
        (unseen, now): (Duration, Duration),
        page: Page,
    ) -> Result<Value, TransportError> {
        let entry = self.machines.machine(machine)?;
        let asked = entry.select(machine)?;
        if entry.kind == MachineKind::Express {
            return Err(type_not_supported());
        }
        let is_of = |execution: &Execution| match (&asked.alias, &asked.version) {
            (None, None) => true,
            (None, version) => execution.selected.version == *version,
            (alias, _) => execution.selected.alias == *alias,
        };
        let is_listed = |execution: &Execution| {
            execution.machine == machine.unqualified()
                && is_of(execution)
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

    /// Returns the machines of a Region, or all of them, by their names.
    pub(in crate::step_functions::local) fn machines(
        &self,
        region: Option<&str>,
        created: Duration,
        page: Page,
    ) -> Value {
        let listed = self.machines.in_region(region).into_iter();
        page.of("stateMachines", listed.map(|entry| entry.listed(created)))
    }

    /// Returns what is known about a machine, which is neither a definition nor a role. The description of a version has its ARN.
    pub(in crate::step_functions::local) fn machine(
        &self,
        machine: &MachineArn,
        created: Duration,
    ) -> Result<Value, TransportError> {
        let entry = self.machines.machine(machine)?;
        entry.select(machine)?;
        let mut described = entry.listed(created);
        described["stateMachineArn"] = machine.as_str().into();
        described["status"] = "ACTIVE".into();
        Ok(described)
    }
}

impl Entry {
    fn listed(&self, created: Duration) -> Value {
        let kind = match self.kind {
            MachineKind::Standard => "STANDARD",
            MachineKind::Express => "EXPRESS",
        };
        json!({
            "stateMachineArn": self.arn.as_str(),
            "name": self.arn.name(),
            "type": kind,
            "creationDate": created.as_secs_f64(),
        })
    }
}
