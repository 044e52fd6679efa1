//! Decodes client contexts from arbitrary headers; a decoded context survives encoding and decoding.

#![no_main]

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use lambda_client_core::ClientContext;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    if let Ok(header) = std::str::from_utf8(input) {
        check(header);
    }
    check(&BASE64_STANDARD.encode(input));
});

fn check(header: &str) {
    let Some(context) = ClientContext::from_base64(header) else {
        return;
    };
    // A context that is too large cannot be encoded.
    if let Ok(sent) = context.to_base64() {
        assert!(sent.len() <= 3_583);
        assert_eq!(ClientContext::from_base64(&sent), Some(context));
    }
}
