//! Reads as many fields of an error document as possible.

use serde::Deserialize;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess};

use crate::failure::tolerant::{Composite, Fill, text};
use crate::failure::trace::Lines;
use crate::failure::words;
use crate::json::lenient;

/// Causes nested deeper than this are left out: runtimes do not nest so deep, and the stack is finite.
pub(crate) const MAX_CAUSES: u8 = 32;

/// The fields of an error document that could be read.
#[derive(Debug, Default)]
pub(crate) struct ParsedDocument {
    pub(crate) error_type: Option<String>,
    pub(crate) message: Option<String>,
    /// The lines of `stackTrace`, or those of `trace` if it has none.
    pub(crate) trace: Vec<String>,
    /// The field `stackTrace` exists, even if it is empty.
    pub(crate) has_stack_trace: bool,
    pub(crate) request_id: Option<String>,
    pub(crate) cause: Option<Box<ParsedDocument>>,
    pub(crate) causes: Vec<ParsedDocument>,
    /// The document was read to its end.
    pub(crate) is_complete: bool,
}

impl ParsedDocument {
    /// Reads everything that can be read.
    pub(crate) fn read(raw: &[u8]) -> ParsedDocument {
        let text = String::from_utf8_lossy(raw);
        let text = text.trim_start_matches('\u{feff}').trim();
        match text.bytes().next() {
            Some(b'{') => ParsedDocument::of_json(text),
            Some(b'"') => match serde_json::from_str::<String>(text) {
                Ok(text) => ParsedDocument::of_text(text.trim()),
                Err(_) => ParsedDocument::default(),
            },
            _ => ParsedDocument::of_text(text),
        }
    }

    /// Reads text that is not a document: it is a message if it is one of Lambda's own texts.
    fn of_text(text: &str) -> ParsedDocument {
        ParsedDocument {
            message: words::kind(text).map(|_| text.to_owned()),
            ..ParsedDocument::default()
        }
    }

    fn of_json(text: &str) -> ParsedDocument {
        let mut document = ParsedDocument::default();
        if document.fill(text).is_err() {
            document = ParsedDocument::default();
            // The fields before a remaining mistake are kept.
            let _ = document.fill(&lenient::repair(text));
        }
        document
    }

    fn fill(&mut self, text: &str) -> serde_json::Result<()> {
        let mut deserializer = serde_json::Deserializer::from_str(text);
        DocumentFields {
            document: self,
            depth: 0,
        }
        .seed()
        .deserialize(&mut deserializer)
    }

    /// Returns whether this is the other document, with or without its own causes.
    pub(crate) fn is_whole_of(&self, other: &ParsedDocument) -> bool {
        self.error_type == other.error_type
            && self.message == other.message
            && self.trace == other.trace
            && other.cause.is_none()
            && other.causes.is_empty()
    }

    /// Returns whether nothing could be read.
    pub(crate) fn is_empty(&self) -> bool {
        self.error_type.is_none()
            && self.message.is_none()
            && self.trace.is_empty()
            && self.cause.is_none()
            && self.causes.is_empty()
    }
}

#[derive(Deserialize)]
#[serde(field_identifier)]
enum Field {
    #[serde(rename = "errorType")]
    ErrorType,
    #[serde(rename = "errorMessage")]
    ErrorMessage,
    #[serde(rename = "stackTrace")]
    StackTrace,
    #[serde(rename = "trace")]
    Trace,
    #[serde(rename = "requestId")]
    RequestId,
    #[serde(rename = "cause")]
    Cause,
    #[serde(rename = "causes")]
    Causes,
    #[serde(other)]
    Other,
}

/// Fills a document from a JSON object, or its message from a string.
struct DocumentFields<'a> {
    document: &'a mut ParsedDocument,
    depth: u8,
}

impl<'de> Fill<'de> for DocumentFields<'_> {
    fn object<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let DocumentFields { document, depth } = self;
        let mut node_trace = Vec::new();
        let result = read_fields(document, &mut node_trace, depth, &mut map);
        if document.trace.is_empty() {
            document.trace = node_trace;
        }
        document.is_complete = result.is_ok();
        result
    }

    fn string(self, text: &str) {
        self.document.message = Some(text.to_owned());
        self.document.is_complete = true;
    }
}

/// Reads the fields of an object. The last of several equal fields counts, as in most JSON readers.
fn read_fields<'de, A: MapAccess<'de>>(
    document: &mut ParsedDocument,
    node_trace: &mut Vec<String>,
    depth: u8,
    map: &mut A,
) -> Result<(), A::Error> {
    while let Some(field) = map.next_key()? {
        match field {
            Field::ErrorType => document.error_type = text(map.next_value()?, Composite::Drop)?,
            Field::ErrorMessage => document.message = text(map.next_value()?, Composite::Keep)?,
            Field::RequestId => document.request_id = text(map.next_value()?, Composite::Drop)?,
            Field::StackTrace => {
                document.has_stack_trace = true;
                document.trace.clear();
                map.next_value_seed(Lines(&mut document.trace).seed())?;
            }
            Field::Trace => {
                node_trace.clear();
                map.next_value_seed(Lines(node_trace).seed())?;
            }
            Field::Cause if depth < MAX_CAUSES => {
                let cause = document.cause.insert(Box::default());
                map.next_value_seed(
                    DocumentFields {
                        document: cause,
                        depth: depth + 1,
                    }
                    .seed(),
                )?;
            }
            Field::Causes if depth < MAX_CAUSES => {
                document.causes.clear();
                let causes = &mut document.causes;
                map.next_value_seed(
                    Causes {
                        causes,
                        depth: depth + 1,
                    }
                    .seed(),
                )?;
            }
            Field::Cause | Field::Causes | Field::Other => {
                map.next_value::<IgnoredAny>()?;
            }
        }
    }
    Ok(())
}

