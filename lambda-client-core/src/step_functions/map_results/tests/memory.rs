//! The decoder holds one record.

use std::io::Read;

use crate::step_functions::map_results::{OutputType, ResultDecoder};

/// The step in which the buffer grows at least.
const STEP: usize = 4096;

#[test]
fn the_buffer_is_never_larger_than_a_record_and_a_piece() {
    let sizes = [10, 5_000, 300, 70_000, 1, 20_000];
    let largest = 70_002;
    for piece in [1, 7, 1_000, 4_096, 65_536] {
        let mut decoder = ResultDecoder::<String>::outputs(OutputType::JsonLines);
        let mut count = 0;
        for size in sizes.iter().cycle().take(60) {
            let line = format!("\"{}\"\n", "x".repeat(*size));
            for bytes in line.as_bytes().chunks(piece) {
                count += decoder.push(bytes).filter(Result::is_ok).count();
                let held = decoder.held();
                assert!(held <= largest + piece.max(STEP), "{held} at {piece}");
            }
        }
        assert_eq!(count, 60);
    }
}

#[test]
fn space_between_records_takes_no_memory() {
    let mut decoder = ResultDecoder::<u8>::outputs(OutputType::Json);
    let mut records = decoder.push(b"[1,").count();
    for _ in 0..1_000 {
        records += decoder.push(&[b' '; 1_000]).count();
    }
    records += decoder.push(b"2]").count();
    assert_eq!((records, decoder.held()), (2, 0));
}

#[test]
fn what_is_not_a_result_file_does_not_fill_the_memory() {
    // An endless string.
    let endless = std::io::repeat(b'x').take(64 * 1024 * 1024);
    let file = (&b"[\""[..]).chain(endless);
    let mut records = ResultDecoder::<String>::outputs(OutputType::Json).read(file);
    let error = records.next().unwrap().unwrap_err();
    assert_eq!(
        error.to_string(),
        "record 0 at byte 1: the record is larger than 4194304 bytes"
    );
    assert!(records.next().is_none());
}

#[test]
fn a_record_within_one_piece_is_not_copied() {
    let mut decoder = ResultDecoder::<String>::outputs(OutputType::Json);
    let file = format!("[\"{}\"]", "x".repeat(100_000));
    assert_eq!(decoder.push(file.as_bytes()).count(), 1);
    assert_eq!(decoder.held(), 0);
}
