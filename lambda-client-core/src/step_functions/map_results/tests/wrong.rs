//! Files that are not what they should be.

use std::error::Error as _;
use std::io::{self, Read};

use crate::step_functions::map_results::tests::{decode, decode_by};
use crate::step_functions::map_results::{
    ChildExecution, DecodeError, DecodeErrorKind, OutputType, ResultDecoder,
};

/// Decodes outputs, and returns how many came before the error, and the error.
fn outputs(output_type: OutputType, file: &str) -> (usize, DecodeError) {
    let mut records = decode(ResultDecoder::<u32>::outputs(output_type), file);
    let error = records.pop().unwrap().unwrap_err();
    assert!(records.iter().all(Result::is_ok), "{file}");
    (records.len(), error)
}

fn executions(file: &str) -> DecodeError {
    let mut records = decode(ResultDecoder::<ChildExecution>::executions(), file);
    records.pop().unwrap().unwrap_err()
}

#[test]
fn what_is_not_an_array_is_an_error_that_says_where() {
    use DecodeErrorKind::{Mismatch, Syntax, Truncated};

    for (file, before, kind, text) in [
        ("", 0, Truncated, "record 0 at byte 0: the file is empty"),
        (" \n", 0, Truncated, "record 0 at byte 2: the file is empty"),
        ("<html>", 0, Syntax, "record 0 at byte 0: expected `[`"),
        ("{}", 0, Syntax, "record 0 at byte 0: expected `[`"),
        (
            "\u{FEFF}[1]",
            0,
            Syntax,
            "record 0 at byte 0: unexpected byte order mark",
        ),
        ("[,1]", 0, Syntax, "record 0 at byte 1: expected a value"),
        ("[1,]", 1, Syntax, "record 1 at byte 3: expected a value"),
        ("[1,,2]", 1, Syntax, "record 1 at byte 3: expected a value"),
        (
            "[1 2]",
            1,
            Syntax,
            "record 1 at byte 3: expected `,` or `]`",
        ),
        (
            "[1]\n2",
            1,
            Syntax,
            "record 1 at byte 4: unexpected bytes after the end of the array",
        ),
        (
            "[1]]",
            1,
            Syntax,
            "record 1 at byte 3: unexpected bytes after the end of the array",
        ),
        (
            "[1, tru, 3]",
            1,
            Syntax,
            "record 1 at byte 4: not valid JSON",
        ),
        (
            "[1, {\"a\":1], 3]",
            1,
            Syntax,
            "record 1 at byte 4: not valid JSON",
        ),
        ("[1, 1.]", 1, Syntax, "record 1 at byte 4: not valid JSON"),
        (
            "[",
            0,
            Truncated,
            "record 0 at byte 1: the file ends before the end of the array",
        ),
        (
            "[1, 2",
            1,
            Truncated,
            "record 1 at byte 4: the file ends within the record",
        ),
        (
            "[1, \"]\\",
            1,
            Truncated,
            "record 1 at byte 4: the file ends within the record",
        ),
        (
            "[1, ",
            1,
            Truncated,
            "record 1 at byte 4: the file ends before the end of the array",
        ),
        (
            "[1\n",
            1,
            Truncated,
            "record 1 at byte 3: the file ends before the end of the array",
        ),
        (
            "[1, 4294967296]",
            1,
            Mismatch,
            "record 1 at byte 4: valid JSON, but not a `u32`",
        ),
    ] {
        let (count, error) = outputs(OutputType::Json, file);
        assert_eq!(error.to_string(), text, "{file}");
        assert_eq!((count, error.kind()), (before, kind), "{file}");
        assert_eq!(error.record(), Some(before as u64));
    }
}

