//! Serializes values, and says why one cannot be serialized, without quoting it.

use std::any::type_name;
use std::error::Error as StdError;
use std::fmt;

use serde::Serialize;
use serde_json::error::Category;

/// The text of the error of [`Raw`](crate::Raw) bytes inside a document that are not JSON.
pub(crate) const RAW_IS_NOT_JSON: &str = "the bytes of a `Raw` are not JSON";

/// Texts that serde and this crate write, and that do not contain the value.
const FIXED: [&str; 5] = [
    RAW_IS_NOT_JSON,
    "already mutably borrowed",
    "lock poison error while serializing",
    "path contains invalid UTF-8 characters",
    "SystemTime must be later than UNIX_EPOCH",
];

/// A value that cannot be serialized. The text of an error of a `Serialize` implementation is left out: it may quote the value,
/// and errors are logged.
#[derive(Debug)]
pub(crate) struct Unserializable {
    reason: &'static str,
    type_name: &'static str,
    /// How many bytes of JSON had been written.
    at: usize,
}

/// Serializes a value as JSON behind what the buffer holds.
pub(crate) fn write<T: Serialize + ?Sized>(
    json: &mut Vec<u8>,
    value: &T,
) -> Result<(), Unserializable> {
    let start = json.len();
    serde_json::to_writer(&mut *json, value).map_err(|error| Unserializable {
        reason: reason(&error),
        type_name: type_name::<T>(),
        at: json.len().saturating_sub(start),
    })
}

fn reason(error: &serde_json::Error) -> &'static str {
    let text = error.to_string();
    let is = |known: &&&'static str| text == **known;
    match FIXED.iter().find(is) {
        Some(known) => known,
        None if text == "key must be a string" => "key must be a string",
        None if error.classify() != Category::Data => "JSON does not have this value",
        None if text.starts_with("can only flatten structs and maps") => {
            "can only flatten structs and maps"
        }
        None if text.starts_with("cannot serialize tagged newtype variant") => {
            "an enum with a tag has a variant that is not an object"
        }
        None => {
            "a `Serialize` implementation returned an error; its text is left out because it may quote the value"
        }
    }
}

impl fmt::Display for Unserializable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Unserializable {
            reason,
            type_name,
            at,
        } = self;
        // Generated code wraps an argument that has serde attributes.
        match type_name.contains("__LambdaClient") {
            true => write!(f, "{reason} (at byte {at} of the argument's JSON)"),
            false => write!(f, "{reason} (at byte {at} of the JSON of `{type_name}`)"),
        }
    }
}

impl StdError for Unserializable {}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::collections::HashMap;

    use serde::ser::{Error as _, Serializer};

    use super::*;

    /// Quotes itself in its error.
    struct Secret(&'static str);

    impl Serialize for Secret {
        fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            Err(S::Error::custom(format_args!(
                "{} at line 41 column 11",
                self.0
            )))
        }
    }

    fn text<T: Serialize>(value: &T) -> String {
        let mut json = b"[1,".to_vec();
        write(&mut json, value).unwrap_err().to_string()
    }

    #[test]
    fn says_what_is_wrong_and_where() {
        assert_eq!(
            text(&HashMap::from([([1_u8], 2_u8)])),
            "key must be a string (at byte 1 of the JSON of `std::collections::hash::map::HashMap<[u8; 1], u8>`)"
        );
        let busy = RefCell::new(1_u8);
        let borrowed = busy.borrow_mut();
        assert_eq!(
            text(&busy),
            "already mutably borrowed (at byte 0 of the JSON of `core::cell::RefCell<u8>`)"
        );
        drop(borrowed);
    }

    #[test]
    fn leaves_out_the_words_of_an_implementation() {
        for secret in [
            "4111",
            "already mutably borrowed: 4111",
            "key must be a string: 4111",
        ] {
            let value = [Secret(secret)];
            assert_eq!(
                text(&value),
                "a `Serialize` implementation returned an error; its text is left out because it may quote the value (at byte \
                 1 of the JSON of `[lambda_client_core::json::unserializable::tests::Secret; 1]`)"
            );
            let error = write(&mut Vec::new(), &value).unwrap_err();
            assert!(!format!("{error:?}").contains("4111") && error.source().is_none());
        }
    }

    #[test]
    fn serdes_own_texts_name_no_value() {
        #[derive(Serialize)]
        struct Flat {
            #[serde(flatten)]
            number: u8,
        }
        #[derive(Serialize)]
        #[serde(tag = "type")]
        enum Tagged {
            Number(u8),
        }
        assert!(text(&Flat { number: 1 }).starts_with("can only flatten structs and maps ("));
        assert!(text(&Tagged::Number(1)).starts_with("an enum with a tag has a variant"));
    }
}