/// The array of causes that .NET writes.
struct Causes<'a> {
    causes: &'a mut Vec<ParsedDocument>,
    depth: u8,
}

impl<'de> Fill<'de> for Causes<'_> {
    fn array<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        loop {
            let mut cause = ParsedDocument::default();
            let object = DocumentFields {
                document: &mut cause,
                depth: self.depth,
            };
            let result = seq.next_element_seed(object.seed());
            let ended = matches!(result, Ok(None));
            if !cause.is_empty() {
                self.causes.push(cause);
            }
            result?;
            if ended {
                return Ok(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> ParsedDocument {
        ParsedDocument::read(text.as_bytes())
    }

    #[test]
    fn any_type_in_any_field_is_accepted() {
        for value in [
            "null",
            "true",
            "-1",
            "1e400",
            "NaN",
            "[[1]]",
            "{\"a\":1}",
            "\"\\ud800\"",
            "\"\n\"",
        ] {
            for field in [
                "errorMessage",
                "stackTrace",
                "trace",
                "requestId",
                "cause",
                "causes",
                "other",
            ] {
                let text = format!(r#"{{"{field}": {value}, "errorType": "E"}}"#);
                let document = read(&text);
                assert_eq!(document.error_type.as_deref(), Some("E"), "{text}");
                assert!(document.is_complete, "{text}");
            }
            let text = format!(r#"{{"errorType": {value}, "errorMessage": "m"}}"#);
            assert_eq!(read(&text).message.as_deref(), Some("m"), "{text}");
        }
    }

    #[test]
    fn numbers_and_objects_are_text_where_text_is_expected() {
        let document =
            read(r#"{"errorType": 12345678901234567890123, "errorMessage": {"sku": "é"}}"#);
        assert_eq!(
            document.error_type.as_deref(),
            Some("12345678901234567890123")
        );
        assert_eq!(document.message.as_deref(), Some(r#"{"sku": "é"}"#));
        assert_eq!(read(r#"{"errorType": {"a": 1}}"#).error_type, None);
    }

    #[test]
    fn the_last_of_two_fields_counts() {
        let document = read(
            r#"{"errorType": "A", "errorMessage": "a", "errorType": "B", "errorMessage": null}"#,
        );
        assert_eq!(document.error_type.as_deref(), Some("B"));
        assert_eq!(document.message, None);
        let document = read(r#"{"stackTrace": ["a"], "stackTrace": ["b"], "trace": ["c"]}"#);
        assert_eq!(document.trace, ["b"]);
    }

    #[test]
    fn stack_trace_goes_before_trace_unless_it_is_empty() {
        assert_eq!(
            read(r#"{"trace": ["t"], "stackTrace": ["s"]}"#).trace,
            ["s"]
        );
        assert_eq!(read(r#"{"trace": ["t"], "stackTrace": null}"#).trace, ["t"]);
    }

    #[test]
    fn a_cut_off_document_keeps_what_comes_before_the_cut() {
        let text =
            r#"{"errorType": "E", "stackTrace": ["a", "b"], "cause": {"errorMessage": "m", "#;
        let document = read(text);
        assert_eq!(document.error_type.as_deref(), Some("E"));
        assert_eq!(document.trace, ["a", "b"]);
        assert_eq!(document.cause.unwrap().message.as_deref(), Some("m"));
        assert!(!document.is_complete);
        assert_eq!(read(r#"{"errorType": "E", "trace": ["a", "b"#).trace, ["a"]);
        assert_eq!(read(r#"{"errorType": "Ord"#).error_type, None);
        assert_eq!(
            read(r#"{"causes": [{"errorType": "A"}, {"errorType": "B", "#)
                .causes
                .len(),
            2
        );
    }

    #[test]
    fn what_follows_the_document_does_not_matter() {
        let document = read("\u{feff} {\"errorType\": \"E\"} and more");
        assert_eq!(document.error_type.as_deref(), Some("E"));
        assert!(document.is_complete);
    }

    #[test]
    fn hostile_nesting_is_cut_at_a_depth() {
        for (open, close) in [("{\"cause\":", "}"), ("{\"causes\":[", "]}")] {
            let levels = 100_000;
            for text in [
                open.repeat(levels),
                open.repeat(levels) + "{}" + &close.repeat(levels),
            ] {
                let text = format!(
                    r#"{{"errorType": "E", "errorMessage": "m", "a": [], {}"#,
                    &text[1..]
                );
                assert_eq!(read(&text).error_type.as_deref(), Some("E"));
            }
        }
        let brackets = "[".repeat(100_000);
        let text = format!(r#"{{"errorType": "E", "x": {brackets}"#);
        assert_eq!(read(&text).error_type.as_deref(), Some("E"));
    }

    #[test]
    fn text_is_a_message_only_if_it_is_one_of_lambdas() {
        let words = "Task timed out after 3.00 seconds";
        for text in [
            format!(
                " {words}
"
            ),
            format!("\"{words}\""),
        ] {
            assert_eq!(read(&text).message.as_deref(), Some(words));
        }
        for text in ["<html>", "\"boom\"", "\"boom", "", "null", "[1]", "{boom"] {
            assert!(read(text).is_empty(), "{text}");
        }
    }
}
