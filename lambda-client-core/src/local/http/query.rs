//! Percent-decoding, and the parameters after the `?` of a URL.

use crate::directory::PageRequest;
use crate::local::service_error::ServiceError;

/// The decoded parameters of a query.
pub(super) struct Query(Vec<(String, String)>);

impl Query {
    pub(super) fn parse(query: &str) -> Query {
        let parameters = query.split('&').filter(|pair| !pair.is_empty());
        let decoded = parameters.map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (percent_decoded(name, true), percent_decoded(value, true))
        });
        Query(decoded.collect())
    }

    /// Returns the value of a parameter; the first one if it is repeated.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        let mut found = self.0.iter().filter(|(key, _)| key == name);
        found.next().map(|(_, value)| value.as_str())
    }

    /// Returns the page that a listing operation is asked for.
    pub(super) fn page(&self) -> Result<PageRequest<'_>, ServiceError> {
        let max_items = match self.value("MaxItems") {
            None => None,
            Some(text) => Some(text.parse().map_err(|_| {
                ServiceError::invalid_member("maxItems", text, "Member must be a whole number")
            })?),
        };
        Ok(PageRequest::first()
            .with_marker(self.value("Marker"))
            .with_max_items(max_items))
    }
}

/// Decodes `%41`, and in queries also `+`. Keeps a malformed escape as it is, and replaces what is not UTF-8.
pub(super) fn percent_decoded(text: &str, in_query: bool) -> String {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [byte, after @ ..] = rest {
        let escaped = match (byte, after) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)),
            _ => None,
        };
        match (escaped, byte) {
            (Some((high, low)), _) => {
                decoded.push(high * 16 + low);
                rest = after.get(2..).unwrap_or_default();
                continue;
            }
            (None, b'+') if in_query => decoded.push(b' '),
            (None, other) => decoded.push(*other),
        }
        rest = after;
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn valid_escapes_are_decoded_and_malformed_ones_kept() {
        let arn = "arn%3Aaws%3alambda:us-east-1:000000000000:function:f%3A%24LATEST";
        assert_eq!(
            percent_decoded(arn, false),
            "arn:aws:lambda:us-east-1:000000000000:function:f:$LATEST"
        );
        assert_eq!(percent_decoded("a+b%2B", true), "a b+");
        assert_eq!(percent_decoded("a+b", false), "a+b");
        for odd in ["%", "%4", "%zz", "100%"] {
            assert_eq!(percent_decoded(odd, false), odd);
        }
        assert_eq!(percent_decoded("%ff", false), "\u{fffd}");
    }
}
