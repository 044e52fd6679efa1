//! The input of a child execution that takes several items.

use std::fmt;

use serde::de::{Error as _, IntoDeserializer};
use serde::{Deserialize, Deserializer, Serialize};

/// The input of a child execution of a Distributed Map with [batches](super::DistributedMap::batched): the argument of a method that takes
/// several items.
///
/// `T` is an item. `B` is what all batches have in common, if that is [set](super::ItemBatcher::input). `Debug` prints how many items there
/// are.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::step_functions::definition::Batch;
///
/// // async fn place_all(&self, orders: Batch<u32>) -> Result<Vec<Receipt>, OrderError>;
/// let orders: Batch<u32> = serde_json::from_str(r#"{"Items": [17, 18]}"#)?;
/// assert_eq!(orders.items, [17, 18]);
///
/// let orders: Batch<u32, String> = serde_json::from_str(r#"{"BatchInput": "today", "Items": [17]}"#)?;
/// assert_eq!(orders.input, "today");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Batch<T, B = ()> {
    /// What all batches have in common.
    #[serde(rename = "BatchInput")]
    pub input: B,
    /// The items of this batch.
    #[serde(rename = "Items")]
    pub items: Vec<T>,
}

/// A batch as Step Functions writes it.
#[derive(Deserialize)]
struct Wire<T, B> {
    #[serde(rename = "BatchInput")]
    input: Option<B>,
    #[serde(rename = "Items")]
    items: Vec<T>,
}

impl<'de, T: Deserialize<'de>, B: Deserialize<'de>> Deserialize<'de> for Batch<T, B> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let wire = Wire::<T, B>::deserialize(deserializer)?;
        let input = match wire.input {
            Some(input) => input,
            // Without a common input there is no member, which `()` and `Option` are made of.
            None => {
                let unit: serde::de::value::UnitDeserializer<D::Error> = ().into_deserializer();
                B::deserialize(unit).map_err(|_| D::Error::missing_field("BatchInput"))?
            }
        };
        Ok(Batch {
            input,
            items: wire.items,
        })
    }
}

impl<T, B> fmt::Debug for Batch<T, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Batch({} items)", self.items.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<B: for<'de> Deserialize<'de>>(json: &str) -> Result<(B, Vec<u8>), String> {
        let batch: Result<Batch<u8, B>, _> = serde_json::from_str(json);
        let batch = batch.map_err(|error| error.to_string())?;
        Ok((batch.input, batch.items))
    }

    #[test]
    fn the_common_input_is_missing_only_if_none_is_expected() {
        assert_eq!(read::<()>(r#"{"Items":[1]}"#), Ok(((), vec![1])));
        assert_eq!(
            read::<()>(r#"{"Items":[],"BatchInput":null}"#),
            Ok(((), vec![]))
        );
        assert_eq!(read::<Option<u8>>(r#"{"Items":[1]}"#), Ok((None, vec![1])));
        assert_eq!(
            read::<u8>(r#"{"BatchInput":7,"Items":[1,2]}"#),
            Ok((7, vec![1, 2]))
        );
        let error = read::<u8>(r#"{"Items":[1]}"#).unwrap_err();
        assert!(error.contains("missing field `BatchInput`"), "{error}");
        let error = read::<()>("{}").unwrap_err();
        assert!(error.contains("missing field `Items`"), "{error}");
    }

    #[test]
    fn what_is_written_is_read() {
        let batch = Batch {
            input: "secret".to_owned(),
            items: vec![1_u8, 2],
        };
        let json = serde_json::to_string(&batch).unwrap();
        assert_eq!(json, r#"{"BatchInput":"secret","Items":[1,2]}"#);
        assert_eq!(
            serde_json::from_str::<Batch<u8, String>>(&json).unwrap(),
            batch
        );
        assert_eq!(format!("{batch:?}"), "Batch(2 items)");
    }
}
