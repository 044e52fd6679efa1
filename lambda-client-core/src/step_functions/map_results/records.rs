//! The records that end with a piece of a result file.

use std::borrow::Cow;
use std::fmt;

use crate::step_functions::map_results::decoder::ResultDecoder;
use crate::step_functions::map_results::error::DecodeError;

/// The records that end with some bytes of a result file. Returned by [`ResultDecoder::push`] and
/// [`ResultDecoder::finish`].
#[must_use = "records are decoded as they are taken"]
pub struct Records<'a, R> {
    decoder: &'a mut ResultDecoder<R>,
    bytes: Cow<'a, [u8]>,
    /// How many bytes have been looked at.
    at: usize,
    /// The file ends with these bytes.
    is_end: bool,
}

impl<R> ResultDecoder<R> {
    /// Takes the next bytes of the file and returns the records that end with them. If the iterator is dropped before its end, what it has
    /// not looked at is kept for the next one.
    ///
    /// An item is an error if its record cannot be decoded. After a [mismatch](DecodeError::is_mismatch) further records follow; after any
    /// other error, none do.
    pub fn push<'a>(&'a mut self, bytes: &'a [u8]) -> Records<'a, R> {
        let bytes = match self.leftover.is_empty() {
            true => Cow::Borrowed(bytes),
            false => {
                let mut all = std::mem::take(&mut self.leftover);
                all.extend_from_slice(bytes);
                Cow::Owned(all)
            }
        };
        Records {
            decoder: self,
            bytes,
            at: 0,
            is_end: false,
        }
    }

    /// Returns the records that end with the file, after the last bytes of it: usually none, and an error if the file is cut off.
    pub fn finish(&mut self) -> Records<'_, R> {
        Records {
            bytes: Cow::Owned(std::mem::take(&mut self.leftover)),
            decoder: self,
            at: 0,
            is_end: true,
        }
    }
}

impl<R> Iterator for Records<'_, R> {
    type Item = Result<R, DecodeError>;

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(rest) = self.bytes.get(self.at..).filter(|rest| !rest.is_empty()) {
            let (passed, item) = self.decoder.advance(rest);
            self.at += passed;
            if item.is_some() {
                return item;
            }
        }
        match self.is_end {
            true => self.decoder.end(),
            false => None,
        }
    }
}

impl<R> Drop for Records<'_, R> {
    fn drop(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        if !rest.is_empty() {
            self.decoder.leftover = rest.to_vec();
        }
    }
}

impl<R> fmt::Debug for Records<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Records")
            .field("decoder", &self.decoder)
            .field("bytes", &self.bytes.len())
            .field("at", &self.at)
            .finish_non_exhaustive()
    }
}
