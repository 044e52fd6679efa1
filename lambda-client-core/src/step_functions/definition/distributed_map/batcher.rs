//! How the items of a Distributed Map are put into batches.

use std::fmt;
use std::marker::PhantomData;

use serde::Serialize;

use crate::step_functions::definition::json::Json;
use crate::step_functions::definition::plain_states::{ROUNDED, is_expression, is_rounded};
use crate::step_functions::definition::scope::Scope;

/// The size of the largest batch, in bytes (AWS Step Functions Developer Guide, "ItemBatcher (Map)": 256 KiB).
const MAX_BYTES: u32 = 262_144;

/// How many items a batch of a [`DistributedMap`](super::DistributedMap) has: up to a number of items, up to a size, or both. `B` is what all
/// batches have in common.
///
/// Source: AWS Step Functions Developer Guide, "ItemBatcher (Map)".
pub struct ItemBatcher<B = ()> {
    max_items: Option<u32>,
    max_bytes: Option<u32>,
    /// The common input, or why it has no JSON.
    input: Option<Result<serde_json::Value, String>>,
    marker: PhantomData<fn() -> B>,
}

impl ItemBatcher {
    /// Puts up to this many items into a batch. A batch has fewer if it would be larger than 256 KiB.
    pub fn of_items(max_items: u32) -> Self {
        ItemBatcher {
            max_items: Some(max_items),
            max_bytes: None,
            input: None,
            marker: PhantomData,
        }
    }

    /// Puts as many items into a batch as its size allows: up to 262,144 bytes.
    pub fn of_bytes(max_bytes: u32) -> Self {
        ItemBatcher {
            max_items: None,
            max_bytes: Some(max_bytes),
            input: None,
            marker: PhantomData,
        }
    }
}

impl<B> ItemBatcher<B> {
    /// Limits the size of a batch as well, in bytes: up to 262,144.
    pub fn max_bytes(mut self, bytes: u32) -> Self {
        self.max_bytes = Some(bytes);
        self
    }

    /// Sets what all batches have in common: the [`input`](super::Batch::input) of each.
    pub fn input<New: Serialize>(self, input: &New) -> ItemBatcher<New> {
        let input = serde_json::to_value(input).map_err(|error| error.to_string());
        ItemBatcher {
            max_items: self.max_items,
            max_bytes: self.max_bytes,
            input: Some(input),
            marker: PhantomData,
        }
    }

    /// Forgets the type of the common input.
    pub(super) fn untyped(self) -> ItemBatcher {
        ItemBatcher {
            max_items: self.max_items,
            max_bytes: self.max_bytes,
            input: self.input,
            marker: PhantomData,
        }
    }

    /// Prints the field `ItemBatcher`.
    pub(super) fn print(&self, state: &str, scope: &mut Scope<'_>) -> Json {
        let mut fields = Vec::new();
        match &self.input {
            Some(Ok(input)) => {
                if is_expression(input, scope.language()) {
                    scope.mistake(
                        state,
                        "the input of the batches has a string or a key that is taken for an expression",
                    );
                }
                if is_rounded(input) {
                    scope.mistake(state, format!("the input of the batches has {ROUNDED}"));
                }
                fields.push(("BatchInput", Json::from(input.clone())));
            }
            Some(Err(mistake)) => scope.mistake(
                state,
                format!("the input of the batches cannot be serialized: {mistake}"),
            ),
            None => {}
        }
        if let Some(items) = self.max_items {
            if items == 0 {
                scope.mistake(state, "a batch of 0 items; write at least 1");
            }
            fields.push(("MaxItemsPerBatch", u64::from(items).into()));
        }
        if let Some(bytes) = self.max_bytes {
            if !(1..=MAX_BYTES).contains(&bytes) {
                scope.mistake(
                    state,
                    format!("a batch of {bytes} bytes, but it has 1 to {MAX_BYTES}"),
                );
            }
            fields.push(("MaxInputBytesPerBatch", u64::from(bytes).into()));
        }
        let fields = fields
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value));
        Json::Object(fields.collect())
    }
}

impl<B> fmt::Debug for ItemBatcher<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ItemBatcher")
            .field("max_items", &self.max_items)
            .field("max_bytes", &self.max_bytes)
            .finish_non_exhaustive()
    }
}
