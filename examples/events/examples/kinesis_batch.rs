//! A function that reads a Kinesis stream, with a partial batch response: it says at which record the stream goes on.
//!
//! The records of a shard have an order, so the response is not a list of what to deliver again. Lambda takes the *lowest* sequence
//! number in it and delivers everything from there on once more, also the records behind it that succeeded. The function below therefore
//! stops at the first record that is worth a retry, and reports that one. A record that can never succeed would hold up the shard until
//! it expires (`MaximumRetryAttempts` and `MaximumRecordAgeInSeconds` are unlimited by default), so it goes to the dead letters, and the
//! stream goes on.
//!
//! Lambda reads the response only with `--function-response-types ReportBatchItemFailures` on the event source mapping. A batch whose run
//! ends without a response, for example after a timeout, is delivered again as a whole; `store` is safe to run twice because of the
//! record's event ID. Prints:
//!
//! ```text
//! batch of 5
//! 101: stored
//! 102: not a reading; to the dead letters
//! 103: the store failed, did it run? Unknown; the stream goes on here
//! batch of 3
//! 103: stored
//! 104: stored
//! 105: the store failed, did it run? No; the stream goes on here
//! batch of 1
//! 105: stored
//! stored: 4 readings
//! dead letters: ["shardId-000000000000:102"]
//! ```

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use aws_lambda_events::encodings::Base64Data;
use aws_lambda_events::event::kinesis::{KinesisEvent, KinesisEventRecord};
use aws_lambda_events::event::streams::KinesisEventResponse;
use lambda_client::local::Fault;
use lambda_client::{DidRun, Error, LocalLambda, lambda_fn};
use lambda_client_event_examples::Shard;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The function that Lambda invokes with the records of the stream.
#[lambda_fn(name = "readings-from-stream")]
trait ReadingsFromStream {
    async fn on_records(&self, batch: KinesisEvent) -> Result<KinesisEventResponse, Error>;
}

/// The function that it calls. One attempt a call: the stream retries.
#[lambda_fn(name = "readings-{method}", retry(max_attempts = 1))]
trait Readings {
    /// Stores a reading once for each ID.
    #[lambda_fn(idempotent)]
    async fn store(&self, id: &str, reading: Reading) -> Result<(), Error>;
}

#[derive(Serialize, Deserialize)]
struct Reading {
    meter: String,
    kwh: f64,
}

