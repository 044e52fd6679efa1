//! The region of the configuration.

use std::error::Error as StdError;
use std::fmt;

/// There is no region. Without a custom endpoint the SDK finds no rule for it, with one it misses the region of the signature.
#[derive(Debug)]
pub(crate) struct NoRegion;

impl fmt::Display for NoRegion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("there is no region: set `AWS_REGION`, or `region` in the profile")
    }
}

impl StdError for NoRegion {}

/// Returns what to do about the region, if it is the cause.
pub(crate) fn advice(cause: &(dyn StdError + 'static)) -> Option<String> {
    if cause.is::<NoRegion>() {
        return Some(cause.to_string());
    }
    // The SDK's error of a value that cannot be part of a host name has a private type. It comes from an interceptor behind
    // ours, whose error would be lost.
    let says_invalid = || cause.to_string().contains("field: `region`");
    (cause.source().is_none() && says_invalid()).then(|| {
        "the region is empty or invalid: set `AWS_REGION`, or `region` in the profile, to one such as `us-east-1`"
            .to_owned()
    })
}
