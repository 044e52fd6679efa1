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
}

impl Resource {
    /// Returns the ARN, with these values for what the definition does not say.
    pub(super) fn arn(&self, partition: &str, region: &str, account: &str) -> String {
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
