//! The JSON of one record.

use std::any::type_name;

use serde::de::{DeserializeOwned, IgnoredAny};

use crate::json::JsonMismatch;
use crate::step_functions::map_results::error::DecodeErrorKind;

/// Why the bytes of a record are not what was declared.
pub(super) struct Unfit {
    /// [`Truncated`](DecodeErrorKind::Truncated) if the JSON goes on.
    pub(super) kind: DecodeErrorKind,
    pub(super) what: String,
    pub(super) mismatch: JsonMismatch,
}

/// Decodes the JSON of a record, or of a part of one.
pub(super) fn read<T: DeserializeOwned>(json: &[u8]) -> Result<T, Unfit> {
    serde_json::from_slice(json).map_err(|cause| {
        // The first value that does not match ends the reading: what follows it may not be JSON.
        let invalid = serde_json::from_slice::<IgnoredAny>(json).err();
        // serde_json passes over bytes that are not text in what it ignores.
        let is_text = std::str::from_utf8(json).is_ok();
        match invalid {
            Some(invalid) => Unfit {
                kind: match invalid.is_eof() {
                    true => DecodeErrorKind::Truncated,
                    false => DecodeErrorKind::Syntax,
                },
                what: "not valid JSON".into(),
                mismatch: JsonMismatch::new(&invalid),
            },
            None if !is_text => Unfit {
                kind: DecodeErrorKind::Syntax,
                what: "not valid UTF-8".into(),
                mismatch: JsonMismatch::new(&cause),
            },
            None => Unfit {
                kind: DecodeErrorKind::Mismatch,
                what: format!("valid JSON, but not a `{}`", type_name::<T>()),
                mismatch: JsonMismatch::of::<T>(json, &cause),
            },
        }
    })
}
