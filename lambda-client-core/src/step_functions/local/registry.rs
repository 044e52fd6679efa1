//! The machines of all accounts and Regions.

use std::collections::{BTreeMap, BTreeSet};

use lambda_client_grammar::suggest::nearest;

use crate::local::account_region::{AccountRegion, partition_of};
use crate::step_functions::MachineKind;
use crate::step_functions::arn::MachineArn;
use crate::step_functions::local::LocalMachine;
use crate::step_functions::local::refusal::{invalid_arn, machine_does_not_exist};
use crate::transport::TransportError;

/// The machines, by their ARNs without a version or alias.
#[derive(Default)]
pub(super) struct Registry {
    home: AccountRegion,
    machines: BTreeMap<String, Entry>,
}

/// A machine.
pub(super) struct Entry {
    pub(super) arn: MachineArn,
    pub(super) kind: MachineKind,
    /// How many executions were started.
    pub(super) started: usize,
    /// What it does, by its version or alias.
    revisions: Vec<Revision>,
}

struct Revision {
    qualifier: Option<String>,
    /// The version that an alias points to.
    version: Option<u64>,
    machine: LocalMachine,
}

/// What a request names: a revision of a machine, and the version and the alias by which it does.
#[derive(Clone, Default)]
pub(super) struct Selected {
    revision: usize,
    pub(super) version: Option<String>,
    pub(super) alias: Option<String>,
}

/// Parses an ARN.
///
/// # Errors
///
/// Fails with a message if it is not one of a machine.
pub(super) fn parse_arn(text: &str) -> Result<MachineArn, String> {
    MachineArn::parse(text).map_err(|error| error.message().unwrap_or_default().to_owned())
}

/// Returns the number of a version. `01` is none.
fn version(qualifier: &str) -> Option<u64> {
    let number = qualifier.parse::<u64>().ok()?;
    (number.to_string() == qualifier).then_some(number)
}

impl Registry {
    pub(super) fn new(home: AccountRegion) -> Registry {
        Registry {
            home,
            machines: BTreeMap::new(),
        }
    }

    /// Parses an ARN, or the name of a machine in the account and Region of the builder.
    ///
    /// # Errors
    ///
    /// Fails with a message if it is neither.
    pub(super) fn parse(&self, text: &str) -> Result<MachineArn, String> {
        if text.starts_with("arn:") {
            return parse_arn(text);
        }
        MachineArn::parse(&self.arn(text)).map_err(|_| {
            format!("invalid name `{text}` of a state machine; write 1 to 80 letters, digits, `-` or `_`")
        })
    }

    /// Returns the ARN of the machine with this name, whether it exists or not.
    pub(super) fn arn(&self, machine: &str) -> String {
        format!("{}stateMachine:{machine}", self.prefix())
    }

    fn prefix(&self) -> String {
        let AccountRegion { region, account } = &self.home;
        format!("arn:{}:states:{region}:{account}:", partition_of(region))
    }

    /// Adds a machine, or one of its versions or aliases.
    ///
    /// # Errors
    ///
    /// Fails with a message if there is one already, or if the machine has another type.
    pub(super) fn add(
        &mut self,
        arn: &MachineArn,
        kind: MachineKind,
        machine: LocalMachine,
    ) -> Result<(), String> {
        let unqualified = arn.unqualified();
        let entry = self.machines.entry(unqualified.to_owned());
        let entry = entry.or_insert_with(|| Entry {
            arn: arn.without_qualifier(),
            kind,
            started: 0,
            revisions: Vec::new(),
        });
        if entry.kind != kind {
            return Err(format!(
                "the state machine `{unqualified}` is both a Standard and an Express machine"
            ));
        }
        let qualifier = arn.qualifier();
        let mut known = entry.revisions.iter();
        if known.any(|revision| revision.qualifier.as_deref() == qualifier) {
            return Err(format!(
                "duplicate state machine `{}`; give each method its own ARN",
                arn.as_str()
            ));
        }
        entry.revisions.push(Revision {
            qualifier: qualifier.map(str::to_owned),
            version: qualifier.and_then(version),
            machine,
        });
        Ok(())
    }

    /// Gives each alias a version that it points to.
    pub(super) fn number_versions(&mut self) {
        for entry in self.machines.values_mut() {
            for at in 0..entry.revisions.len() {
                let taken = |number: &u64| {
                    let mut versions = entry.revisions.iter().map(|revision| revision.version);
                    versions.any(|version| version == Some(*number))
                };
                let free = (1..).find(|number| !taken(number));
                if let Some(revision) = entry.revisions.get_mut(at)
                    && revision.qualifier.is_some()
                {
                    revision.version = revision.version.or(free);
                }
            }
        }
    }

    /// Changes a machine, with all its versions and aliases, or only the one in the ARN.
    ///
    /// # Errors
    ///
    /// Fails with a message if the machine does not exist.
    pub(super) fn change(
        &mut self,
        text: &str,
        change: impl Fn(LocalMachine) -> LocalMachine,
    ) -> Result<(), String> {
        let arn = self.find(text)?;
        let qualifier = arn.qualifier();
        let entry = self.machines.get_mut(arn.unqualified());
        let revisions = entry.map(|entry| entry.revisions.iter_mut());
        let mut is_known = false;
        for revision in revisions.into_iter().flatten() {
            if qualifier.is_none() || revision.qualifier.as_deref() == qualifier {
                revision.machine = change(revision.machine.clone());
                is_known = true;
            }
        }
        match qualifier {
            Some(qualifier) if !is_known => Err(format!(
                "unknown version or alias `{qualifier}` of the state machine `{}`",
                arn.unqualified()
            )),
            _ => Ok(()),
        }
    }

