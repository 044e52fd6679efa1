//! Reads the entries of a JSON object in their order, each key once.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The text of the error of a duplicate key. It does not name the key, which may be data.
const DUPLICATE: &str = "duplicate field";

/// The keys of an object with the JSON of their values. A duplicate key is an error.
#[derive(Debug)]
pub(crate) struct UniqueEntries<'a>(pub(crate) Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for UniqueEntries<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = UniqueEntries<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries: Vec<(String, &RawValue)> = Vec::new();
        while let Some((key, value)) = map.next_entry::<String, &RawValue>()? {
            if entries.iter().any(|(other, _)| *other == key) {
                return Err(Error::custom(DUPLICATE));
            }
            entries.push((key, value));
        }
        Ok(UniqueEntries(entries))
    }
}
