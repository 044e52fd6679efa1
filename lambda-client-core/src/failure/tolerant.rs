//! Reads JSON without failing on values of unexpected types.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// Reads a JSON value into a separate place and skips everything that it cannot use.
///
/// The place is filled while reading, so a syntax error loses nothing that was read before it.
pub(crate) trait Fill<'de>: Sized {
    fn object<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        IgnoredAny.visit_map(map).map(drop)
    }

    fn array<A: SeqAccess<'de>>(self, seq: A) -> Result<(), A::Error> {
        IgnoredAny.visit_seq(seq).map(drop)
    }

    fn string(self, _text: &str) {}

    /// Converts this place to a seed for serde.
    fn seed(self) -> Tolerant<'de, Self> {
        Tolerant(self, PhantomData)
    }
}

/// A seed and visitor that accepts any type of value.
pub(crate) struct Tolerant<'de, F>(F, PhantomData<&'de ()>);

impl<'de, F: Fill<'de>> DeserializeSeed<'de> for Tolerant<'de, F> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, F: Fill<'de>> Visitor<'de> for Tolerant<'de, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        self.0.object(map)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<(), A::Error> {
        self.0.array(seq)
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.0.string(text);
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

/// What to do with an object or array in place of text.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Composite {
    /// Omits it.
    Drop,
    /// Takes its JSON as the text.
    Keep,
}

/// Returns a value as text: the content of a string, `None` for `null`, and the JSON of anything else.
pub(crate) fn text<E: Error>(value: &RawValue, composite: Composite) -> Result<Option<String>, E> {
    match value.get().bytes().next() {
        Some(b'"') => serde_json::from_str(value.get())
            .map(Some)
            .map_err(E::custom),
        Some(b'{' | b'[') if composite == Composite::Drop => Ok(None),
        Some(b'n') => Ok(None),
        _ => Ok(Some(value.get().to_owned())),
    }
}
