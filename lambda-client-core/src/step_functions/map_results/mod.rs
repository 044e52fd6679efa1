//! The results of a Distributed Map, as Step Functions writes them to S3: a manifest, and files of results.
//!
//! A file may hold a million records and five gigabytes. [`ResultDecoder`] takes its bytes as they arrive and returns one record after the
//! other, so that decoding it takes the memory of one record.
//!
//! | Files of the [`Manifest`] | `Transformation` | Decoder | A record |
//! |---|---|---|---|
//! | [`succeeded`](Manifest::succeeded) | `NONE` | [`executions`](ResultDecoder::executions) | [`ChildExecution<T, E>`] |
//! | [`succeeded`](Manifest::succeeded) | `COMPACT` | [`outputs`](ResultDecoder::outputs) | the output of an execution, `T` |
//! | [`succeeded`](Manifest::succeeded) | `FLATTEN` | [`outputs`](ResultDecoder::outputs) | an element of an output that is an array, or else the output |
//! | [`failed`](Manifest::failed), [`pending`](Manifest::pending) | any | [`executions`](ResultDecoder::executions) | [`ChildExecution<T, E>`] |
//!
//! With batches, the output of an execution is that of its batch: `Vec<U>` with `NONE` and `COMPACT`, and `U` with `FLATTEN`.
//!
//! # From S3
//!
//! This crate does not fetch the files: any client of S3 does. That of `aws-sdk-s3` returns a `ByteStream`, whose pieces are pushed as they
//! come:
//!
//! ```
//! # extern crate lambda_client_core as lambda_client;
//! # mod aws_sdk_s3 {
//! #     use std::collections::VecDeque;
//! #     pub struct ByteStream(pub VecDeque<&'static [u8]>);
//! #     impl ByteStream {
//! #         pub async fn try_next(&mut self) -> Result<Option<&'static [u8]>, std::io::Error> { Ok(self.0.pop_front()) }
//! #     }
//! # }
//! # use aws_sdk_s3::ByteStream;
//! use lambda_client::step_functions::map_results::{ChildExecution, ResultDecoder};
//!
//! /// Prints what failed.
//! async fn report(mut body: ByteStream) -> Result<u32, Box<dyn std::error::Error>> {
//!     let mut failed = 0;
//!     let mut take = |child: ChildExecution<u32>| {
//!         if let Some(Err(error)) = child.result {
//!             println!("{:?}: {error}", child.name);
//!             failed += 1;
//!         }
//!     };
//!     let mut decoder = ResultDecoder::executions();
//!     while let Some(bytes) = body.try_next().await? {
//!         for child in decoder.push(bytes.as_ref()) {
//!             take(child?);
//!         }
//!     }
//!     for child in decoder.finish() {
//!         take(child?); // an error, if the file is cut off
//!     }
//!     Ok(failed)
//! }
//! # #[tokio::main(flavor = "current_thread")] async fn main() {
//! // let body = s3.get_object().bucket(&manifest.bucket).key(&file.key).send().await?.body;
//! # let pieces: [&[u8]; 3] = [br#"[{"Status":"FAILED","Name":"a","#, br#""Error":"OutOfStock","Cause":"{\"errorMe"#, br#"ssage\":\"none left\"}"}]"#];
//! # let body = ByteStream(pieces.into());
//! let failed = report(body).await;
//! # assert_eq!(failed.ok(), Some(1));
//! # }
//! ```
//!
//! A file on disk, or anything else that implements [`Read`](std::io::Read), is decoded by [`ResultDecoder::read`].
//!
//! Sources: AWS Step Functions Developer Guide, "ResultWriter (Map)" and "Using Map state in Distributed mode".

mod boundaries;
mod child;
mod decoder;
mod error;
mod manifest;
mod output_type;
mod reader;
mod record;
mod records;
#[cfg(test)]
mod tests;
pub(in crate::step_functions) mod time;

pub use self::child::ChildExecution;
pub use self::decoder::ResultDecoder;
pub use self::error::{DecodeError, DecodeErrorKind};
pub use self::manifest::{Manifest, ManifestLocation, ResultFile, WrittenResults};
pub use self::output_type::OutputType;
pub use self::reader::ResultReader;
pub use self::records::Records;
