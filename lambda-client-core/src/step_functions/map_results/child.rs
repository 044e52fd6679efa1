//! A child execution of a Map Run, as a result file holds it.

use std::fmt;
use std::time::SystemTime;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::call::Received;
use crate::certainty::ExecutionOperation;
use crate::error::{CallError, Error, FunctionError};
use crate::json::lenient;
use crate::payload::Raw;
use crate::step_functions::ExecutionStatus;
use crate::step_functions::execution::end::End;
use crate::step_functions::machines::typed;
use crate::step_functions::map_results::error::DecodeErrorKind;
use crate::step_functions::map_results::record::{Unfit, read};
use crate::step_functions::map_results::time;

/// A child execution of a Map Run.
///
/// `T` is the type of the output: for an execution that takes a batch, usually a `Vec`. `E` is that of errors. `Debug` prints neither
/// the input nor the output nor the cause.
#[non_exhaustive]
pub struct ChildExecution<T = Raw, E = Error> {
    /// The ARN, if the execution has one: one that did not start may not.
    pub arn: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// The status. That of an execution that did not start is `Other("PENDING")`.
    pub status: ExecutionStatus,
    /// The JSON of the input: the item, or the batch of items. `None` if it is not shown.
    pub input: Option<Raw>,
    /// The output, or why there is none. `None` if the execution has not ended.
    ///
    /// The `Cause` of a function error is the function's error document, and becomes the typed error as that of a call does. A cause that
    /// was cut off, or that is any other text, is kept: see [`Failure::raw`](crate::failure::Failure::raw).
    pub result: Option<Result<T, CallError<E>>>,
    /// The ARN of the state machine.
    pub machine_arn: Option<String>,
    /// When the execution started, if it did.
    pub start_date: Option<SystemTime>,
    /// When the execution ended, if it has.
    pub stop_date: Option<SystemTime>,
    /// How often the execution was redriven.
    pub redrive_count: u32,
    /// Whether the execution can be redriven, such as `REDRIVABLE_BY_MAP_RUN`.
    pub redrive_status: Option<String>,
}

impl<T, E> ChildExecution<T, E> {
    /// Decodes the input. `None` if it is not shown or not an `I`.
    ///
    /// ```
    /// # extern crate lambda_client_core as lambda_client;
    /// # use lambda_client::step_functions::map_results::{ChildExecution, ResultDecoder};
    /// let file: &[u8] = br#"[{"Status":"FAILED","Input":"[3,5]","Error":"OutOfStock","Cause":"none left"}]"#;
    /// for child in ResultDecoder::executions().read(file) {
    ///     let child: ChildExecution<u32> = child?;
    ///     assert_eq!(child.input_as::<Vec<u32>>(), Some(vec![3, 5]));
    /// }
    /// # Ok::<(), lambda_client::step_functions::map_results::DecodeError>(())
    /// ```
    pub fn input_as<I: DeserializeOwned>(&self) -> Option<I> {
        serde_json::from_slice(self.input.as_ref()?.bytes()).ok()
    }
}

impl<T: Received, E: FunctionError> ChildExecution<T, E> {
    pub(super) fn decode(json: &[u8]) -> Result<Self, Unfit> {
        let record = read_record(json)?;
        let status = ExecutionStatus::parse(&record.status);
        let end = End {
            operation: ExecutionOperation::Await,
            subject: record.execution_arn.as_deref(),
            status: record.status,
            output: record.output,
            error: record.error,
            cause: record.cause,
        };
        let result = status.has_ended().then(|| {
            end.decode(&[]).map_err(|error| {
                let (error, details) = typed(error, None);
                CallError::new(error, details)
            })
        });
        Ok(ChildExecution {
            arn: record.execution_arn,
            name: record.name,
            status,
            input: record.input.map(Raw::from),
            result,
            machine_arn: record.state_machine_arn,
            start_date: record.start_date.and_then(|date| time::parse(&date)),
            stop_date: record.stop_date.and_then(|date| time::parse(&date)),
            redrive_count: record.redrive_count.unwrap_or_default(),
            redrive_status: record.redrive_status,
        })
    }
}

/// Reads an execution. A cause that was cut off may end with half a character, which is not a reason to lose what else is known.
fn read_record(json: &[u8]) -> Result<Record, Unfit> {
    read(json).or_else(|mut unfit| {
        if unfit.kind != DecodeErrorKind::Mismatch {
            return Err(unfit);
        }
        let repaired = lenient::repair(&String::from_utf8_lossy(json));
        serde_json::from_str(&repaired).map_err(|_| {
            unfit.what = "valid JSON, but not an execution".into();
            unfit
        })
    })
}

/// An execution as a result file holds it. The files of executions that did not start lack some members.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Record {
    execution_arn: Option<String>,
    name: Option<String>,
    status: String,
    input: Option<String>,
    output: Option<String>,
    error: Option<String>,
    cause: Option<String>,
    state_machine_arn: Option<String>,
    start_date: Option<String>,
    stop_date: Option<String>,
    redrive_count: Option<u32>,
    redrive_status: Option<String>,
}

impl<T, E> fmt::Debug for ChildExecution<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let failed = self
            .result
            .as_ref()
            .and_then(|result| result.as_ref().err());
        f.debug_struct("ChildExecution")
            .field("arn", &self.arn)
            .field("name", &self.name)
            .field("status", &self.status)
            .field("input", &self.input)
            .field("error", &failed.map(CallError::details))
            .field("machine_arn", &self.machine_arn)
            .field("start_date", &self.start_date)
            .field("stop_date", &self.stop_date)
            .field("redrive_count", &self.redrive_count)
            .field("redrive_status", &self.redrive_status)
            .finish_non_exhaustive()
    }
}
