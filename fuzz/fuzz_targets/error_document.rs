//! Decodes arbitrary bytes as a failure: every byte is kept, and every getter works.

#![no_main]

use std::error::Error;

use bytes::Bytes;
use lambda_client_core::{failure::Failure, server::ErrorDocument};
use libfuzzer_sys::fuzz_target;

/// The depth to which causes are followed, not counting the failure itself.
const DEEPEST: usize = 33;

fn depth(failure: &Failure) -> usize {
    let below = failure.causes().iter().map(depth).max();
    below.map_or(0, |below| below + 1)
}

fuzz_target!(|raw: &[u8]| {
    let failure = Failure::decode(Bytes::copy_from_slice(raw));
    assert_eq!(failure.raw(), raw);
    assert!(!format!("{failure:?}").is_empty());
    assert!(!failure.to_string().is_empty());
    assert!(depth(&failure) <= DEEPEST);
    assert_eq!(failure.source().is_some(), failure.cause().is_some());
    let _ = failure.timed_out_after();

    // A decoded failure survives encoding and decoding.
    if let (Some(error_type), Some(message)) = (failure.error_type(), failure.message()) {
        let document = ErrorDocument::new(error_type, message).with_stack_trace(failure.trace());
        let again = Failure::decode(document.to_bytes());
        assert_eq!(again.error_type(), Some(error_type));
        assert_eq!(again.message(), Some(message));
        assert_eq!(again.trace(), failure.trace());
    }
});
