//! Decodes a result file, record by record, from pieces of any size.

use std::fmt;
use std::io;
use std::ops::Range;

use crate::call::Received;
use crate::error::FunctionError;
use crate::step_functions::map_results::boundaries::{
    Boundaries, ENDS_WITHIN, Ending, Found, Layout,
};
use crate::step_functions::map_results::child::ChildExecution;
use crate::step_functions::map_results::error::{DecodeError, DecodeErrorKind, Position};
use crate::step_functions::map_results::output_type::OutputType;
use crate::step_functions::map_results::record::{Unfit, read};

/// The largest record that Step Functions can write: an input and an output of 256 KiB and a cause of 32,768 characters, of which each
/// byte takes at most six as part of a string.
const MAX_RECORD: usize = 4 * 1024 * 1024;

/// By how much the buffer grows at least. A record that arrives byte by byte would be copied with each of them otherwise.
const STEP: usize = 4096;

/// Decodes a result file of a Map Run, record by record, as its bytes arrive. It holds one record at most, so decoding a file of any size takes
/// no more memory than its largest record.
///
/// `R` is what a record is: [`ChildExecution`] for whole executions, or the type of the outputs.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::step_functions::map_results::{OutputType, ResultDecoder};
///
/// let mut decoder = ResultDecoder::<u32>::outputs(OutputType::Json);
/// let mut outputs = Vec::new();
/// for piece in ["[17, 1", "8,", "19]"] {
///     for output in decoder.push(piece.as_bytes()) {
///         outputs.push(output?);
///     }
/// }
/// for output in decoder.finish() {
///     outputs.push(output?);
/// }
/// assert_eq!(outputs, [17, 18, 19]);
/// # Ok::<(), lambda_client::step_functions::map_results::DecodeError>(())
/// ```
pub struct ResultDecoder<R> {
    decode: fn(&[u8]) -> Result<R, Unfit>,
    boundaries: Boundaries,
    /// The beginning of a record whose end has not arrived.
    buffer: Vec<u8>,
    /// What was left of a piece when the iterator over its records was dropped.
    pub(super) leftover: Vec<u8>,
    max_record: usize,
    /// How many records have ended, and where the current one begins.
    position: Position,
    /// How many bytes have been looked at.
    offset: u64,
    pub(super) is_over: bool,
}

impl<T: Received, E: FunctionError> ResultDecoder<ChildExecution<T, E>> {
    /// Returns a decoder of whole executions: the form of files written with the transformation `NONE`, and of
    /// [`failed`](super::Manifest::failed) and [`pending`](super::Manifest::pending) executions in any case. It tells by the first
    /// byte whether the file is an array or has an execution on each line.
    pub fn executions() -> Self {
        ResultDecoder::new(Layout::OfObjects, ChildExecution::decode)
    }
}

impl<T: Received> ResultDecoder<T> {
    /// Returns a decoder of outputs: the form of files of [`succeeded`](super::Manifest::succeeded) executions, written with the
    /// transformation `COMPACT` or `FLATTEN`.
    ///
    /// With `COMPACT`, each record is the output of an execution: for one that takes a batch, usually a `Vec`. With `FLATTEN`, outputs that
    /// are arrays are taken apart, so each record is an element of one.
    pub fn outputs(output_type: OutputType) -> Self {
        let layout = match output_type {
            OutputType::Json => Layout::Array,
            OutputType::JsonLines => Layout::Lines,
        };
        ResultDecoder::new(layout, read)
    }
}

impl<R> ResultDecoder<R> {
    fn new(layout: Layout, decode: fn(&[u8]) -> Result<R, Unfit>) -> Self {
        ResultDecoder {
            decode,
            boundaries: Boundaries::new(layout),
            buffer: Vec::new(),
            leftover: Vec::new(),
            max_record: MAX_RECORD,
            position: Position {
                record: 0,
                offset: 0,
            },
            offset: 0,
            is_over: false,
        }
    }

    /// Sets the size of the largest record, in bytes. A larger one is an error, so that a file that is something else does not fill the
    /// memory. Default: 4 MiB, which is more than Step Functions can write.
    pub fn max_record(mut self, bytes: usize) -> Self {
        self.max_record = bytes;
        self
    }

    /// Looks at these bytes until a record ends or cannot be decoded. Returns how many it has looked at.
    pub(super) fn advance(&mut self, bytes: &[u8]) -> (usize, Option<Result<R, DecodeError>>) {
        if self.is_over {
            return (bytes.len(), None);
        }
        match self.boundaries.find(bytes) {
            Found::Nothing => self.pass(bytes.len(), None),
            Found::Part(start) => {
                let part = bytes.get(start..).unwrap_or_default();
                let error = self.begin(start, part.len()).err();
                if error.is_none() {
                    self.keep(part);
                }
                self.pass(bytes.len(), error.map(Err))
            }
            Found::End(range) => {
                let end = range.end;
                let item = self.decode(bytes, range);
                self.pass(end, Some(item))
            }
            Found::Wrong(at, what) => {
                let offset = self.offset_of(at);
                let position = Position {
                    offset,
                    ..self.position
                };
                let error = self.fail(position, DecodeErrorKind::Syntax, what);
                self.pass(bytes.len(), Some(Err(error)))
            }
        }
    }

