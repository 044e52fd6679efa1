//! Reads the stack traces of all runtimes.

use serde::Deserialize;
use serde::de::{Error, SeqAccess};
use serde_json::value::RawValue;

use crate::failure::tolerant::{Composite, Fill, text};

/// Collects the lines of a stack trace.
pub(crate) struct Lines<'a>(pub(crate) &'a mut Vec<String>);

impl<'de> Fill<'de> for Lines<'_> {
    fn array<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(frame) = seq.next_element::<&RawValue>()? {
            self.0.extend(line(frame)?);
        }
        Ok(())
    }

    fn string(self, text: &str) {
        self.0.extend(text.lines().map(str::to_owned));
    }
}

/// A stack frame of a Go panic.
#[derive(Deserialize)]
struct Frame<'a> {
    #[serde(borrow)]
    label: Option<&'a RawValue>,
    #[serde(borrow)]
    path: Option<&'a RawValue>,
    #[serde(borrow)]
    line: Option<&'a RawValue>,
}

/// Returns one line: a string as it is, a frame as `label (path:line)`, and anything else as its JSON.
fn line<E: Error>(value: &RawValue) -> Result<Option<String>, E> {
    // Serde would read an array as a frame, too: its elements as the fields in order.
    let object = Some(value.get()).filter(|json| json.starts_with('{'));
    let frame = object.and_then(|json| serde_json::from_str(json).ok());
    let Some(Frame { label, path, line }) = frame else {
        return text(value, Composite::Keep);
    };
    let place = match (part(path)?, part(line)?) {
        (Some(path), Some(line)) => Some(format!("{path}:{line}")),
        (path, line) => path.or(line),
    };
    Ok(Some(match (part(label)?, place) {
        (Some(label), Some(place)) => format!("{label} ({place})"),
        (label, place) => label.or(place).unwrap_or_else(|| value.get().to_owned()),
    }))
}

fn part<E: Error>(value: Option<&RawValue>) -> Result<Option<String>, E> {
    value.map_or(Ok(None), |value| text(value, Composite::Keep))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::de::DeserializeSeed;

    fn lines(json: &str) -> Vec<String> {
        let mut lines = Vec::new();
        let mut deserializer = serde_json::Deserializer::from_str(json);
        Lines(&mut lines)
            .seed()
            .deserialize(&mut deserializer)
            .unwrap();
        lines
    }

    #[test]
    fn strings_stay_as_they_are() {
        let python = r#"["  File \"a.py\", line 1, in f\n    f()\n", ""]"#;
        assert_eq!(
            lines(python),
            ["  File \"a.py\", line 1, in f\n    f()\n", ""]
        );
    }

    #[test]
    fn frames_of_go_become_lines() {
        let go = r#"[{"path": "main.go", "line": 12, "label": "main.handler"},
            {"path": "main.go", "line": 12}, {"label": "f", "line": 3}, {"path": "p"}, {"label": "l"}]"#;
        assert_eq!(
            lines(go),
            ["main.handler (main.go:12)", "main.go:12", "f (3)", "p", "l"]
        );
    }

    #[test]
    fn other_frames_are_kept_as_json() {
        let odd =
            r#"[["a.py", 5, "f"], {"other": 1}, {"label": 1, "label": 2}, {}, 7, true, null]"#;
        assert_eq!(
            lines(odd),
            [
                r#"["a.py", 5, "f"]"#,
                r#"{"other": 1}"#,
                r#"{"label": 1, "label": 2}"#,
                "{}",
                "7",
                "true"
            ]
        );
    }

    #[test]
    fn a_trace_may_be_one_string_or_something_else() {
        assert_eq!(lines(r#""at a\nat b""#), ["at a", "at b"]);
        for other in ["null", "1", "-1", "1.5", "true", r#"{"a": [1]}"#] {
            assert!(lines(other).is_empty(), "{other}");
        }
    }
}
