//! Where the results of a Map Run are.

use serde::{Deserialize, Serialize};

use crate::json::JsonMismatch;
use crate::step_functions::map_results::error::{DecodeError, DecodeErrorKind};

/// The output of a Distributed Map state that writes its results to S3: where the [`Manifest`] is.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::step_functions::map_results::WrittenResults;
///
/// let output = r#"{
///     "MapRunArn": "arn:aws:states:us-east-1:123456789012:mapRun:orders/place:5f1a",
///     "ResultWriterDetails": {"Bucket": "results", "Key": "orders/5f1a/manifest.json"}
/// }"#;
/// let written: WrittenResults = serde_json::from_str(output)?;
/// assert_eq!(written.details.key, "orders/5f1a/manifest.json");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct WrittenResults {
    /// The ARN of the Map Run.
    #[serde(rename = "MapRunArn")]
    pub map_run_arn: String,
    /// Where the manifest is.
    #[serde(rename = "ResultWriterDetails")]
    pub details: ManifestLocation,
}

/// Where a manifest is in S3.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ManifestLocation {
    /// The bucket.
    #[serde(rename = "Bucket")]
    pub bucket: String,
    /// The key: the prefix, the ID of the Map Run and `manifest.json`.
    #[serde(rename = "Key")]
    pub key: String,
}

/// The manifest of a Map Run: the files that hold the results of its child executions.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::step_functions::map_results::Manifest;
///
/// let manifest = Manifest::decode(br#"{
///     "DestinationBucket": "results",
///     "MapRunArn": "arn:aws:states:us-east-1:123456789012:mapRun:orders/place:5f1a",
///     "ResultFiles": {
///         "FAILED": [],
///         "PENDING": [],
///         "SUCCEEDED": [{"Key": "orders/5f1a/SUCCEEDED_0.json", "Size": 491}]
///     }
/// }"#)?;
/// assert_eq!(manifest.bucket, "results");
/// assert_eq!(manifest.succeeded[0].key, "orders/5f1a/SUCCEEDED_0.json");
/// # Ok::<(), lambda_client::step_functions::map_results::DecodeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Manifest {
    /// The bucket of the files.
    pub bucket: String,
    /// The ARN of the Map Run.
    pub map_run_arn: String,
    /// The files with the executions that succeeded, in the form that the `Transformation` gave them.
    pub succeeded: Vec<ResultFile>,
    /// The files with the executions that failed, timed out or were stopped: always whole executions.
    pub failed: Vec<ResultFile>,
    /// The files with the executions that did not start, since the Map Run ended before: always whole executions.
    pub pending: Vec<ResultFile>,
}

/// A file that a [`Manifest`] names.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct ResultFile {
    /// The key in the bucket of the manifest.
    pub key: String,
    /// The size, in bytes.
    pub size: u64,
}