#[test]
fn what_is_not_a_line_of_json_is_an_error_that_says_where() {
    use DecodeErrorKind::{Mismatch, Syntax, Truncated};

    for (file, before, kind, text) in [
        (
            "\u{FEFF}1\n",
            0,
            Syntax,
            "record 0 at byte 0: unexpected byte order mark",
        ),
        ("1\n2 3\n4", 1, Syntax, "record 1 at byte 2: not valid JSON"),
        ("1\nx\n4", 1, Syntax, "record 1 at byte 2: not valid JSON"),
        (
            "1\n[2,\n3]\n",
            1,
            Syntax,
            "record 1 at byte 2: not valid JSON",
        ),
        (
            "1\n\n \"a",
            1,
            Truncated,
            "record 1 at byte 4: the file ends within the record",
        ),
        (
            "1\n[]",
            1,
            Mismatch,
            "record 1 at byte 2: valid JSON, but not a `u32`",
        ),
    ] {
        let (count, error) = outputs(OutputType::JsonLines, file);
        assert_eq!(error.to_string(), text, "{file}");
        assert_eq!((count, error.kind()), (before, kind), "{file}");
    }
}

#[test]
fn a_file_without_executions_is_an_error() {
    for (file, text) in [
        ("", "record 0 at byte 0: the file is empty"),
        ("7", "record 0 at byte 0: expected `[` or `{`"),
        ("[7]", "record 0 at byte 1: expected `{`"),
        (
            "{\"Status\":\"FAILED\"",
            "record 0 at byte 0: the file ends within the record",
        ),
        (
            "[{\"Status\":\"FAILED\"}",
            "record 1 at byte 20: the file ends before the end of the array",
        ),
    ] {
        assert_eq!(executions(file).to_string(), text, "{file}");
    }
    let error = executions("[{\"Name\":\"secret\"}]");
    assert!(error.is_mismatch());
    assert_eq!(
        error.to_string(),
        "record 0 at byte 1: valid JSON, but not an execution"
    );
    let source = error.source().unwrap().to_string();
    assert!(source.starts_with("missing field `Status`"), "{source}");
}

#[test]
fn a_record_of_another_type_is_passed_over_and_the_rest_decoded() {
    let decoder = ResultDecoder::<u32>::outputs(OutputType::Json);
    let records = decode(decoder, r#"[1,"secret",{"secret":[]},4]"#);
    let records: Vec<_> = records
        .into_iter()
        .map(|record| record.map_err(|error| (error.is_mismatch(), error.record())))
        .collect();
    assert_eq!(
        records,
        [Ok(1), Err((true, Some(1))), Err((true, Some(2))), Ok(4)]
    );
}

#[test]
fn nothing_is_decoded_after_a_file_has_stopped_making_sense() {
    let mut decoder = ResultDecoder::<u32>::outputs(OutputType::Json);
    assert_eq!(decoder.push(b"[1, nul, ").count(), 2);
    assert_eq!(decoder.push(b"2, 3]").count(), 0);
    assert_eq!(decoder.finish().count(), 0);
    assert_eq!(decoder.finish().count(), 0);
}

/// A reader without an end, which fails the test if it is read for ever.
struct Endless(u32);

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0 += 1;
        assert!(self.0 < 1_000, "it is read although nothing is decoded");
        buffer.fill(b'x');
        Ok(buffer.len())
    }
}

#[test]
fn nothing_is_read_after_a_file_has_stopped_making_sense() {
    for (beginning, kind) in [
        ("[\"", DecodeErrorKind::TooLarge),
        ("[1, nul, ", DecodeErrorKind::Syntax),
    ] {
        let file = beginning.as_bytes().chain(Endless(0));
        let mut records = ResultDecoder::<u32>::outputs(OutputType::Json).read(file);
        let error = records.find_map(Result::err).unwrap();
        assert_eq!(error.kind(), kind);
        assert!(records.next().is_none());
    }
}

