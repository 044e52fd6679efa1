//! One run: a file, decoded in one of the ways.

use std::fs;
use std::io::Read;

use lambda_client::Error;
use lambda_client::failure::Failure as FunctionFailure;
use lambda_client::step_functions::map_results::{ChildExecution, ResultDecoder};
use lambda_client_benches::{Failure, peak_megabytes};
use serde::Deserialize;

use crate::file::File;

#[derive(Deserialize)]
struct Receipt {
    id: u64,
    total: u64,
}

/// Decodes a file, and prints the processor time that it took in seconds, the peak memory in MB, and the sum of all outputs and failures.
pub(crate) fn run(side: &str, records: &str) -> Result<(), Failure> {
    let file = File::new(records.parse()?);
    let sum = match side {
        "decoder" => record_by_record(file)?,
        "whole" => whole(file)?,
        other => return Err(format!("unknown side `{other}`").into()),
    };
    println!("{} {} {sum}", processor_seconds()?, peak_megabytes()?);
    Ok(())
}

fn record_by_record(file: File) -> Result<u64, Failure> {
    let mut sum = 0;
    for child in ResultDecoder::executions().read(file) {
        let child: ChildExecution<Receipt, Error> = child?;
        sum += match child.result {
            Some(Ok(receipt)) => receipt.id + receipt.total,
            Some(Err(error)) => failed(error.failure()),
            None => 0,
        };
    }
    Ok(sum)
}

/// An execution, as a program without this crate declares it, with the members that [`ChildExecution`] has.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[expect(dead_code, reason = "a program would use them")]
struct Record {
    execution_arn: String,
    name: String,
    status: String,
    input: String,
    output: Option<String>,
    error: Option<String>,
    cause: Option<String>,
    state_machine_arn: String,
    start_date: String,
    stop_date: String,
    redrive_count: u32,
    redrive_status: String,
}

fn whole(mut file: File) -> Result<u64, Failure> {
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    let records: Vec<Record> = serde_json::from_slice(&bytes)?;
    let mut sum = 0;
    for record in records {
        sum += match (record.status.as_str(), record.output, record.cause) {
            ("SUCCEEDED", Some(output), _) => {
                let receipt: Receipt = serde_json::from_str(&output)?;
                receipt.id + receipt.total
            }
            (_, _, Some(cause)) => failed(Some(&FunctionFailure::decode(cause.into()))),
            _ => 0,
        };
    }
    Ok(sum)
}

/// Returns what a failure counts.
fn failed(failure: Option<&FunctionFailure>) -> u64 {
    let is_known = failure.is_some_and(|failure| failure.error_type() == Some("OutOfStock"));
    u64::from(is_known)
}

/// Returns the time that this process, which has one thread, has run on a processor. What else the machine does counts less than in the time
/// of a clock.
fn processor_seconds() -> Result<f64, Failure> {
    let statistics = fs::read_to_string("/proc/self/schedstat")?;
    let nanoseconds = statistics.split_whitespace().next();
    let nanoseconds: f64 = nanoseconds.ok_or("empty /proc/self/schedstat")?.parse()?;
    Ok(nanoseconds / 1e9)
}
