//! What the examples share.
//!
//! [`Queue`] and [`Shard`] are stand-ins for what invokes these functions: an SQS queue and the shard of a stream, each with the polling
//! that Lambda does for it (an event source mapping) and with `ReportBatchItemFailures` turned on. They follow Lambda's documentation of
//! [partial batch responses for SQS] and [for Kinesis], and hand out events in the JSON that AWS sends. [`once`] does work once, although
//! Lambda delivers events at least once.
//!
//! [partial batch responses for SQS]: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
//! [for Kinesis]: https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html

mod once;
mod queue;
mod shard;

pub use once::{Begun, MemoryStore, OnceError, Store, StoreError, Token, lease, once};
pub use queue::Queue;
pub use shard::Shard;
