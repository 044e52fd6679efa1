//! A finished definition.

use std::fmt;

use crate::step_functions::MachineKind;
use crate::step_functions::definition::iam_policy::IamPolicy;
use crate::step_functions::definition::json::Json;

/// The definition of a state machine in the Amazon States Language, which [`Definition::standard`] and [`Definition::express`] start.
/// `Display` prints it as JSON. See [the module](super) for an example.
#[derive(Clone)]
pub struct Definition {
    json: Json,
    kind: MachineKind,
    policy: Option<IamPolicy>,
}

impl Definition {
    pub(super) fn new(json: Json, kind: MachineKind, policy: Option<IamPolicy>) -> Definition {
        Definition { json, kind, policy }
    }

    /// Returns the type of the machine, which is not part of its definition: the deployment sets it.
    pub fn kind(&self) -> MachineKind {
        self.kind
    }

    /// Prints the definition as JSON, indented by two spaces. It is the same for the same steps: fields are in the order in which AWS
    /// documents them, and states in the order in which they run.
    pub fn to_json(&self) -> String {
        self.json.pretty()
    }

    /// Returns the policy that the machine's role needs, to invoke the functions for example. `None` if the steps call nothing: IAM
    /// refuses a policy without statements.
    pub fn iam_policy(&self) -> Option<IamPolicy> {
        self.policy.clone()
    }
}

impl fmt::Display for Definition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_json())
    }
}

impl fmt::Debug for Definition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Definition({})", self.json.compact())
    }
}
