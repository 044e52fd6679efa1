//! Result files, whole and in pieces, right and wrong.

mod files;
mod memory;
mod pieces;
mod wrong;

use crate::step_functions::map_results::{DecodeError, ResultDecoder};

/// Decodes a file of which this many bytes arrive at a time.
fn decode_by<R>(
    mut decoder: ResultDecoder<R>,
    file: &[u8],
    size: usize,
) -> Vec<Result<R, DecodeError>> {
    let mut records = Vec::new();
    for piece in file.chunks(size) {
        records.extend(decoder.push(piece));
    }
    records.extend(decoder.finish());
    records
}

fn decode<R>(decoder: ResultDecoder<R>, file: &str) -> Vec<Result<R, DecodeError>> {
    decode_by(decoder, file.as_bytes(), file.len().max(1))
}