impl Manifest {
    /// Decodes the content of a `manifest.json`. Members that this crate does not know are ignored.
    ///
    /// # Errors
    ///
    /// Returns an error if the bytes are not JSON, or if a member is missing or of another type.
    pub fn decode(bytes: &[u8]) -> Result<Manifest, DecodeError> {
        let wire: WireManifest = serde_json::from_slice(bytes).map_err(|cause| {
            let (kind, what) = match cause.classify() {
                serde_json::error::Category::Data => {
                    (DecodeErrorKind::Mismatch, "valid JSON, but not a manifest")
                }
                serde_json::error::Category::Eof => {
                    (DecodeErrorKind::Truncated, "the manifest is cut off")
                }
                _ => (DecodeErrorKind::Syntax, "the manifest is not valid JSON"),
            };
            let mismatch = JsonMismatch::of::<WireManifest>(bytes, &cause);
            DecodeError::of_json(None, kind, what, mismatch)
        })?;
        Ok(Manifest {
            bucket: wire.destination_bucket,
            map_run_arn: wire.map_run_arn,
            succeeded: wire.result_files.succeeded,
            failed: wire.result_files.failed,
            pending: wire.result_files.pending,
        })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct WireManifest {
    destination_bucket: String,
    map_run_arn: String,
    result_files: WireFiles,
}

#[derive(Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
struct WireFiles {
    succeeded: Vec<ResultFile>,
    failed: Vec<ResultFile>,
    pending: Vec<ResultFile>,
}

#[cfg(test)]
mod tests {
    use std::error::Error as _;

    use super::*;

    const WHOLE: &str = r#"{
        "DestinationBucket": "results",
        "MapRunArn": "arn:aws:states:us-east-1:123456789012:mapRun:orders/place:5f1a",
        "ResultFiles": {
            "FAILED": [{"Key": "p/5f1a/FAILED_0.json", "Size": 7, "ETag": "x"}],
            "PENDING": [{"Key": "p/5f1a/PENDING_0.json", "Size": 0}],
            "SUCCEEDED": [{"Key": "p/5f1a/SUCCEEDED_0.json", "Size": 5368709120}, {"Key": "p/5f1a/SUCCEEDED_1.json", "Size": 2}],
            "LATER": []
        },
        "Version": 2
    }"#;

    fn keys(files: &[ResultFile]) -> Vec<(&str, u64)> {
        let keys = files.iter().map(|file| (file.key.as_str(), file.size));
        keys.collect()
    }

    #[test]
    fn files_are_sorted_by_state_and_unknown_members_are_ignored() {
        let manifest = Manifest::decode(WHOLE.as_bytes()).unwrap();
        assert_eq!(manifest.bucket, "results");
        assert!(manifest.map_run_arn.ends_with(":5f1a"));
        assert_eq!(
            keys(&manifest.succeeded),
            [
                ("p/5f1a/SUCCEEDED_0.json", 5_368_709_120),
                ("p/5f1a/SUCCEEDED_1.json", 2)
            ]
        );
        assert_eq!(keys(&manifest.failed), [("p/5f1a/FAILED_0.json", 7)]);
        assert_eq!(keys(&manifest.pending), [("p/5f1a/PENDING_0.json", 0)]);
    }

    #[test]
    fn a_missing_member_is_an_error_that_names_it() {
        for member in [
            "DestinationBucket",
            "MapRunArn",
            "ResultFiles",
            "FAILED",
            "PENDING",
            "SUCCEEDED",
            "Key",
            "Size",
        ] {
            let without = WHOLE.replace(&format!("\"{member}\""), "\"Another\"");
            let error = Manifest::decode(without.as_bytes()).unwrap_err();
            assert_eq!(error.kind(), DecodeErrorKind::Mismatch, "{member}");
            assert_eq!(error.to_string(), "valid JSON, but not a manifest");
            let source = error.source().unwrap().to_string();
            assert!(
                source.contains(&format!("missing field `{member}`")),
                "{source}"
            );
            assert_eq!((error.record(), error.offset()), (None, None));
        }
    }

    #[test]
    fn what_is_not_json_or_cut_off_is_told_apart() {
        let kind = |bytes: &[u8]| Manifest::decode(bytes).unwrap_err().kind();
        assert_eq!(kind(b"<html>"), DecodeErrorKind::Syntax);
        assert_eq!(kind(b"\xEF\xBB\xBF{}"), DecodeErrorKind::Syntax);
        assert_eq!(kind(b"[]"), DecodeErrorKind::Mismatch);
        assert_eq!(kind(b""), DecodeErrorKind::Truncated);
        for length in 1..WHOLE.len() {
            let cut = &WHOLE.as_bytes()[..length];
            assert_eq!(kind(cut), DecodeErrorKind::Truncated, "{length}");
        }
        let trailing = format!("{WHOLE}x");
        assert_eq!(kind(trailing.as_bytes()), DecodeErrorKind::Syntax);
    }

    #[test]
    fn errors_do_not_quote_the_file() {
        for bytes in [r#"{"DestinationBucket":["secret"]}"#, "secret", "\"secret"] {
            let error = Manifest::decode(bytes.as_bytes()).unwrap_err();
            let source = error.source().unwrap();
            let text = format!("{error} {error:?} {source}");
            assert!(!text.contains("secret"), "{text}");
        }
    }

    #[test]
    fn the_output_of_the_state_is_read_and_written_alike() {
        let json = r#"{"MapRunArn":"arn:m","ResultWriterDetails":{"Bucket":"b","Key":"k"}}"#;
        let written: WrittenResults = serde_json::from_str(json).unwrap();
        assert_eq!(
            (&*written.details.bucket, &*written.details.key),
            ("b", "k")
        );
        assert_eq!(serde_json::to_string(&written).unwrap(), json);
    }
}
