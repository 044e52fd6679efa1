//! Parsers of what users write in strings: function names, qualifiers, ARNs of state machines, templates and cases.
//!
//! `lambda-client`'s macros and its runtime both use this crate, so that a name that compiled is never rejected later, and a name
//! known only at run time gets the same message. Not meant for direct use: it may change with any release.

use std::fmt;

pub mod case;
pub mod machine_arn;
pub mod name;
pub mod suggest;
pub mod template;

/// A malformed text: what was found, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// One lower-case sentence without a full stop.
    pub message: String,
}

impl SyntaxError {
    /// Builds an error with this message.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
        }
    }
}

impl std::error::Error for SyntaxError {}

impl fmt::Display for SyntaxError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

/// How many characters of the user's text a message repeats.
const SHOWN_CHARACTERS: usize = 80;

/// Formats a text for a message: in backticks, with control characters escaped and long texts truncated.
pub fn quoted(text: &str) -> String {
    let mut shown: String = text
        .chars()
        .take(SHOWN_CHARACTERS)
        .map(|character| match character.is_control() {
            true => character.escape_default().to_string(),
            false => character.to_string(),
        })
        .collect();
    if text.chars().nth(SHOWN_CHARACTERS).is_some() {
        shown.push('…');
    }
    format!("`{shown}`")
}

/// Formats a character for a message; one that is invisible or ambiguous is described by words or a code point.
fn described(character: char) -> String {
    match character {
        ' ' => "a space".to_owned(),
        '\t' => "a tab".to_owned(),
        '\n' | '\r' => "a line break".to_owned(),
        _ if character.is_control() || character.is_whitespace() => {
            format!("U+{:04X}", u32::from(character))
        }
        _ if character.is_ascii() => format!("`{character}`"),
        _ => format!("`{character}` (U+{:04X})", u32::from(character)),
    }
}

/// Returns the first character that is not `allowed`, with its position, counted from 1.
fn first_refused(text: &str, allowed: impl Fn(char) -> bool) -> Option<(usize, char)> {
    (1..)
        .zip(text.chars())
        .find(|(_, character)| !allowed(*character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_text_so_that_a_message_stays_on_one_line() {
        assert_eq!(quoted("a\nb"), "`a\\nb`");
        assert_eq!(quoted("été"), "`été`");
        assert_eq!(quoted(&"x".repeat(80)), format!("`{}`", "x".repeat(80)));
        assert_eq!(quoted(&"é".repeat(81)), format!("`{}…`", "é".repeat(80)));
    }

    #[test]
    fn names_characters_that_cannot_be_seen() {
        assert_eq!(described(' '), "a space");
        assert_eq!(described('\t'), "a tab");
        assert_eq!(described('\n'), "a line break");
        assert_eq!(described('\u{0}'), "U+0000");
        assert_eq!(described('\u{a0}'), "U+00A0");
        assert_eq!(described('/'), "`/`");
        assert_eq!(described('é'), "`é` (U+00E9)");
    }

    #[test]
    fn counts_characters_from_one() {
        assert_eq!(first_refused("éa b", |c| c != ' '), Some((3, ' ')));
        assert_eq!(first_refused("ab", |c| c != ' '), None);
        assert_eq!(first_refused("", |_| false), None);
    }
}
