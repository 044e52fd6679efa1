//! The client context of a call, with what continues a trace.

use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::client_context::{decode, encode_json};
use crate::propagation::entries::Entries;

/// The member that runtimes hand to functions as a map of strings.
const CUSTOM: &str = "custom";

const TRACEPARENT: &str = "traceparent";
const TRACESTATE: &str = "tracestate";

/// Returns this client context with these entries in its member `custom`. Returns `None` if it is to be sent as it is: because it has them
/// already, because it cannot be read, or because there is no room.
///
/// What the caller wrote is kept to the letter and wins.
pub(super) fn with_entries(callers: Option<&str>, entries: Entries) -> Option<String> {
    let Entries(entries) = entries;
    let essential = entries.iter().filter(|(name, _)| name == TRACEPARENT);
    let essential: Vec<_> = essential.cloned().collect();
    // The trace is worth more than what goes with it.
    merge(callers, &entries).or_else(|| merge(callers, &essential))
}

fn merge(callers: Option<&str>, entries: &[(String, String)]) -> Option<String> {
    let mut context = match callers {
        Some(base64) => serde_json::from_slice(&decode(base64)?).ok()?,
        None => Members::default(),
    };
    let mut custom: Members = match context.get(CUSTOM) {
        Some(custom) => serde_json::from_str::<Option<_>>(custom.get())
            .ok()?
            .unwrap_or_default(),
        None => Members::default(),
    };
    // The one belongs to the other.
    let is_traced = custom.get(TRACEPARENT).is_some();
    let is_taken = |custom: &Members, name: &str| {
        custom.get(name).is_some() || (is_traced && name == TRACESTATE)
    };
    let before = custom.0.len();
    for (name, value) in entries {
        if !is_taken(&custom, name) {
            custom.set(name, value)?;
        }
    }
    if custom.0.len() == before {
        return None;
    }
    context.set(CUSTOM, &custom)?;
    let json = serde_json::to_string(&context).ok()?;
    encode_json(&json).ok()
}

/// The members of a JSON object, in their order and as they are written.
#[derive(Default)]
struct Members(Vec<(String, Box<RawValue>)>);

impl Members {
    /// Returns the value of a member; the last one counts if there are several.
    fn get(&self, name: &str) -> Option<&RawValue> {
        let found = self.0.iter().rev().find(|(other, _)| other == name);
        found.map(|(_, value)| &**value)
    }

    fn set<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Option<()> {
        let value = serde_json::value::to_raw_value(value).ok()?;
        match self.0.iter_mut().rev().find(|(other, _)| other == name) {
            Some((_, member)) => *member = value,
            None => self.0.push((name.to_owned(), value)),
        }
        Some(())
    }
}

impl Serialize for Members {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Members::default();
                while let Some(member) = map.next_entry()? {
                    members.0.push(member);
                }
                Ok(members)
            }
        }

        deserializer.deserialize_map(Object)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client_context::encode;
    use crate::invocation::limits::MAX_CLIENT_CONTEXT;
    use base64::Engine as _;
    use base64::prelude::BASE64_STANDARD;
    use serde_json::json;

    fn entries(entries: &[(&str, &str)]) -> Entries {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Entries(entries.iter().map(owned).collect())
    }

    fn trace() -> Entries {
        entries(&[
            (TRACEPARENT, "00-a"),
            (TRACESTATE, "s=1"),
            ("baggage", "b=é"),
        ])
    }

    /// Returns the JSON that leaves, if it is not the caller's.
    fn merged(callers: Option<&str>) -> Option<String> {
        let base64 = callers.map(|json| BASE64_STANDARD.encode(json));
        let merged = with_entries(base64.as_deref(), trace())?;
        Some(String::from_utf8(BASE64_STANDARD.decode(merged).unwrap()).unwrap())
    }

    #[test]
    fn the_entries_are_strings_in_custom() {
        let added = r#""traceparent":"00-a","tracestate":"s=1","baggage":"b=\u00e9""#;
        for (callers, expected) in [
            (None, format!(r#"{{"custom":{{{added}}}}}"#)),
            (Some("{}"), format!(r#"{{"custom":{{{added}}}}}"#)),
            (
                Some(r#"{"custom":null}"#),
                format!(r#"{{"custom":{{{added}}}}}"#),
            ),
            // Neither the order nor the numbers change.
            (
                Some(r#"{"z":1.10, "custom":{"k": 1e400}, "a":[ 1 ]}"#),
                format!(r#"{{"z":1.10,"custom":{{"k":1e400,{added}}},"a":[ 1 ]}}"#),
            ),
        ] {
            assert_eq!(merged(callers), Some(expected), "{callers:?}");
        }
    }

    #[test]
    fn what_the_caller_wrote_wins() {
        let own = r#"{"custom":{"traceparent":"mine"}}"#;
        // A state without its own parent would be that of another trace.
        let expected = r#"{"custom":{"traceparent":"mine","baggage":"b=\u00e9"}}"#;
        assert_eq!(merged(Some(own)).as_deref(), Some(expected));
        let own = r#"{"custom":{"traceparent":"mine","baggage":"own=1"}}"#;
        assert_eq!(merged(Some(own)), None);
    }

    #[test]
    fn what_cannot_be_extended_is_sent_as_it_is() {
        for callers in [
            "",
            "[]",
            "7",
            "{",
            r#"{"custom":"text"}"#,
            r#"{"custom":[1]}"#,
        ] {
            assert_eq!(merged(Some(callers)), None, "{callers}");
        }
        assert_eq!(with_entries(Some("no base64!"), trace()), None);
        assert_eq!(with_entries(None, Entries::default()), None);
    }

    #[test]
    fn the_limit_is_kept_and_the_trace_goes_before_what_accompanies_it() {
        for length in 2_400..2_677 {
            let callers = encode(&json!({"k": "x".repeat(length)})).unwrap();
            let merged = with_entries(Some(&callers), trace());
            let sent = merged.as_ref().unwrap_or(&callers);
            assert!(sent.len() <= MAX_CLIENT_CONTEXT, "{length}");
            let json = String::from_utf8(BASE64_STANDARD.decode(sent).unwrap()).unwrap();
            let has = |name: &str| json.contains(name);
            // 8 characters stand around the text of the caller; the rest is what the entries need.
            let (essential, all) = (32, 32 + 40);
            let room = MAX_CLIENT_CONTEXT / 4 * 3 - 8;
            assert_eq!(has(TRACEPARENT), length + essential <= room, "{length}");
            assert_eq!(has("baggage"), length + all <= room, "{length}");
        }
    }
}
