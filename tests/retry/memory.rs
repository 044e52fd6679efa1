//! When a call frees its payload.

use std::sync::atomic::{AtomicBool, Ordering};

use bytes::Bytes;
use lambda_client::Error;
use serde::{Deserialize, Deserializer};

use crate::scripted::{Forgetful, lambda};

static FREED: AtomicBool = AtomicBool::new(false);

/// The memory of a payload.
struct Owner;

impl AsRef<[u8]> for Owner {
    fn as_ref(&self) -> &[u8] {
        b"1"
    }
}

impl Drop for Owner {
    fn drop(&mut self) {
        FREED.store(true, Ordering::SeqCst);
    }
}

/// Notes, while the response is decoded, whether the payload has been freed.
struct Freed(bool);

impl<'de> Deserialize<'de> for Freed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        u8::deserialize(deserializer)?;
        Ok(Freed(FREED.load(Ordering::SeqCst)))
    }
}

#[tokio::test]
async fn the_payload_is_freed_before_the_response_is_decoded() {
    let call = lambda(Forgetful)
        .call("f")
        .bytes::<Freed>(Bytes::from_owner(Owner));
    assert!(!FREED.load(Ordering::SeqCst));
    let freed: Result<Freed, Error> = call.await;
    assert!(freed.unwrap().0);
}
