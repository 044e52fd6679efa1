//! Machines before anything is started, and the mistakes in their settings.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::function_name::template::{expand, unknown_keys};
use crate::local::account_region::AccountRegion;
use crate::step_functions::local::LocalMachine;
use crate::step_functions::local::registry::{Registry, parse_arn};
use crate::step_functions::{MachineKind, MachineMethod, MachineService};

/// A change of a machine's settings.
pub(super) type Change = Box<dyn Fn(LocalMachine) -> LocalMachine + Send>;

/// Machines to deploy, with every mistake found so far.
pub(super) struct Deployment {
    registry: Registry,
    mistakes: Vec<String>,
}

impl Deployment {
    pub(super) fn new(home: AccountRegion) -> Deployment {
        let mistakes = home.check();
        // Otherwise every name would be a mistake as well.
        let home = match mistakes.is_empty() {
            true => home,
            false => AccountRegion::default(),
        };
        Deployment {
            registry: Registry::new(home),
            mistakes,
        }
    }

    /// Adds the machines that traits declare.
    pub(super) fn serve(
        &mut self,
        services: &[Arc<dyn MachineService>],
        keys: &BTreeMap<String, String>,
    ) {
        for service in services {
            let methods = service.declaration().methods().enumerate();
            for (index, method) in methods.filter(|(_, method)| method.is_enabled()) {
                self.serve_method(service, index, method, keys);
            }
        }
        let methods = services
            .iter()
            .flat_map(|service| service.declaration().methods());
        let unknown = unknown_keys(keys, methods.map(MachineMethod::arn));
        self.mistakes.extend(unknown);
    }

    fn serve_method(
        &mut self,
        service: &Arc<dyn MachineService>,
        index: usize,
        method: MachineMethod,
        keys: &BTreeMap<String, String>,
    ) {
        let known = self.mistakes.len();
        let arn = expand(method.arn(), method.name(), keys, &mut self.mistakes);
        if self.mistakes.len() > known {
            return;
        }
        // A plain name, to which a placeholder can expand, is not an ARN, and the client does not take it either.
        let machine = LocalMachine::served(Arc::clone(service), index);
        let added = parse_arn(&arn);
        let added = added.and_then(|arn| self.registry.add(&arn, method.kind(), machine));
        self.mistakes.extend(added.err());
    }

    pub(super) fn add(&mut self, machine: &str, kind: MachineKind, behavior: LocalMachine) {
        let added = self.registry.parse(machine);
        let added = added.and_then(|arn| self.registry.add(&arn, kind, behavior));
        self.mistakes.extend(added.err());
    }

    pub(super) fn change(&mut self, machine: &str, change: &Change) {
        self.mistakes
            .extend(self.registry.change(machine, change).err());
    }

    /// Returns the machines and every mistake found.
    pub(super) fn finish(mut self) -> (Registry, Vec<String>) {
        self.registry.number_versions();
        // Methods share placeholders, and what is wrong with them.
        let mut known = BTreeSet::new();
        self.mistakes
            .retain(|mistake| known.insert(mistake.clone()));
        (self.registry, self.mistakes)
    }
}
