//! Any header may hold a log tail; what is base64 is decoded to the letter.

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
    let tail = LogTail::decode(&BASE64_STANDARD.encode(input)).expect("base64 is decoded");
    assert_eq!(tail.text(), String::from_utf8_lossy(input));
    let _ = tail.report();
});
