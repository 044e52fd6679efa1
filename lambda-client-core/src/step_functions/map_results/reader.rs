//! Decodes a result file that a reader reads.

use std::fmt;
use std::io::{ErrorKind, Read};
use std::ops::Range;

use crate::step_functions::map_results::decoder::ResultDecoder;
use crate::step_functions::map_results::error::DecodeError;

/// How many bytes are read at a time.
const PIECE: usize = 64 * 1024;

/// The records of a result file that a [`Read`] reads. Returned by [`ResultDecoder::read`].
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::step_functions::map_results::{OutputType, ResultDecoder};
///
/// let file: &[u8] = b"{\"total\":1}\n{\"total\":2}\n"; // or `std::fs::File::open(path)?`
/// let outputs = ResultDecoder::<serde_json::Value>::outputs(OutputType::JsonLines).read(file);
/// let totals: Result<Vec<_>, _> = outputs.map(|output| Ok(output?["total"].as_u64())).collect();
/// assert_eq!(totals?, [Some(1), Some(2)]);
/// # Ok::<(), lambda_client::step_functions::map_results::DecodeError>(())
/// ```
#[must_use = "nothing is read until the records are taken"]
pub struct ResultReader<R, I> {
    decoder: ResultDecoder<R>,
    reader: I,
    piece: Box<[u8]>,
    /// What has been read and not looked at.
    unread: Range<usize>,
    is_over: bool,
}

impl<R> ResultDecoder<R> {
    /// Returns the records of the file that a reader reads. It is read in pieces of 64 KiB, so it does not have to be buffered.
    ///
    /// An item is an error if its record cannot be decoded, or if the reader fails. After a [mismatch](DecodeError::is_mismatch) further
    /// records follow; after any other error, none do.
    pub fn read<I: Read>(self, reader: I) -> ResultReader<R, I> {
        ResultReader {
            decoder: self,
            reader,
            piece: vec![0; PIECE].into_boxed_slice(),
            unread: 0..0,
            is_over: false,
        }
    }
}

impl<R, I: Read> Iterator for ResultReader<R, I> {
    type Item = Result<R, DecodeError>;

    fn next(&mut self) -> Option<Self::Item> {
        // What follows an error that ends the decoding is not read: it may be gigabytes, or endless.
        while !self.is_over && !self.decoder.is_over {
            let unread = self.piece.get(self.unread.clone()).unwrap_or_default();
            if !unread.is_empty() {
                let (passed, item) = self.decoder.advance(unread);
                self.unread.start += passed;
                match item {
                    Some(item) => return Some(item),
                    None => continue,
                }
            }
            match self.reader.read(&mut self.piece) {
                Ok(0) => {
                    self.is_over = true;
                    return self.decoder.end();
                }
                Ok(length) => self.unread = 0..length,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => {
                    self.is_over = true;
                    return Some(Err(self.decoder.end_of_reader(error)));
                }
            }
        }
        None
    }
}

impl<R, I> fmt::Debug for ResultReader<R, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResultReader")
            .field("decoder", &self.decoder)
            .finish_non_exhaustive()
    }
}
