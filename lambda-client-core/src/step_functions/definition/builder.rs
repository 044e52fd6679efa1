//! The builder of a definition.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::time::Duration;

use crate::error::Error;
use crate::function_name::template::unknown_keys;
use crate::step_functions::MachineKind;
use crate::step_functions::definition::QueryLanguage;
use crate::step_functions::definition::document::Definition;
use crate::step_functions::definition::flow::Step;
use crate::step_functions::definition::iam_policy::IamPolicy;
use crate::step_functions::definition::json::Json;
use crate::step_functions::definition::scope::{Printed, Scope, Settings};
use crate::step_functions::definition::seconds::{too_long, whole_seconds};
use crate::step_functions::definition::state::Chain;

/// The partition of functions whose ARN the definition does not know.
const PARTITION: &str = "aws";

/// The size of the largest definition, in bytes (AWS Step Functions Developer Guide, "Service quotas").
const MAX_DEFINITION: usize = 1024 * 1024;

/// Builds a [`Definition`].
#[must_use = "a builder does nothing until `build` is called"]
pub struct DefinitionBuilder {
    chain: Chain,
    settings: Settings,
    comment: Option<String>,
    timeout: Option<Duration>,
}

impl Definition {
    /// Starts the definition of a Standard machine.
    pub fn standard<In, Out>(steps: impl Step<In, Out>) -> DefinitionBuilder {
        DefinitionBuilder::new(MachineKind::Standard, steps)
    }

    /// Starts the definition of an Express machine. Started asynchronously, it runs *at least* once: Step Functions may run it again from the
    /// start, whatever its tasks do (AWS Step Functions Developer Guide, "Execution guarantees in Step Functions workflows").
    pub fn express<In, Out>(steps: impl Step<In, Out>) -> DefinitionBuilder {
        DefinitionBuilder::new(MachineKind::Express, steps)
    }
}

impl DefinitionBuilder {
    fn new<In, Out>(kind: MachineKind, steps: impl Step<In, Out>) -> Self {
        DefinitionBuilder {
            chain: steps.into_flow().into_chain(),
            settings: Settings {
                kind,
                language: QueryLanguage::default(),
                partition: None,
                keys: BTreeMap::new(),
                context: true,
            },
            comment: None,
            timeout: None,
        }
    }

    /// Sets the comment.
    pub fn comment(mut self, comment: impl Into<String>) -> Self {
        self.comment = Some(comment.into());
        self
    }

    /// Sets how long an execution may take (`TimeoutSeconds`), in whole seconds, rounded up. Default: a year for a Standard machine, 5
    /// minutes for an Express one.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Sets the value of a `{key}` in the names that the traits declare. The value may be a `${..}`, which the deployment tool fills in.
    pub fn set(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.settings.keys.insert(key.into(), value.into());
        self
    }

    /// Sets the partition of AWS, such as `aws-cn` or `aws-us-gov`, or a `${..}` that becomes one. Default: that of the functions' ARNs, or
    /// else `aws`.
    pub fn partition(mut self, partition: impl Into<String>) -> Self {
        self.settings.partition = Some(partition.into());
        self
    }

    /// Writes expressions in JSONPath in place of JSONata. What JSONPath cannot express is reported by [`build`](Self::build).
    pub fn json_path(mut self) -> Self {
        self.settings.language = QueryLanguage::JsonPath;
        self
    }

    /// Stops all tasks from telling their functions which execution and state they run for.
    pub fn without_context(mut self) -> Self {
        self.settings.context = false;
        self
    }

    /// Resolves all names and builds the definition.
    ///
    /// # Errors
    ///
    /// Returns one error of kind [`Configuration`](crate::ErrorKind::Configuration) that lists everything that is missing or invalid:
    /// environment variables that are not set, keys without a value and unknown ones, malformed names and partitions, names of states that are too
    /// long or given twice, methods that a task cannot call, handlers that never run, what the query language cannot express, constants that
    /// lose digits, functions of several partitions, and a definition of more than 1 MB.
    pub fn build(self) -> Result<Definition, Error> {
        let mut mistakes = Vec::new();
        let mut names = BTreeSet::new();
        self.chain.given_names(&mut names, &mut mistakes);
        // The first pass finds out the partition, which the ARNs of all tasks need.
        let (_, found) = self.print(PARTITION, names.clone());
        let set = self.settings.partition.as_deref();
        let partition = set
            .or(found.partitions.first().map(String::as_str))
            .unwrap_or(PARTITION);
        let (json, printed) = self.print(partition, names);
        mistakes.extend(unknown_keys(
            &self.settings.keys,
            printed.templates.iter().copied(),
        ));
        mistakes.extend(printed.mistakes);
        if let Some(other) = printed.partitions.iter().find(|other| *other != partition) {
            mistakes.push(format!(
                "a machine in the partition `{partition}` cannot call a function in `{other}`"
            ));
        }
        if let Some(partition) = set.filter(|partition| !is_partition(partition)) {
            let shown = partition.escape_debug();
            mistakes.push(format!(
                "invalid partition `{shown}`; write `aws`, or another partition such as `aws-cn`"
            ));
        }
        if self.timeout.is_some_and(|timeout| timeout.is_zero()) {
            mistakes.push("`timeout` is zero, so no execution could succeed".to_owned());
        }
        mistakes.extend(self.timeout.map(whole_seconds).and_then(too_long));
        // As it is printed, and so as it is deployed.
        let size = json.pretty().len();
        if size > MAX_DEFINITION {
            mistakes.push(format!(
                "the definition has {size} bytes, but the limit is {MAX_DEFINITION}; move a part into its own machine"
            ));
        }
        if !mistakes.is_empty() {
            let mistakes = mistakes.join("; ");
            return Err(Error::configuration(format!(
                "the definition cannot be built: {mistakes}"
            )));
        }
        let policy = IamPolicy::new(printed.permissions, partition);
        Ok(Definition::new(json, self.settings.kind, policy))
    }

    fn print(&self, partition: &str, names: BTreeSet<String>) -> (Json, Printed) {
        let mut scope = Scope::new(&self.settings, partition, names);
        let comment = self
            .comment
            .as_deref()
            .map(|comment| ("Comment", comment.into()));
        let language = ("QueryLanguage", self.settings.language.as_str().into());
        let timeout = self
            .timeout
            .map(|timeout| ("TimeoutSeconds", whole_seconds(timeout).into()));
        let machine = self.chain.machine(&mut scope);
        let head = comment.into_iter().chain([language]).chain(timeout);
        let fields = head
            .chain(machine)
            .map(|(key, value)| (key.to_owned(), value));
        (Json::Object(fields.collect()), scope.finish())
    }
}

/// Returns whether this is a partition, or a `${..}` that becomes one.
fn is_partition(text: &str) -> bool {
    let is_usual = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let is_named = text
        .strip_prefix("aws")
        .is_some_and(|rest| rest.chars().all(is_usual));
    let inner = text
        .strip_prefix("${")
        .and_then(|rest| rest.strip_suffix('}'));
    is_named || inner.is_some_and(|inner| inner.chars().all(|c| is_usual(c) || ":_.".contains(c)))
}

impl fmt::Debug for DefinitionBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DefinitionBuilder")
            .field("settings", &self.settings)
            .field("chain", &self.chain)
            .finish_non_exhaustive()
    }
}
