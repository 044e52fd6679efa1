//! The permissions that the role of a machine needs.

use std::collections::{BTreeMap, BTreeSet};

/// A resource that an action needs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Resource {
    /// An ARN, or text that becomes one where the definition is deployed.
    Arn(String),
    /// A resource whose Region or account the definition does not say.
    Relative {
        service: &'static str,
        region: Option<String>,
        account: Option<String>,
        /// What follows the account in an ARN.
        path: String,
    },
    /// What belongs to the machine itself, whose name its definition does not say: its name stands between these.
    OfMachine { before: &'static str, after: String },
}

/// What a definition does not say about its machine.
#[derive(Clone, Debug)]
pub(super) struct Deployment {
    pub(super) partition: String,
    pub(super) region: String,
    pub(super) account: String,
    pub(super) machine: String,
}

impl Resource {
    /// Returns what belongs to the machine itself, such as its executions.
    pub(super) fn of_machine(before: &'static str, after: impl Into<String>) -> Resource {
        let after = after.into();
        Resource::OfMachine { before, after }
    }

    /// Returns the ARN, with the values of the deployment for what the definition does not say.
    pub(super) fn arn(&self, deployment: &Deployment) -> String {
        let Deployment {
            partition,
            region,
            account,
            machine,
        } = deployment;
        match self {
            Resource::Arn(arn) => arn.clone(),
            Resource::Relative {
                service,
                region: own_region,
                account: own_account,
                path,
            } => {
                let region = own_region.as_deref().unwrap_or(region);
                let account = own_account.as_deref().unwrap_or(account);
                format!("arn:{partition}:{service}:{region}:{account}:{path}")
            }
            Resource::OfMachine { before, after } => {
                format!("arn:{partition}:states:{region}:{account}:{before}{machine}{after}")
            }
        }
    }
}

/// The resources that each action needs.
#[derive(Clone, Debug, Default)]
pub(super) struct Permissions {
    pub(super) actions: BTreeMap<&'static str, BTreeSet<Resource>>,
}

impl Permissions {
    /// Adds that an action needs a resource.
    pub(super) fn allow(&mut self, action: &'static str, resource: Resource) {
        self.actions.entry(action).or_default().insert(resource);
    }
}