#[test]
fn a_record_above_the_limit_is_an_error_however_it_arrives() {
    for (limit, expected) in [(7, true), (6, false)] {
        for size in 1..12 {
            let decoder = ResultDecoder::<String>::outputs(OutputType::Json).max_record(limit);
            let records = decode_by(decoder, br#"["a", "12345", "b"]"#, size);
            assert_eq!(records.iter().all(Result::is_ok), expected, "{size}");
            if expected {
                assert_eq!(records.len(), 3);
                continue;
            }
            assert_eq!(records.len(), 2);
            let error = records[1].as_ref().unwrap_err();
            assert_eq!(error.kind(), DecodeErrorKind::TooLarge);
            assert_eq!(
                error.to_string(),
                "record 1 at byte 6: the record is larger than 6 bytes"
            );
        }
    }
}

#[test]
fn bytes_that_are_not_text_are_not_json() {
    for (output_type, file) in [
        (OutputType::Json, &b"[\"a\xFF\", 1]"[..]),
        (OutputType::JsonLines, b"\"a\xFF\"\n1"),
    ] {
        let decoder = ResultDecoder::<serde_json::Value>::outputs(output_type);
        let records = decode_by(decoder, file, file.len());
        let error = records[0].as_ref().unwrap_err();
        assert_eq!(error.kind(), DecodeErrorKind::Syntax);
        let text = error.to_string();
        assert!(text.ends_with(": not valid UTF-8"), "{text}");
        assert_eq!(records.len(), 1);
    }
}

#[test]
fn json_that_is_nested_too_deep_is_an_error() {
    let deep = format!("[1,{}{},2]", "[".repeat(100_000), "]".repeat(100_000));
    let decoder = ResultDecoder::<serde_json::Value>::outputs(OutputType::Json);
    let records = decode_by(decoder, deep.as_bytes(), 1000);
    assert_eq!(records.len(), 3);
    let error = records[1].as_ref().unwrap_err();
    assert!(error.is_mismatch());
    let source = error.source().unwrap().to_string();
    assert!(source.contains("recursion limit exceeded"), "{source}");
    assert!(records[2].is_ok());
}

#[test]
fn errors_do_not_quote_the_file() {
    for file in [
        "[secret]",
        "[\"secret\"]",
        "[\"secret",
        "[{\"secret\":1}]",
        "[7, secret",
        "[[7}",
        "secret",
        "[1]secret",
    ] {
        for error in [outputs(OutputType::Json, file).1, executions(file)] {
            let source = error.source().map(ToString::to_string);
            let text = format!("{error} {error:?} {error:#?} {source:?}");
            assert!(!text.contains("secret"), "{text}");
        }
    }
}

/// A reader that is interrupted, reads a little, and fails.
struct Broken(Vec<Result<&'static [u8], io::Error>>);

impl Read for Broken {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.0.is_empty() {
            return Ok(0);
        }
        let bytes = self.0.remove(0)?;
        buffer[..bytes.len()].copy_from_slice(bytes);
        Ok(bytes.len())
    }
}

#[test]
fn a_reader_that_fails_is_told_apart_from_a_file_that_ends() {
    let broken = || io::Error::new(io::ErrorKind::ConnectionReset, "secret");
    let interrupted = || io::Error::from(io::ErrorKind::Interrupted);
    let read = |pieces| {
        let decoder = ResultDecoder::<u32>::outputs(OutputType::Json);
        let records: Vec<_> = decoder.read(Broken(pieces)).collect();
        records
    };
    let whole = read(vec![
        Err(interrupted()),
        Ok(b"[1,"),
        Err(interrupted()),
        Ok(b"2]"),
    ]);
    let whole: Result<Vec<_>, _> = whole.into_iter().collect();
    assert_eq!(whole.unwrap(), [1, 2]);

    let mut records = read(vec![Ok(b"[1, 2"), Err(broken()), Ok(b"]")]);
    assert_eq!(records.len(), 2);
    let error = records.remove(1).unwrap_err();
    assert_eq!(error.kind(), DecodeErrorKind::Read);
    assert_eq!(
        error.to_string(),
        "record 1 at byte 5: cannot read the file: connection reset"
    );
    assert!(!format!("{error:?} {error:#?}").contains("secret"));
    assert!(error.source().is_none());
    let io = error.io_error().map(ToString::to_string);
    assert_eq!(io.as_deref(), Some("secret"));

    let mut records = read(vec![Ok(b"[1, 2")]);
    let error = records.remove(1).unwrap_err();
    assert_eq!(error.kind(), DecodeErrorKind::Truncated);
}