/// Why a record was not processed.
#[derive(Debug, thiserror::Error)]
enum RecordError {
    #[error("not a reading")]
    Malformed(#[from] serde_json::Error),
    #[error("the store failed, did it run? {:?}", .0.did_run())]
    Store(#[from] Error),
}

enum Verdict {
    /// The stream goes on at this record.
    Retry,
    /// The stream goes on behind this record.
    DeadLetter,
}

impl RecordError {
    fn verdict(&self) -> Verdict {
        match self {
            RecordError::Malformed(_) => Verdict::DeadLetter,
            RecordError::Store(error) => match error.did_run() {
                // `Unknown` only because `store` is idempotent: it may have stored the reading already.
                DidRun::No | DidRun::InitOnly | DidRun::Unknown => Verdict::Retry,
                // It ran and failed. Another run would fail as well and hold up the shard.
                DidRun::Yes => Verdict::DeadLetter,
            },
        }
    }
}

struct Worker<R> {
    readings: R,
    dead_letters: Arc<Mutex<Vec<String>>>,
}

impl<R: Readings + Send + Sync> Worker<R> {
    async fn on_record(&self, record: &KinesisEventRecord) -> Result<(), RecordError> {
        let reading = serde_json::from_slice(&record.kinesis.data)?;
        let id = record.event_id.as_deref().unwrap_or_default();
        Ok(self.readings.store(id, reading).await?)
    }

    /// Keeps where the record is, as Lambda does for an on-failure destination. The record itself stays in the stream until it expires.
    fn dead_letter(&self, record: KinesisEventRecord) {
        let mut letters = self
            .dead_letters
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        letters.push(record.event_id.unwrap_or_default());
    }
}

impl<R: Readings + Send + Sync> ReadingsFromStream for Worker<R> {
    async fn on_records(&self, batch: KinesisEvent) -> Result<KinesisEventResponse, Error> {
        let mut response = KinesisEventResponse::default();
        for record in batch.records {
            let number = record.kinesis.sequence_number.clone();
            let Err(error) = self.on_record(&record).await else {
                println!("{number}: stored");
                continue;
            };
            match error.verdict() {
                Verdict::Retry => {
                    println!("{number}: {error}; the stream goes on here");
                    response.add_failure(number);
                    break;
                }
                Verdict::DeadLetter => {
                    println!("{number}: {error}; to the dead letters");
                    self.dead_letter(record);
                }
            }
        }
        Ok(response)
    }
}

#[derive(Clone, Default)]
struct Database(Arc<Mutex<BTreeMap<String, Reading>>>);

impl Readings for Database {
    async fn store(&self, id: &str, reading: Reading) -> Result<(), Error> {
        let mut readings = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        readings.entry(id.to_owned()).or_insert(reading);
        Ok(())
    }
}

/// Returns a record as Lambda passes it on.
fn record(sequence_number: &str, text: &str) -> Value {
    let mut data = Base64Data::default();
    data.extend_from_slice(text.as_bytes());
    json!({
        "kinesis": {
            "kinesisSchemaVersion": "1.0",
            "partitionKey": "meter-1",
            "sequenceNumber": sequence_number,
            "data": data,
            "approximateArrivalTimestamp": 1782900000.5,
        },
        "eventSource": "aws:kinesis",
        "eventVersion": "1.0",
        "eventID": format!("shardId-000000000000:{sequence_number}"),
        "eventName": "aws:kinesis:record",
        "invokeIdentityArn": "arn:aws:iam::123456789012:role/readings",
        "awsRegion": "us-east-1",
        "eventSourceARN": "arn:aws:kinesis:us-east-1:123456789012:stream/readings",
    })
}

async fn run() -> Result<(), Error> {
    let database = Database::default();
    let readings = LocalLambda::builder()
        .serve(ReadingsServer::new(database.clone()))
        .fault("readings-store", Fault::reset_after_run().on_call(2))
        .fault("readings-store", Fault::throttle().on_call(5))
        .build();
    let dead_letters = Arc::default();
    let worker = Worker {
        readings: ReadingsClient::new(&readings.lambda()),
        dead_letters: Arc::clone(&dead_letters),
    };
    // On AWS: `lambda_client::serve(ReadingsFromStreamServer::new(worker)).await`.
    let local = LocalLambda::builder()
        .serve(ReadingsFromStreamServer::new(worker))
        .build();
    let lambda = local.lambda();

    let mut shard = Shard::default();
    for number in 101..=105 {
        let data = match number {
            102 => "not JSON".to_owned(),
            _ => format!(r#"{{"meter": "meter-1", "kwh": {number}.5}}"#),
        };
        shard.push(number.to_string(), record(&number.to_string(), &data));
    }
    while !shard.is_done() {
        let batch = shard.batch();
        println!(
            "batch of {}",
            batch["Records"].as_array().map_or(0, Vec::len)
        );
        let call = lambda.call("readings-from-stream");
        let response: KinesisEventResponse = call.json(&batch).await?;
        let failures = response.batch_item_failures.iter();
        shard
            .settle(failures.map(|failure| failure.item_identifier.as_deref().unwrap_or_default()));
    }

    let readings = database.0.lock().unwrap_or_else(PoisonError::into_inner);
    println!("stored: {} readings", readings.len());
    let letters = dead_letters.lock().unwrap_or_else(PoisonError::into_inner);
    println!("dead letters: {letters:?}");
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
