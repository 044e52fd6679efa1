//! An SQS queue with the polling that Lambda does for it.

use std::collections::VecDeque;

use aws_lambda_events::event::sqs::SqsBatchResponse;
use serde_json::{Value, json};

/// A standard queue with a redrive policy: what was received too often becomes a dead letter.
///
/// ```
/// use aws_lambda_events::event::sqs::SqsBatchResponse;
/// use lambda_client_event_examples::Queue;
///
/// let mut queue = Queue::new(2);
/// queue.send("a");
/// queue.send("b");
/// let mut failed = SqsBatchResponse::default();
/// failed.add_failure("m-2");
///
/// assert_eq!(queue.receive()["Records"][1]["messageId"], "m-2");
/// queue.settle(&failed); // "a" is deleted, "b" stays
/// queue.receive();
/// queue.settle(&failed); // received too often
/// assert!(queue.is_empty());
/// assert_eq!(queue.dead_letters(), ["b"]);
///
/// queue.send("c");
/// queue.receive();
/// let mut unknown = SqsBatchResponse::default();
/// unknown.add_failure("m-9");
/// queue.settle(&unknown); // counts as a failure of the whole batch
/// assert!(!queue.is_empty());
/// ```
#[derive(Debug)]
pub struct Queue {
    waiting: VecDeque<Message>,
    in_flight: Vec<Message>,
    dead_letters: Vec<String>,
    sent: usize,
    max_receive_count: u32,
}

#[derive(Debug)]
struct Message {
    id: String,
    body: String,
    receive_count: u32,
}

impl Queue {
    /// Creates a queue whose redrive policy has this `maxReceiveCount`.
    pub fn new(max_receive_count: u32) -> Queue {
        Queue {
            waiting: VecDeque::new(),
            in_flight: Vec::new(),
            dead_letters: Vec::new(),
            sent: 0,
            max_receive_count,
        }
    }

    /// Sends a message. The IDs of messages are `m-1`, `m-2`, and so on.
    pub fn send(&mut self, body: impl Into<String>) {
        self.sent += 1;
        self.waiting.push_back(Message {
            id: format!("m-{}", self.sent),
            body: body.into(),
            receive_count: 0,
        });
    }

    /// Returns whether every message was deleted or became a dead letter.
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty() && self.in_flight.is_empty()
    }

    /// Returns the bodies of the messages that were received too often.
    pub fn dead_letters(&self) -> &[String] {
        &self.dead_letters
    }

    /// Receives all messages that wait, as the event of one invocation.
    pub fn receive(&mut self) -> Value {
        self.in_flight.extend(self.waiting.drain(..));
        for message in &mut self.in_flight {
            message.receive_count += 1;
        }
        let records: Vec<Value> = self.in_flight.iter().map(Message::record).collect();
        json!({ "Records": records })
    }

    /// Ends an invocation with the function's response: messages that it does not list are deleted, and the others wait again.
    ///
    /// A response with an ID that is not in the batch counts as a failure of the whole batch.
    pub fn settle(&mut self, response: &SqsBatchResponse) {
        let failures = response.batch_item_failures.iter();
        let failed: Vec<&str> = failures
            .map(|failure| failure.item_identifier.as_str())
            .collect();
        let batch = std::mem::take(&mut self.in_flight);
        let known = |id: &&str| batch.iter().any(|message| message.id == *id);
        let all = !failed.iter().all(known);
        for message in batch {
            if !all && !failed.contains(&message.id.as_str()) {
                continue;
            }
            if message.receive_count >= self.max_receive_count {
                self.dead_letters.push(message.body);
            } else {
                self.waiting.push_back(message);
            }
        }
    }
}

impl Message {
    fn record(&self) -> Value {
        json!({
            "messageId": self.id,
            "receiptHandle": format!("receipt-{}-{}", self.id, self.receive_count),
            "body": self.body,
            "attributes": {
                "ApproximateReceiveCount": self.receive_count.to_string(),
                "SentTimestamp": "1782900000000",
                "SenderId": "AIDAEXAMPLE",
                "ApproximateFirstReceiveTimestamp": "1782900000005",
            },
            "messageAttributes": {},
            "eventSource": "aws:sqs",
            "eventSourceARN": "arn:aws:sqs:us-east-1:123456789012:orders",
            "awsRegion": "us-east-1",
        })
    }
}
