//! What a Distributed Map prints.

use crate::step_functions::MachineKind;
use crate::step_functions::definition::distributed_map::batcher::ItemBatcher;
use crate::step_functions::definition::distributed_map::reader::ItemReader;
use crate::step_functions::definition::distributed_map::writer::ResultWriter;
use crate::step_functions::definition::json::{Json, object};
use crate::step_functions::definition::permissions::Resource;
use crate::step_functions::definition::scope::Scope;
use crate::step_functions::definition::state::{Body, Chain};

/// The most child executions that run at the same time (AWS Step Functions Developer Guide, "Service quotas").
const MOST_CONCURRENT: u32 = 10_000;

/// The length of the longest label, in characters (AWS Step Functions Developer Guide, "Using Map state in Distributed mode").
const LONGEST_LABEL: usize = 40;

#[derive(Debug)]
pub(super) struct Processor {
    each: Chain,
    /// The type of the child executions.
    pub(super) kind: MachineKind,
    pub(super) label: Option<String>,
    pub(super) reader: Option<ItemReader<()>>,
    pub(super) batcher: Option<ItemBatcher>,
    pub(super) writer: Option<ResultWriter>,
    pub(super) max_concurrency: Option<u32>,
    pub(super) tolerated_failures: Option<u32>,
    pub(super) tolerated_percentage: Option<u8>,
    pub(super) mistakes: Vec<String>,
}

impl Processor {
    pub(super) fn new(each: Chain) -> Processor {
        Processor {
            each,
            kind: MachineKind::Standard,
            label: None,
            reader: None,
            batcher: None,
            writer: None,
            max_concurrency: None,
            tolerated_failures: None,
            tolerated_percentage: None,
            mistakes: Vec::new(),
        }
    }

    fn check(&self, state: &str, scope: &mut Scope<'_>) {
        for mistake in &self.mistakes {
            scope.mistake(state, mistake);
        }
        if scope.kind() == MachineKind::Express {
            let mistake = format!(
                "only a Standard execution can run a Distributed Map; use `map`, or {}",
                scope.to_be_standard()
            );
            scope.mistake(state, mistake);
        }
        if let Some(executions) = self
            .max_concurrency
            .filter(|executions| !(1..=MOST_CONCURRENT).contains(executions))
        {
            scope.mistake(
                state,
                format!(
                    "`max_concurrency` is {executions}, but a Distributed Map has 1 to {MOST_CONCURRENT} child executions at the same time"
                ),
            );
        }
        if let Some(percentage) = self
            .tolerated_percentage
            .filter(|percentage| *percentage > 100)
        {
            scope.mistake(
                state,
                format!("`tolerated_failure_percentage` is {percentage}, but the limit is 100"),
            );
        }
        // What a failed child execution leaves is never transformed (AWS Step Functions Developer Guide, "ResultWriter (Map)"): it has another type
        // than the outputs.
        let is_tolerant = self.tolerated_failures.is_some() || self.tolerated_percentage.is_some();
        if is_tolerant && self.writer.is_none() {
            scope.mistake(
                state,
                "tolerated failures would be among the outputs; write the results to S3 with `writer`",
            );
        }
        if let Some(label) = &self.label {
            self.check_label(label, state, scope);
        }
    }

    /// Notes what the machine's role needs to start the machine itself (AWS Step Functions Developer Guide, "IAM policies for using Distributed
    /// Map states"). Earlier editions and that for China list `states:StopExecution` next to `states:DescribeExecution`.
    fn allow(&self, scope: &mut Scope<'_>) {
        let machine = Resource::of_machine("stateMachine:", "");
        scope.allow("states:StartExecution", machine);
        for action in ["states:DescribeExecution", "states:StopExecution"] {
            scope.allow(action, Resource::of_machine("execution:", ":*"));
        }
        // A redrive of the execution redrives the child executions, whose ARNs have the label of the map.
        let label = self.label.as_deref().unwrap_or("*");
        let children = Resource::of_machine("execution:", format!("/{label}:*"));
        scope.allow("states:RedriveExecution", children);
    }

    fn check_label(&self, label: &str, state: &str, scope: &mut Scope<'_>) {
        let is_valid = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        if !(1..=LONGEST_LABEL).contains(&label.len()) || !label.chars().all(is_valid) {
            scope.mistake(
                state,
                format!(
                    "invalid label `{label}`; write 1 to {LONGEST_LABEL} letters, digits, `-` and `_`"
                ),
            );
        }
        if !scope.take_label(label) {
            scope.mistake(
                state,
                format!(
                    "another map has the label `{label}`; labels are unique in the whole definition"
                ),
            );
        }
    }
}

impl Body for Processor {
    fn chains(&self) -> Vec<&Chain> {
        vec![&self.each]
    }

    fn print(&self, state: &str, scope: &mut Scope<'_>) -> Vec<(&'static str, Json)> {
        self.check(state, scope);
        let mut fields = vec![("Type", "Map".into())];
        fields.extend(self.label.as_deref().map(|label| ("Label", label.into())));
        if let Some(reader) = &self.reader {
            fields.push(("ItemReader", reader.print(state, scope)));
        }
        if let Some(batcher) = &self.batcher {
            fields.push(("ItemBatcher", batcher.print(state, scope)));
        }
        let numbers = [
            ("MaxConcurrency", self.max_concurrency),
            ("ToleratedFailureCount", self.tolerated_failures),
            (
                "ToleratedFailurePercentage",
                self.tolerated_percentage.map(u32::from),
            ),
        ];
        for (key, number) in numbers {
            fields.extend(number.map(|number| (key, u64::from(number).into())));
        }
        let execution_type = match self.kind {
            MachineKind::Standard => "STANDARD",
            MachineKind::Express => "EXPRESS",
        };
        let config = object([
            ("Mode", "DISTRIBUTED".into()),
            ("ExecutionType", execution_type.into()),
        ]);
        let [start, states] = scope.within(self.kind, |scope| self.each.machine(scope));
        let processor = object([("ProcessorConfig", config), start, states]);
        fields.push(("ItemProcessor", processor));
        if let Some(writer) = &self.writer {
            fields.push(("ResultWriter", writer.print(state, scope)));
        }
        self.allow(scope);
        fields
    }
}
