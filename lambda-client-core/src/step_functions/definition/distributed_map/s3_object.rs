//! An item of a map over the objects of a bucket.

use std::time::{Duration, SystemTime};

use serde::{Deserialize, Deserializer, Serialize};

use crate::step_functions::map_results::time;

/// An object of a bucket, as a Distributed Map over a [listing](super::ItemReader::list) passes it to its child executions.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::step_functions::definition::S3Object;
///
/// // async fn resize(&self, image: S3Object) -> Result<(), ImageError>;
/// let item = r#"{"Etag": "\"02b9\"", "Key": "images/1.png", "LastModified": 1669987512, "Size": 3, "StorageClass": "STANDARD"}"#;
/// let image: S3Object = serde_json::from_str(item)?;
/// assert_eq!((image.key.as_str(), image.size), ("images/1.png", 3));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct S3Object {
    /// The ETag, with its quotes.
    #[serde(
        rename = "Etag",
        alias = "ETag",
        skip_serializing_if = "Option::is_none"
    )]
    pub etag: Option<String>,
    /// The key.
    #[serde(rename = "Key")]
    pub key: String,
    /// When the object was last modified, in seconds since 1970.
    #[serde(
        rename = "LastModified",
        default,
        deserialize_with = "seconds",
        skip_serializing_if = "Option::is_none"
    )]
    pub last_modified: Option<u64>,
    /// The size, in bytes.
    #[serde(rename = "Size")]
    pub size: u64,
    /// The storage class, such as `STANDARD`.
    #[serde(rename = "StorageClass", skip_serializing_if = "Option::is_none")]
    pub storage_class: Option<String>,
}

/// A time in either form that services write.
#[derive(Deserialize)]
#[serde(untagged)]
enum Time {
    Seconds(f64),
    Text(String),
}

/// Reads a time. Since nothing else depends on it, one that cannot be read does not fail the item.
fn seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    let since = match Option::<Time>::deserialize(deserializer)? {
        Some(Time::Seconds(seconds)) => Duration::try_from_secs_f64(seconds).ok(),
        Some(Time::Text(text)) => {
            time::parse(&text).and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok())
        }
        None => None,
    };
    Ok(since.map(|since| since.as_secs()))
}

impl S3Object {
    /// Returns when the object was last modified.
    pub fn last_modified_time(&self) -> Option<SystemTime> {
        SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(self.last_modified?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_listing_may_leave_out_is_optional() {
        let object: S3Object =
            serde_json::from_str(r#"{"Key":"k","Size":0,"ETag":"\"x\"","Owner":{}}"#).unwrap();
        assert_eq!(object.etag.as_deref(), Some("\"x\""));
        assert_eq!(object.last_modified_time(), None);
        let json = serde_json::to_string(&object).unwrap();
        assert_eq!(json, r#"{"Etag":"\"x\"","Key":"k","Size":0}"#);
        for missing in [r#"{"Size":1}"#, r#"{"Key":"k"}"#] {
            assert!(serde_json::from_str::<S3Object>(missing).is_err());
        }
    }

    #[test]
    fn times_are_read_in_either_form() {
        let modified = |time: &str| {
            let json = format!(r#"{{"Key":"k","Size":0,"LastModified":{time}}}"#);
            let object: S3Object = serde_json::from_str(&json).unwrap();
            object.last_modified_time()
        };
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_669_987_512);
        assert_eq!(modified("1669987512"), Some(time));
        assert_eq!(modified("1669987512.75"), Some(time));
        assert_eq!(modified("\"2022-12-02T13:25:12.000Z\""), Some(time));
        for odd in ["null", "-1", "\"yesterday\""] {
            assert_eq!(modified(odd), None, "{odd}");
        }
    }
}
