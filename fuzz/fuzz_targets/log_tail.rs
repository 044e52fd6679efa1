//! Decodes log tails from arbitrary headers; valid base64 is decoded exactly.

#![no_main]

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use lambda_client_core::log::LogTail;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    if let Ok(header) = std::str::from_utf8(input)
        && let Some(tail) = LogTail::decode(header)
    {
        let _ = (tail.report(), format!("{tail:?}"));
    }
    let tail =
        LogTail::decode(&BASE64_STANDARD.encode(input)).expect("valid base64 can be decoded");
    assert_eq!(tail.text(), String::from_utf8_lossy(input));
    let _ = tail.report();
});
