//! The causes of an SDK error, without what they quote.

use std::error::Error as StdError;
use std::fmt;

/// How many causes are kept: an error of somebody else may be its own cause.
const MAX_DEPTH: usize = 16;

/// The text of an SDK error and those of its causes.
///
/// The SDK's errors hold the response, and some hold the request and quote it with its payload, its client context and its tenant
/// ID. So only the texts are kept, and each only up to where it begins to quote a value.
pub(crate) struct Cause {
    text: String,
    source: Option<Box<Cause>>,
}

impl Cause {
    pub(crate) fn of(error: &(dyn StdError + 'static)) -> Cause {
        Cause::up_to(error, MAX_DEPTH)
    }

    fn up_to(error: &(dyn StdError + 'static), depth: usize) -> Cause {
        let source = error.source().filter(|_| depth > 1);
        Cause {
            text: without_quoted_values(&error.to_string()),
            source: source.map(|source| Box::new(Cause::up_to(source, depth - 1))),
        }
    }
}

/// Cuts a text off where it begins to quote a value as `Debug` prints it: a struct, a map, a list, bytes or a text.
fn without_quoted_values(text: &str) -> String {
    let mut quotations = text.match_indices(['{', '[', '"']);
    // The address of a host in IPv6 is not a list.
    let Some((at, opening)) = quotations.find(|(at, _)| !text[..*at].ends_with("//")) else {
        return text.to_owned();
    };
    if opening == "\"" {
        return format!("{}..", &text[..at]);
    }
    let words = text[..at].trim_end();
    // The name of the quoted type, with the quotation mark in front of it.
    let name = words
        .rfind(char::is_whitespace)
        .map_or(0, |space| space + 1);
    format!("{}..", &words[..name])
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Prints the text, with that of the causes behind it.
impl fmt::Debug for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)?;
        match &self.source {
            Some(source) => write!(f, " caused by {source:?}"),
            None => Ok(()),
        }
    }
}

impl StdError for Cause {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let source = self.source.as_deref()?;
        Some(source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_text_quotes_is_cut_off() {
        for (text, kept) in [
            ("dispatch failure", "dispatch failure"),
            ("connect to http://[::1]:1", "connect to http://[::1]:1"),
            (
                "failed to apply endpoint `http://[::1` to request `Request { body: secret }`",
                "failed to apply endpoint `http://[::1` to request ..",
            ),
            ("unexpected bytes [1, 2]", "unexpected .."),
            ("{\"secret\":1}", ".."),
            ("\"secret\"", ".."),
            ("cannot send \"secret\": refused", "cannot send .."),
            ("cannot send body=\"secret\"", "cannot send body=.."),
        ] {
            assert_eq!(without_quoted_values(text), kept);
        }
    }
}