    /// Returns the ARN of a machine that is given by an ARN, by a name in the account and Region of the builder, or by the name of the only
    /// such machine elsewhere.
    ///
    /// # Errors
    ///
    /// Fails with a message if the machine does not exist, or if several elsewhere have that name.
    pub(super) fn find(&self, text: &str) -> Result<MachineArn, String> {
        let arn = self.parse(text)?;
        if self.machines.contains_key(arn.unqualified()) {
            return Ok(arn);
        }
        if text.starts_with("arn:") {
            return Err(self.unknown(text));
        }
        let mut others = self
            .machines
            .values()
            .filter(|entry| entry.arn.name() == arn.name());
        match (others.next(), others.next()) {
            (Some(only), None) => Ok(match arn.qualifier() {
                None => only.arn.clone(),
                Some(qualifier) => self.parse(&format!("{}:{qualifier}", only.arn.as_str()))?,
            }),
            (Some(_), Some(_)) => Err(format!(
                "several accounts or Regions have a state machine `{text}`; write its ARN"
            )),
            (None, _) => Err(self.unknown(text)),
        }
    }

    fn unknown(&self, text: &str) -> String {
        let is_arn = text.starts_with("arn:");
        let known = self.machines.iter().map(|(arn, entry)| match is_arn {
            true => &**arn,
            false => entry.arn.name(),
        });
        let known: Vec<&str> = known.collect();
        match nearest(text, &known) {
            Some(meant) => format!("unknown state machine `{text}`; did you mean `{meant}`?"),
            None => format!("unknown state machine `{text}`"),
        }
    }

    /// Returns the machine that a request names, and which of its versions and aliases.
    pub(super) fn select(
        &mut self,
        arn: &MachineArn,
    ) -> Result<(&mut Entry, Selected), TransportError> {
        let selected = self.machine(arn)?.select(arn)?;
        let entry = self.machines.get_mut(arn.unqualified());
        let entry = entry.ok_or_else(|| machine_does_not_exist(arn.as_str()))?;
        Ok((entry, selected))
    }

    /// Returns the machine that a request names, whatever its version or alias.
    pub(super) fn machine(&self, arn: &MachineArn) -> Result<&Entry, TransportError> {
        if let Some(entry) = self.machines.get(arn.unqualified()) {
            return Ok(entry);
        }
        let others: BTreeSet<&str> = self
            .machines
            .values()
            .map(|entry| entry.arn.prefix())
            .collect();
        if arn.prefix() == self.prefix() || others.contains(arn.prefix()) {
            let error = machine_does_not_exist(arn.as_str());
            let mut entries = self.machines.values();
            return Err(match entries.find(|entry| entry.arn.name() == arn.name()) {
                // Usually the name was taken for one in the account and Region of the builder.
                Some(namesake) => {
                    let message = error.message().unwrap_or_default();
                    let message =
                        format!("{message}; LocalMachines has `{}`", namesake.arn.as_str());
                    error.with_message(message)
                }
                None => error,
            });
        }
        let mut reason = "unknown account or Region in the ARN".to_owned();
        // Usually the client and the server were given different values for a placeholder.
        if !others.is_empty() {
            let others: Vec<_> = others.into_iter().take(8).collect();
            let others = others.join("`, `");
            reason.push_str(&format!("; LocalMachines has machines in `{others}`"));
        }
        Err(invalid_arn(&reason))
    }

    /// Returns the machine with this ARN, which has no version or alias.
    pub(super) fn get(&self, unqualified: &str) -> Option<&Entry> {
        self.machines.get(unqualified)
    }

    /// Returns the machines of a Region, or all of them, sorted by name.
    pub(super) fn in_region(&self, region: Option<&str>) -> Vec<&Entry> {
        let is_there = |entry: &&Entry| region.is_none_or(|region| entry.arn.region() == region);
        let mut found: Vec<_> = self.machines.values().filter(is_there).collect();
        found.sort_by_key(|entry| (entry.arn.name(), entry.arn.as_str()));
        found
    }
}

impl Entry {
    /// Returns which version or alias an ARN names. Without one, it names the machine as it was added without one, or first.
    pub(super) fn select(&self, arn: &MachineArn) -> Result<Selected, TransportError> {
        let Some(qualifier) = arn.qualifier() else {
            let mut revisions = self.revisions.iter();
            let latest = revisions.position(|revision| revision.qualifier.is_none());
            return Ok(Selected {
                revision: latest.unwrap_or_default(),
                ..Selected::default()
            });
        };
        let number = version(qualifier);
        let mut revisions = self.revisions.iter();
        let found = revisions.position(|revision| match number {
            Some(_) => revision.version == number,
            None => revision.qualifier.as_deref() == Some(qualifier),
        });
        let revision = found.ok_or_else(|| machine_does_not_exist(arn.as_str()))?;
        let version = self.revisions.get(revision).and_then(|found| found.version);
        Ok(Selected {
            revision,
            version: version.map(|version| version.to_string()),
            alias: number.is_none().then(|| qualifier.to_owned()),
        })
    }

    /// Returns what the machine does in this version or alias.
    pub(super) fn behavior(&self, selected: &Selected) -> Option<LocalMachine> {
        let revision = self.revisions.get(selected.revision)?;
        Some(revision.machine.clone())
    }
}
