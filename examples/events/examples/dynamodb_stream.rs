//! A function that reads the stream of a DynamoDB table, with the old and the new item as the program's own type: it mails the customer
//! when an order has been shipped.
//!
//! Its partial batch response works as in `kinesis_batch`: the lowest sequence number says where the stream goes on. What differs is the
//! call, which is not idempotent: a mail that was sent twice cannot be taken back. A call that certainly did not run is retried, by
//! the stream. One that *may* have run is not: the record goes to the dead letters together with the request ID, under which the log
//! of the mail function says what happened. A batch whose run ends without a response, for example after a timeout, is delivered again as
//! a whole; `idempotency_key` shows how to remember what was done. Prints:
//!
//! ```text
//! batch of 6
//! 201: nothing to do
//! mail to ada@example.com: o-1 is on its way
//! 202: mailed ada@example.com
//! 203: the mail was not sent; the stream goes on here
//! batch of 4
//! mail to grace@example.com: o-2 is on its way
//! 203: mailed grace@example.com
//! mail to joan@example.com: o-3 is on its way
//! 204: the mail may have been sent; to the dead letters
//! 205: not an order: missing field `customer`; to the dead letters
//! 206: o-2 was deleted
//! dead letters: ["204", "205"]
//! ```

use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use aws_lambda_events::event::dynamodb::{Event as StreamEvent, EventRecord};
use aws_lambda_events::event::streams::{DynamoDbBatchItemFailure, DynamoDbEventResponse};
use lambda_client::local::Fault;
use lambda_client::{DidRun, Error, LocalLambda, lambda_fn};
use lambda_client_event_examples::Shard;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// The function that Lambda invokes with the records of the stream.
#[lambda_fn(name = "orders-changed")]
trait OrdersChanged {
    async fn on_changes(&self, batch: StreamEvent) -> Result<DynamoDbEventResponse, Error>;
}

/// The function that it calls. One attempt a call: the stream retries.
#[lambda_fn(name = "mails-{method}", retry(max_attempts = 1))]
trait Mails {
    async fn send(&self, to: &str, text: &str) -> Result<(), Error>;
}

/// An item of the table.
#[derive(Deserialize)]
struct Order {
    order: String,
    customer: String,
    shipped: bool,
}

/// What happened to an item. The stream has the view type `NEW_AND_OLD_IMAGES`.
enum Change<T> {
    Insert { new: T },
    Modify { old: T, new: T },
    Remove { old: T },
}

impl<T: DeserializeOwned> TryFrom<EventRecord> for Change<T> {
    type Error = RecordError;

    fn try_from(record: EventRecord) -> Result<Self, RecordError> {
        let (old, new) = (record.change.old_image, record.change.new_image);
        match record.event_name.as_str() {
            "INSERT" => Ok(Change::Insert {
                new: serde_dynamo::from_item(new)?,
            }),
            "MODIFY" => Ok(Change::Modify {
                old: serde_dynamo::from_item(old)?,
                new: serde_dynamo::from_item(new)?,
            }),
            "REMOVE" => Ok(Change::Remove {
                old: serde_dynamo::from_item(old)?,
            }),
            _ => Err(RecordError::UnknownEvent(record.event_name)),
        }
    }
}

/// Why a record was not processed.
#[derive(Debug, thiserror::Error)]
enum RecordError {
    #[error("not an order: {0}")]
    Malformed(#[from] serde_dynamo::Error),
    #[error("unknown event `{0}`")]
    UnknownEvent(String),
    #[error("the mail was not sent")]
    NotSent(#[source] Error),
    #[error("the mail may have been sent")]
    PerhapsSent(#[source] Error),
}

impl From<Error> for RecordError {
    fn from(error: Error) -> Self {
        match error.did_run() {
            DidRun::No | DidRun::InitOnly => RecordError::NotSent(error),
            // `Yes` as well: a function that failed has not said how far it had got.
            DidRun::Unknown | DidRun::Yes => RecordError::PerhapsSent(error),
        }
    }
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
            RecordError::NotSent(_) => Verdict::Retry,
            RecordError::Malformed(_)
            | RecordError::UnknownEvent(_)
            | RecordError::PerhapsSent(_) => Verdict::DeadLetter,
        }
    }
}

struct Worker<M> {
    mails: M,
    dead_letters: Arc<Mutex<Vec<String>>>,
}

impl<M: Mails + Send + Sync> Worker<M> {
    /// Returns what was done.
    async fn on_change(&self, record: EventRecord) -> Result<String, RecordError> {
        let shipped = match Change::<Order>::try_from(record)? {
            Change::Insert { new } if new.shipped => new,
            Change::Modify { old, new } if new.shipped && !old.shipped => new,
            Change::Insert { .. } | Change::Modify { .. } => return Ok("nothing to do".to_owned()),
            Change::Remove { old } => return Ok(format!("{} was deleted", old.order)),
        };
        let text = format!("{} is on its way", shipped.order);
        self.mails.send(&shipped.customer, &text).await?;
        Ok(format!("mailed {}", shipped.customer))
    }
}

impl<M: Mails + Send + Sync> OrdersChanged for Worker<M> {
    async fn on_changes(&self, batch: StreamEvent) -> Result<DynamoDbEventResponse, Error> {
        let mut response = DynamoDbEventResponse::default();
        for record in batch.records {
            let number = record.change.sequence_number.clone().unwrap_or_default();
            let error = match self.on_change(record).await {
                Ok(done) => {
                    println!("{number}: {done}");
                    continue;
                }
                Err(error) => error,
            };
            match error.verdict() {
                Verdict::Retry => {
                    println!("{number}: {error}; the stream goes on here");
                    let mut failure = DynamoDbBatchItemFailure::default();
                    failure.item_identifier = Some(number);
                    response.batch_item_failures.push(failure);
                    break;
                }
                Verdict::DeadLetter => {
                    println!("{number}: {error}; to the dead letters");
                    let mut letters = self
                        .dead_letters
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner);
                    letters.push(number);
                }
            }
        }
        Ok(response)
    }
}

