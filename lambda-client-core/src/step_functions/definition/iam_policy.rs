//! The policy of a machine's role.

use std::collections::BTreeMap;
use std::fmt;

use crate::step_functions::definition::json::{Json, object};
use crate::step_functions::definition::permissions::{Deployment, Permissions};

/// The IAM policy with what the role of a machine needs, made by [`Definition::iam_policy`](super::Definition::iam_policy). `Display` prints
/// it as JSON.
///
/// A permission names each function as the definition calls it: with its version or alias if there is one, and without otherwise (AWS
/// Lambda Developer Guide, "Identity-based IAM policies for Lambda"). Functions that are declared by name belong to the Region and the
/// account of the machine: these are `*` in the ARN until [`region`](IamPolicy::region) and [`account`](IamPolicy::account) set them. A
/// `${..}` stays as it is.
///
/// With a Distributed Map, the role reads the items and writes the results, and starts, describes, stops and redrives the executions of its
/// own machine, whose name is `*` until [`machine`](IamPolicy::machine) sets it (AWS Step Functions Developer Guide, "IAM policies for using
/// Distributed Map states"). If a bucket is encrypted with a key of AWS KMS, the role also needs `kms:Decrypt`, `kms:Encrypt` and
/// `kms:GenerateDataKey` for that key, which a definition does not name.
#[derive(Clone, Debug)]
pub struct IamPolicy {
    permissions: Permissions,
    deployment: Deployment,
}

impl IamPolicy {
    /// Returns the policy with these permissions, or `None` if there are none.
    pub(super) fn new(permissions: Permissions, partition: &str) -> Option<IamPolicy> {
        let policy = IamPolicy {
            permissions,
            deployment: Deployment {
                partition: partition.to_owned(),
                region: "*".to_owned(),
                account: "*".to_owned(),
                machine: "*".to_owned(),
            },
        };
        (!policy.permissions.actions.is_empty()).then_some(policy)
    }

    /// Sets the Region of what the definition names without one.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> IamPolicy {
        self.deployment.region = region.into();
        self
    }

    /// Sets the account of what the definition names without one.
    #[must_use]
    pub fn account(mut self, account: impl Into<String>) -> IamPolicy {
        self.deployment.account = account.into();
        self
    }

    /// Sets the name of the machine, which a role needs that starts its machine's own child executions, for a Distributed Map.
    #[must_use]
    pub fn machine(mut self, name: impl Into<String>) -> IamPolicy {
        self.deployment.machine = name.into();
        self
    }

    /// Prints the policy as JSON. It is the same for the same definition.
    pub fn to_json(&self) -> String {
        // Actions on the same resources share a statement.
        let mut statements: BTreeMap<Vec<String>, Vec<&str>> = BTreeMap::new();
        for (action, resources) in &self.permissions.actions {
            let arns = resources.iter();
            let arns = arns.map(|resource| resource.arn(&self.deployment));
            let mut arns: Vec<String> = arns.collect();
            arns.sort_unstable();
            arns.dedup();
            statements.entry(arns).or_default().push(action);
        }
        let mut statements: Vec<(Vec<&str>, Vec<String>)> = statements
            .into_iter()
            .map(|(arns, actions)| (actions, arns))
            .collect();
        statements.sort_unstable();
        let statements = statements.into_iter().map(|(actions, arns)| {
            object([
                ("Effect", "Allow".into()),
                ("Action", actions.into_iter().collect()),
                ("Resource", arns.into_iter().collect()),
            ])
        });
        let statements: Json = statements.collect();
        object([("Version", "2012-10-17".into()), ("Statement", statements)]).pretty()
    }
}

impl fmt::Display for IamPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_json())
    }
}
