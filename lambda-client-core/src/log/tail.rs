use std::fmt;

use crate::lenient_base64;
use crate::log::Report;

/// The end of the function's log for one invocation: at most its last 4 KB.
///
/// Lambda returns it in the header `X-Amz-Log-Result`, base64-encoded, if the call asks for it with `X-Amz-Log-Type: Tail`
/// (Lambda API reference, `Invoke`). It may begin in the middle of a line or of a character. Bytes that are not UTF-8 become
/// U+FFFD.
///
/// `Debug` prints only the length, because a log may hold secrets.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::log::LogTail;
///
/// let tail = LogTail::decode("b3JkZXIgNDIgcGxhY2VkCg==").unwrap();
/// assert_eq!(tail.text(), "order 42 placed\n");
/// assert_eq!(format!("{tail:?}"), "LogTail { len: 16 }");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct LogTail {
    text: String,
}

impl LogTail {
    /// Decodes the value of the header.
    ///
    /// Missing padding, white space and the URL-safe alphabet are accepted. The tail ends before the first character that is
    /// not base64. An empty value is an empty tail. Returns `None` if the value is not empty and not a single byte of it can be
    /// decoded.
    pub fn decode(base64: &str) -> Option<LogTail> {
        let bytes = lenient_base64::decode(base64)?;
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
        };
        Some(LogTail { text })
    }

    /// Returns the text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns Lambda's report on the invocation. The tail usually holds it, but this is not guaranteed.
    pub fn report(&self) -> Option<Report> {
        Report::parse(&self.text)
    }
}

impl fmt::Debug for LogTail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LogTail")
            .field("len", &self.text.len())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::LogTail;
    use base64::Engine as _;
    use base64::prelude::BASE64_STANDARD;

    #[test]
    fn a_tail_cut_within_a_character_is_decoded() {
        let text = "log line é";
        let bytes = &text.as_bytes()[..text.len() - 1];
        let tail = LogTail::decode(&BASE64_STANDARD.encode(bytes)).unwrap();
        assert_eq!(tail.text(), "log line \u{fffd}");
    }

    #[test]
    fn an_empty_tail_is_a_tail() {
        assert_eq!(LogTail::decode("").unwrap().text(), "");
        assert!(LogTail::decode("").unwrap().report().is_none());
    }

    #[test]
    fn what_is_not_base64_is_none() {
        assert_eq!(LogTail::decode("#"), None);
    }

    #[test]
    fn the_report_is_found() {
        let log = "hello\nREPORT RequestId: 1-2-3\tDuration: 1.50 ms\t\n";
        let report = LogTail::decode(&BASE64_STANDARD.encode(log))
            .unwrap()
            .report()
            .unwrap();
        assert_eq!(report.request_id(), Some("1-2-3"));
    }

    #[test]
    fn debug_prints_no_log_text() {
        let tail = LogTail::decode(&BASE64_STANDARD.encode("hunter2")).unwrap();
        assert!(!format!("{tail:?}").contains("hunter2"));
    }
}
