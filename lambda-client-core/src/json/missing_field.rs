//! Deserializes a field that is missing.

use serde::de::{self, Deserializer, Visitor, value};
use serde::forward_to_deserialize_any;

/// Stands for a missing field: only `None` can be deserialized from it. (From `null`, `()` and untyped JSON could be, too.)
pub(crate) struct MissingFieldDeserializer;

impl<'de> Deserializer<'de> for MissingFieldDeserializer {
    type Error = value::Error;

    fn deserialize_any<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value, Self::Error> {
        Err(de::Error::custom("the field is missing"))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        visitor.visit_none()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