struct Mailer;

impl Mails for Mailer {
    async fn send(&self, to: &str, text: &str) -> Result<(), Error> {
        println!("mail to {to}: {text}");
        Ok(())
    }
}

/// Returns a record as Lambda passes it on. `old` and `new` are items in DynamoDB's JSON, or null.
fn record(number: &str, event_name: &str, old: Value, new: Value) -> Value {
    let item = if new.is_null() { &old } else { &new };
    let mut change = json!({
        "ApproximateCreationDateTime": 1782900000,
        "Keys": { "order": item["order"] },
        "SequenceNumber": number,
        "SizeBytes": 59,
        "StreamViewType": "NEW_AND_OLD_IMAGES",
    });
    // The image that an event does not have is missing.
    for (name, image) in [("OldImage", old), ("NewImage", new)] {
        if !image.is_null() {
            change[name] = image;
        }
    }
    json!({
        "eventID": format!("event-{number}"),
        "eventName": event_name,
        "eventVersion": "1.1",
        "eventSource": "aws:dynamodb",
        "awsRegion": "us-east-1",
        "dynamodb": change,
        "eventSourceARN": "arn:aws:dynamodb:us-east-1:123456789012:table/orders/stream/2026-07-01T00:00:00.000",
    })
}

fn item(order: &str, customer: &str, shipped: bool) -> Value {
    json!({
        "order": { "S": order },
        "customer": { "S": format!("{customer}@example.com") },
        "shipped": { "BOOL": shipped },
    })
}

fn stream() -> Shard {
    let nothing = Value::Null;
    let incomplete = json!({ "order": { "S": "o-4" }, "shipped": { "BOOL": true } });
    let changes = [
        ("201", "INSERT", nothing.clone(), item("o-1", "ada", false)),
        (
            "202",
            "MODIFY",
            item("o-1", "ada", false),
            item("o-1", "ada", true),
        ),
        (
            "203",
            "MODIFY",
            item("o-2", "grace", false),
            item("o-2", "grace", true),
        ),
        (
            "204",
            "MODIFY",
            item("o-3", "joan", false),
            item("o-3", "joan", true),
        ),
        ("205", "INSERT", nothing.clone(), incomplete),
        ("206", "REMOVE", item("o-2", "grace", true), nothing),
    ];
    let mut shard = Shard::default();
    for (number, event_name, old, new) in changes {
        shard.push(number, record(number, event_name, old, new));
    }
    shard
}

async fn run() -> Result<(), Error> {
    let mails = LocalLambda::builder()
        .serve(MailsServer::new(Mailer))
        .fault("mails-send", Fault::throttle().on_call(2))
        .fault("mails-send", Fault::reset_after_run().on_call(4))
        .build();
    let dead_letters = Arc::default();
    let worker = Worker {
        mails: MailsClient::new(&mails.lambda()),
        dead_letters: Arc::clone(&dead_letters),
    };
    // On AWS: `lambda_client::serve(OrdersChangedServer::new(worker)).await`.
    let local = LocalLambda::builder()
        .serve(OrdersChangedServer::new(worker))
        .build();
    let lambda = local.lambda();

    let mut shard = stream();
    while !shard.is_done() {
        let batch = shard.batch();
        println!(
            "batch of {}",
            batch["Records"].as_array().map_or(0, Vec::len)
        );
        let call = lambda.call("orders-changed");
        let response: DynamoDbEventResponse = call.json(&batch).await?;
        let failures = response.batch_item_failures.iter();
        shard
            .settle(failures.map(|failure| failure.item_identifier.as_deref().unwrap_or_default()));
    }

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
