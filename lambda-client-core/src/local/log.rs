//! The end of a run's log, in Lambda's text format.

use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use crate::service::Answer;

/// The configured memory of a function that does not say: Lambda's default, in MB.
const MEMORY_SIZE_MB: u64 = 128;

/// The platform's lines of a run, base64 as on the wire.
pub(super) fn tail(id: &str, version: &str, answer: &Answer, duration: Duration) -> String {
    let ms = duration.as_secs_f64() * 1000.0;
    let status = match answer {
        Ok(_) => String::new(),
        Err(document) => format!("\tStatus: error\tError Type: {}", document.error_type()),
    };
    let text = format!(
        "START RequestId: {id} Version: {version}\n\
         END RequestId: {id}\n\
         REPORT RequestId: {id}\tDuration: {ms:.2} ms\tBilled Duration: {billed} ms\tMemory Size: {MEMORY_SIZE_MB} MB{status}\n",
        billed = ms.ceil(),
    );
    BASE64_STANDARD.encode(text)
}
