//! What the states of a definition share while it is printed.

use std::collections::{BTreeMap, BTreeSet};

use crate::step_functions::MachineKind;
use crate::step_functions::definition::QueryLanguage;
use crate::step_functions::definition::permissions::{Permissions, Resource};

/// The settings of a definition.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    pub(super) kind: MachineKind,
    pub(super) language: QueryLanguage,
    /// The partition of AWS, if it is set.
    pub(super) partition: Option<String>,
    /// The values of the placeholders in names.
    pub(super) keys: BTreeMap<String, String>,
    /// Whether tasks hand over which state they are.
    pub(super) context: bool,
}

/// What the states of a definition share while it is printed.
#[derive(Debug)]
pub(super) struct Scope<'a> {
    settings: &'a Settings,
    partition: &'a str,
    /// The partitions of the ARNs of functions.
    partitions: BTreeSet<String>,
    /// The texts that may hold a `{key}`.
    templates: BTreeSet<&'static str>,
    names: BTreeSet<String>,
    /// The last number that was put behind each name.
    numbers: BTreeMap<String, u32>,
    labels: BTreeSet<String>,
    /// The type of the execution that the states are part of.
    kind: MachineKind,
    permissions: Permissions,
    mistakes: Vec<String>,
}

/// What printing leaves beside the states.
#[derive(Debug)]
pub(super) struct Printed {
    pub(super) partitions: BTreeSet<String>,
    pub(super) templates: BTreeSet<&'static str>,
    pub(super) permissions: Permissions,
    pub(super) mistakes: Vec<String>,
}

impl<'a> Scope<'a> {
    /// Begins to print in this partition. The names are those that states were given, which no other state may take.
    pub(super) fn new(settings: &'a Settings, partition: &'a str, names: BTreeSet<String>) -> Self {
        Scope {
            settings,
            partition,
            partitions: BTreeSet::new(),
            templates: BTreeSet::new(),
            names,
            numbers: BTreeMap::new(),
            labels: BTreeSet::new(),
            kind: settings.kind,
            permissions: Permissions::default(),
            mistakes: Vec::new(),
        }
    }

    pub(super) fn settings(&self) -> &'a Settings {
        self.settings
    }

    pub(super) fn language(&self) -> QueryLanguage {
        self.settings.language
    }

    pub(super) fn partition(&self) -> &'a str {
        self.partition
    }

    /// Returns the type of the execution that the states are part of.
    pub(super) fn kind(&self) -> MachineKind {
        self.kind
    }

    /// Returns how to get a Standard execution in place of an Express one.
    pub(super) fn to_be_standard(&self) -> &'static str {
        match self.settings.kind {
            MachineKind::Standard => "remove `express` from the Distributed Map around it",
            MachineKind::Express => "build the definition with `Definition::standard`",
        }
    }

    /// Prints states of child executions, which are of this type.
    pub(super) fn within<R>(&mut self, kind: MachineKind, print: impl FnOnce(&mut Self) -> R) -> R {
        let outer = std::mem::replace(&mut self.kind, kind);
        let printed = print(self);
        self.kind = outer;
        printed
    }

    /// Takes a label. Returns false if another map has it.
    pub(super) fn take_label(&mut self, label: &str) -> bool {
        self.labels.insert(label.to_owned())
    }

    /// Returns the ARN of an integration, such as `lambda:invoke`.
    pub(super) fn integration(&self, path: &str) -> String {
        format!("arn:{}:states:::{path}", self.partition)
    }

    /// Notes a mistake of a state.
    pub(super) fn mistake(&mut self, state: &str, mistake: impl AsRef<str>) {
        self.mistakes
            .push(format!("state `{state}`: {}", mistake.as_ref()));
    }

    /// Notes that the machine's role needs an action on a resource.
    pub(super) fn allow(&mut self, action: &'static str, resource: Resource) {
        self.permissions.allow(action, resource);
    }

    /// Notes the partition of the ARN of a function.
    pub(super) fn found_partition(&mut self, partition: &str) {
        self.partitions.insert(partition.to_owned());
    }

    /// Notes a text that may hold a `{key}`.
    pub(super) fn found_template(&mut self, template: &'static str) {
        self.templates.insert(template);
    }

    /// Returns a name that no state has yet: this one, or with a number behind it.
    pub(super) fn unique_name(&mut self, wanted: &str) -> String {
        if self.names.insert(wanted.to_owned()) {
            return wanted.to_owned();
        }
        let number = self.numbers.entry(wanted.to_owned()).or_insert(1);
        loop {
            *number += 1;
            let name = format!("{wanted}-{number}");
            if self.names.insert(name.clone()) {
                return name;
            }
        }
    }

    pub(super) fn finish(self) -> Printed {
        Printed {
            partitions: self.partitions,
            templates: self.templates,
            permissions: self.permissions,
            mistakes: self.mistakes,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    #[test]
    fn the_states_of_one_name_are_counted() {
        let settings = Settings {
            kind: MachineKind::Standard,
            language: QueryLanguage::default(),
            partition: None,
            keys: BTreeMap::new(),
            context: true,
        };
        let given = ["pass", "pass-3"].map(str::to_owned).into();
        let mut scope = Scope::new(&settings, "aws", given);
        let names = [(); 3].map(|()| scope.unique_name("pass"));
        assert_eq!(names, ["pass-2", "pass-4", "pass-5"]);
        // A search among those before would take minutes.
        let start = Instant::now();
        for _ in 0..30_000 {
            scope.unique_name("pass");
        }
        assert_eq!(scope.unique_name("pass"), "pass-30006");
        let taken = start.elapsed();
        assert!(taken < Duration::from_secs(30), "{taken:?}");
    }
}
