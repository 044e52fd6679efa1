//! A shard of a Kinesis or DynamoDB stream with the polling that Lambda does for it.

use serde_json::{Value, json};

/// The records of a shard, in order, and how far Lambda has got.
///
/// ```
/// use lambda_client_event_examples::Shard;
/// use serde_json::json;
///
/// let mut shard = Shard::default();
/// for number in ["101", "102", "103"] {
///     shard.push(number, json!({ "kinesis": { "sequenceNumber": number } }));
/// }
/// // Of several failures the lowest one counts, in whatever order they are listed.
/// shard.settle(["103", "102"]);
/// assert_eq!(shard.batch()["Records"][0]["kinesis"]["sequenceNumber"], "102");
/// shard.settle([]);
/// assert!(shard.is_done());
/// ```
#[derive(Debug, Default)]
pub struct Shard {
    records: Vec<(String, Value)>,
    checkpoint: usize,
}

impl Shard {
    /// Appends a record under its sequence number.
    pub fn push(&mut self, sequence_number: impl Into<String>, record: Value) {
        self.records.push((sequence_number.into(), record));
    }

    /// Returns whether every record was processed.
    pub fn is_done(&self) -> bool {
        self.checkpoint == self.records.len()
    }

    /// Returns everything from the checkpoint on, as the event of one invocation.
    pub fn batch(&self) -> Value {
        let records = self.records[self.checkpoint..].iter();
        let records: Vec<&Value> = records.map(|(_, record)| record).collect();
        json!({ "Records": records })
    }

    /// Ends an invocation with the sequence numbers that the function reported: the checkpoint moves to the lowest of them, or behind the
    /// batch if there are none.
    ///
    /// A number that is not in the batch counts as a failure of the whole batch: the checkpoint stays.
    pub fn settle<'a>(&mut self, failed: impl IntoIterator<Item = &'a str>) {
        let batch = &self.records[self.checkpoint..];
        let position = |number| batch.iter().position(|(known, _)| known == number);
        let lowest = failed
            .into_iter()
            .map(|number| position(number).unwrap_or(0))
            .min();
        self.checkpoint += lowest.unwrap_or(batch.len());
    }
}
