//! Helpers for reading JSON and for saying what is wrong with it.

mod entries;
pub(crate) mod lenient;
mod mismatch;
mod missing_field;
mod path;
mod tracked;
mod unserializable;

pub(crate) use self::entries::UniqueEntries;
pub(crate) use self::mismatch::{JsonMismatch, is_json};
pub(crate) use self::missing_field::MissingFieldDeserializer;
pub(crate) use self::unserializable::{RAW_IS_NOT_JSON, Unserializable, write};
