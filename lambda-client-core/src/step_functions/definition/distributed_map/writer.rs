//! Where the results of a Distributed Map go.

use crate::step_functions::definition::distributed_map::location::{arguments, objects};
use crate::step_functions::definition::json::{Json, object};
use crate::step_functions::definition::scope::Scope;
use crate::step_functions::map_results::OutputType;

/// What is written about a child execution that succeeded. One that failed is always written as a whole.
///
/// Source: AWS Step Functions Developer Guide, "ResultWriter (Map)".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Transformation {
    /// `NONE`: the whole execution, with its input.
    #[default]
    None,
    /// `COMPACT`: its output.
    Compact,
    /// `FLATTEN`: its output, and if that is an array, each element of it.
    Flatten,
}

/// Where a [`DistributedMap`](super::DistributedMap) writes its results: files in S3, and a manifest that names them.
/// [`map_results`](crate::step_functions::map_results) decodes them.
///
/// The bucket is in the account and the Region of the machine. Bucket and prefix may be a `${..}`, which the deployment tool fills in, or, in
/// JSONata, an expression such as `{% $states.input.prefix %}`.
///
/// Source: AWS Step Functions Developer Guide, "ResultWriter (Map)".
#[derive(Clone, Debug)]
pub struct ResultWriter {
    bucket: String,
    prefix: String,
    transformation: Option<Transformation>,
    output_type: Option<OutputType>,
}

impl ResultWriter {
    /// Writes whole executions, as arrays, under keys that start with this prefix and the ID of the Map Run.
    pub fn new(bucket: impl Into<String>, prefix: impl Into<String>) -> Self {
        ResultWriter {
            bucket: bucket.into(),
            prefix: prefix.into(),
            transformation: None,
            output_type: None,
        }
    }

    /// Sets what is written about an execution that succeeded.
    pub fn transformation(mut self, transformation: Transformation) -> Self {
        self.transformation = Some(transformation);
        self
    }

    /// Sets how the records of a file are laid out.
    pub fn output_type(mut self, output_type: OutputType) -> Self {
        self.output_type = Some(output_type);
        self
    }

    /// Prints the field `ResultWriter`, and notes what the machine's role needs.
    pub(super) fn print(&self, state: &str, scope: &mut Scope<'_>) -> Json {
        // The actions are those of the Developer Guide, "IAM policies for using Distributed Map states": large files are written in parts.
        let written = match self.prefix.trim_end_matches('/') {
            "" => objects(&self.bucket, "*", scope),
            prefix if prefix.starts_with("{%") => objects(&self.bucket, prefix, scope),
            prefix => objects(&self.bucket, &format!("{prefix}/*"), scope),
        };
        for action in [
            "s3:AbortMultipartUpload",
            "s3:GetObject",
            "s3:ListMultipartUploadParts",
            "s3:PutObject",
        ] {
            scope.allow(action, written.clone());
        }
        let resource = ("Resource", scope.integration("s3:putObject").into());
        let members = [
            ("Bucket", self.bucket.clone()),
            ("Prefix", self.prefix.clone()),
        ];
        let arguments = arguments(members, state, scope);
        match (self.transformation, self.output_type) {
            (None, None) => object([resource, arguments]),
            (transformation, output_type) => {
                let transformation = match transformation.unwrap_or_default() {
                    Transformation::None => "NONE",
                    Transformation::Compact => "COMPACT",
                    Transformation::Flatten => "FLATTEN",
                };
                let output_type = match output_type.unwrap_or_default() {
                    OutputType::Json => "JSON",
                    OutputType::JsonLines => "JSONL",
                };
                let config = object([
                    ("OutputType", output_type.into()),
                    ("Transformation", transformation.into()),
                ]);
                object([resource, ("WriterConfig", config), arguments])
            }
        }
    }
}