    /// Ends the file. Returns the last record if it ends with the file, or an error if the file is cut off.
    pub(super) fn end(&mut self) -> Option<Result<R, DecodeError>> {
        if std::mem::replace(&mut self.is_over, true) {
            return None;
        }
        match self.boundaries.end() {
            Ending::Complete => None,
            Ending::LastRecord => {
                let record = std::mem::take(&mut self.buffer);
                Some(self.decoded(&record, Ending::LastRecord))
            }
            Ending::Truncated(what) => {
                let mut position = self.position;
                if self.buffer.is_empty() {
                    position.offset = self.offset;
                }
                Some(Err(self.fail(position, DecodeErrorKind::Truncated, what)))
            }
        }
    }

    /// Ends the decoding because the reader failed.
    pub(super) fn end_of_reader(&mut self, error: io::Error) -> DecodeError {
        self.is_over = true;
        let position = Position {
            offset: self.offset,
            ..self.position
        };
        DecodeError::of_reader(position, error)
    }

    fn pass(
        &mut self,
        bytes: usize,
        item: Option<Result<R, DecodeError>>,
    ) -> (usize, Option<Result<R, DecodeError>>) {
        self.offset = self.offset_of(bytes);
        (bytes, item)
    }

    fn offset_of(&self, at: usize) -> u64 {
        let at = u64::try_from(at).unwrap_or(u64::MAX);
        self.offset.saturating_add(at)
    }

    /// Notes where a record begins, and checks that these further bytes do not make it too large.
    fn begin(&mut self, start: usize, further: usize) -> Result<(), DecodeError> {
        if self.buffer.is_empty() {
            self.position.offset = self.offset_of(start);
        }
        if self.buffer.len().saturating_add(further) <= self.max_record {
            return Ok(());
        }
        let what = format!("the record is larger than {} bytes", self.max_record);
        Err(self.fail(self.position, DecodeErrorKind::TooLarge, what))
    }

    /// Keeps a part of a record. The buffer grows by what it needs, and not to twice of that.
    fn keep(&mut self, part: &[u8]) {
        if self.buffer.capacity() - self.buffer.len() < part.len() {
            self.buffer.reserve_exact(part.len().max(STEP));
        }
        self.buffer.extend_from_slice(part);
    }

    /// Decodes the record of which this is the rest.
    fn decode(&mut self, bytes: &[u8], rest: Range<usize>) -> Result<R, DecodeError> {
        self.begin(rest.start, rest.len())?;
        let rest = bytes.get(rest).unwrap_or_default();
        if self.buffer.is_empty() {
            return self.decoded(rest, Ending::Complete);
        }
        self.keep(rest);
        let mut record = std::mem::take(&mut self.buffer);
        let decoded = self.decoded(&record, Ending::Complete);
        record.clear();
        self.buffer = record;
        decoded
    }

    /// Decodes a whole record, or the last one, which may end with the file.
    fn decoded(&mut self, record: &[u8], ending: Ending) -> Result<R, DecodeError> {
        let position = self.position;
        self.position.record += 1;
        (self.decode)(record).map_err(|mut unfit| {
            self.is_over |= unfit.kind != DecodeErrorKind::Mismatch;
            match (unfit.kind, ending) {
                (DecodeErrorKind::Truncated, Ending::LastRecord) => {
                    unfit.what = ENDS_WITHIN.into();
                }
                // Its end was found all the same.
                (DecodeErrorKind::Truncated, _) => unfit.kind = DecodeErrorKind::Syntax,
                _ => {}
            }
            DecodeError::of_json(Some(position), unfit.kind, unfit.what, unfit.mismatch)
        })
    }

    fn fail(
        &mut self,
        position: Position,
        kind: DecodeErrorKind,
        what: impl Into<String>,
    ) -> DecodeError {
        self.is_over = true;
        // Nothing will be decoded any more.
        self.buffer = Vec::new();
        DecodeError::at(position, kind, what)
    }

    /// Returns the size of the buffers.
    #[cfg(test)]
    pub(super) fn held(&self) -> usize {
        self.buffer.capacity() + self.leftover.capacity()
    }
}

impl<R> fmt::Debug for ResultDecoder<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResultDecoder")
            .field("records", &self.position.record)
            .field("bytes", &self.offset)
            .field("max_record", &self.max_record)
            .finish_non_exhaustive()
    }
}
