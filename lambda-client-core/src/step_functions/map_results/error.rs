//! Why results cannot be decoded, and where they stop making sense.

use std::error::Error as StdError;
use std::fmt;
use std::io;
use std::sync::Arc;

use crate::json::JsonMismatch;

/// Why a manifest or a result file cannot be decoded.
///
/// `Display` says which record it is, counted from 0, and at which byte of the file; neither it nor `Debug` quotes the file.
#[derive(Clone)]
pub struct DecodeError {
    inner: Arc<Inner>,
}

struct Inner {
    kind: DecodeErrorKind,
    position: Option<Position>,
    what: String,
    mismatch: Option<JsonMismatch>,
    io: Option<io::Error>,
}

/// Where in a file an error is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Position {
    pub(super) record: u64,
    pub(super) offset: u64,
}

/// What is wrong with a manifest or a result file.
///
/// New kinds may be added, so a `match` needs a wildcard arm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// It is not the JSON of a manifest or of results. It cannot be decoded further.
    Syntax,
    /// It ends too early: the download was cut off. It cannot be decoded further.
    Truncated,
    /// A record is larger than the [limit](super::ResultDecoder::max_record). It cannot be decoded further.
    TooLarge,
    /// A record is valid JSON, but not of the declared type. The records after it can be decoded.
    Mismatch,
    /// The reader failed: see [`io_error`](DecodeError::io_error). It cannot be decoded further.
    Read,
}

impl DecodeError {
    pub(super) fn at(
        position: Position,
        kind: DecodeErrorKind,
        what: impl Into<String>,
    ) -> DecodeError {
        DecodeError::of(Inner {
            kind,
            position: Some(position),
            what: what.into(),
            mismatch: None,
            io: None,
        })
    }

    /// Returns the error of JSON that cannot be decoded.
    pub(super) fn of_json(
        position: Option<Position>,
        kind: DecodeErrorKind,
        what: impl Into<String>,
        mismatch: JsonMismatch,
    ) -> DecodeError {
        DecodeError::of(Inner {
            kind,
            position,
            what: what.into(),
            mismatch: Some(mismatch),
            io: None,
        })
    }

    pub(super) fn of_reader(position: Position, error: io::Error) -> DecodeError {
        DecodeError::of(Inner {
            kind: DecodeErrorKind::Read,
            position: Some(position),
            // The text of an error that this crate did not write may quote anything.
            what: format!("cannot read the file: {}", error.kind()),
            mismatch: None,
            io: Some(error),
        })
    }

    fn of(inner: Inner) -> DecodeError {
        DecodeError {
            inner: Arc::new(inner),
        }
    }

    /// Returns what is wrong.
    pub fn kind(&self) -> DecodeErrorKind {
        self.inner.kind
    }

    /// Returns the number of records before the one that the error is about. `None` for a manifest.
    pub fn record(&self) -> Option<u64> {
        self.inner.position.map(|position| position.record)
    }

    /// Returns the byte of the file at which the record begins, or at which there is something unexpected. `None` for a manifest.
    pub fn offset(&self) -> Option<u64> {
        self.inner.position.map(|position| position.offset)
    }

    /// Returns whether the records after this one can be decoded, because only this one does not match the declared type.
    pub fn is_mismatch(&self) -> bool {
        self.kind() == DecodeErrorKind::Mismatch
    }

    /// Returns the error of the reader, if it failed.
    pub fn io_error(&self) -> Option<&io::Error> {
        self.inner.io.as_ref()
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(Position { record, offset }) = self.inner.position {
            write!(f, "record {record} at byte {offset}: ")?;
        }
        f.write_str(&self.inner.what)
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("kind", &self.inner.kind)
            .field("position", &self.inner.position)
            .field("what", &self.inner.what)
            .field("mismatch", &self.inner.mismatch)
            .finish_non_exhaustive()
    }
}

impl StdError for DecodeError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let mismatch = self.inner.mismatch.as_ref()?;
        Some(mismatch)
    }
}
