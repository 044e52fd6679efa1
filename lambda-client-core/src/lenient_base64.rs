//! Base64 from the network, decoded as far as possible.

use base64::Engine as _;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Decodes base64 up to the first character that is not part of its alphabet.
///
/// White space is skipped, padding may be missing, the URL-safe alphabet is accepted, and a last group that is cut off yields
/// the bytes that it holds. Returns `None` if the text is not empty and nothing could be decoded.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let mut symbols: Vec<u8> = text
        .bytes()
        .filter(|byte| !byte.is_ascii_whitespace())
        .map(|byte| match byte {
            b'-' => b'+',
            b'_' => b'/',
            other => other,
        })
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'))
        .collect();
    if symbols.len() % 4 == 1 {
        // One symbol holds six bits: less than a byte.
        symbols.pop();
    }
    let bytes = LENIENT.decode(symbols).ok()?;
    (!bytes.is_empty() || text.trim().is_empty()).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn standard_base64_is_decoded() {
        assert_eq!(decode("aGVsbG8=").as_deref(), Some(b"hello".as_slice()));
        assert_eq!(decode("").as_deref(), Some(b"".as_slice()));
    }

    #[test]
    fn padding_white_space_and_alphabet_do_not_matter() {
        assert_eq!(decode("aGVs\r\nbG8").as_deref(), Some(b"hello".as_slice()));
        assert_eq!(
            decode("--__").as_deref(),
            Some([0xfb, 0xef, 0xff].as_slice())
        );
    }

    #[test]
    fn broken_base64_yields_what_comes_before_the_break() {
        assert_eq!(
            decode("aGVsbG8*d29ybGQ=").as_deref(),
            Some(b"hello".as_slice())
        );
        assert_eq!(decode("aGVsb").as_deref(), Some(b"hel".as_slice()));
        assert_eq!(decode("aGVsbG9").as_deref(), Some(b"hello".as_slice()));
    }

    #[test]
    fn text_without_a_decodable_byte_is_none() {
        assert_eq!(decode("*"), None);
        assert_eq!(decode("a"), None);
        assert_eq!(decode("===="), None);
    }
}
