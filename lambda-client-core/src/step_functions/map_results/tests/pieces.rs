//! A file decodes the same, in whatever pieces it arrives.

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;

use crate::step_functions::map_results::tests::decode_by;
use crate::step_functions::map_results::{OutputType, ResultDecoder};

/// Any JSON, with the characters that a search for boundaries could trip over.
fn json() -> impl Strategy<Value = Value> {
    let text = "[\\]\\[{},:\"\\\\ \n\u{7f}éß€𝄞a]{0,8}";
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        text.prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            vec((text, inner), 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Writes JSON as ASCII: other characters become `\u` escapes, in pairs above U+FFFF.
fn as_ascii(text: &str) -> String {
    let mut ascii = String::new();
    for unit in text.encode_utf16() {
        match u8::try_from(unit) {
            Ok(byte) if byte.is_ascii() => ascii.push(char::from(byte)),
            _ => ascii.push_str(&format!("\\u{unit:04x}")),
        }
    }
    ascii
}

/// What a decoder makes of a file: the values, and the texts of errors.
fn seen(output_type: OutputType, file: &[u8], size: usize) -> Vec<Result<Value, String>> {
    let decoder = ResultDecoder::<Value>::outputs(output_type);
    let records = decode_by(decoder, file, size).into_iter();
    let seen = records.map(|record| record.map_err(|error| format!("{error:?}")));
    seen.collect()
}

proptest! {
    #[test]
    fn an_array_is_what_serde_json_reads(values in vec(json(), 0..6), is_pretty: bool, is_ascii: bool, size in 1_usize..9) {
        let file = match is_pretty {
            true => serde_json::to_string_pretty(&values).unwrap(),
            false => serde_json::to_string(&values).unwrap(),
        };
        let file = if is_ascii { as_ascii(&file) } else { file };
        let records: Result<Vec<_>, _> = seen(OutputType::Json, file.as_bytes(), size).into_iter().collect();
        prop_assert_eq!(records, Ok(values));
    }

    #[test]
    fn lines_are_what_serde_json_reads(values in vec(json(), 0..6), is_ascii: bool, is_ended: bool, size in 1_usize..9) {
        let lines: Vec<String> = values.iter().map(|value| serde_json::to_string(value).unwrap()).collect();
        let mut file = lines.join("\n");
        if is_ended {
            file.push('\n');
        }
        let file = if is_ascii { as_ascii(&file) } else { file };
        let records: Result<Vec<_>, _> = seen(OutputType::JsonLines, file.as_bytes(), size).into_iter().collect();
        prop_assert_eq!(records, Ok(values));
    }

    /// Damaged files, too: the same records, and then the same error at the same byte.
    #[test]
    fn any_bytes_are_the_same_in_pieces_and_whole(
        values in vec(json(), 0..4),
        damage in vec((any::<prop::sample::Index>(), any::<u8>()), 0..3),
        cut in any::<prop::sample::Index>(),
        is_lines: bool,
        size in 1_usize..9,
    ) {
        let mut file = serde_json::to_vec(&values).unwrap();
        for (at, byte) in damage {
            let at = at.index(file.len());
            file[at] = byte;
        }
        file.truncate(cut.index(file.len()) + 1);
        let output_type = if is_lines { OutputType::JsonLines } else { OutputType::Json };
        let whole = seen(output_type, &file, file.len());
        prop_assert_eq!(&seen(output_type, &file, size), &whole);
        // An array is decoded to its end if, and only if, it is valid JSON.
        if !is_lines {
            let is_valid = serde_json::from_slice::<Vec<Value>>(&file).is_ok();
            prop_assert_eq!(whole.iter().all(Result::is_ok), is_valid);
        }
    }

    /// What an iterator has not looked at when it is dropped is not lost.
    #[test]
    fn dropped_iterators_lose_nothing(values in vec(any::<u32>(), 0..20), sizes in vec((1_usize..40, 0_usize..4), 1..20)) {
        let file = serde_json::to_vec(&values).unwrap();
        let mut decoder = ResultDecoder::<u32>::outputs(OutputType::Json);
        let (mut seen, mut rest) = (Vec::new(), file.as_slice());
        for (size, take) in sizes {
            let (piece, after) = rest.split_at(size.min(rest.len()));
            rest = after;
            for value in decoder.push(piece).take(take) {
                seen.push(value.unwrap());
            }
        }
        for value in decoder.push(rest) {
            seen.push(value.unwrap());
        }
        prop_assert!(decoder.finish().next().is_none());
        prop_assert_eq!(seen, values);
    }
}
