//! Header lines.

use std::fmt::Write as _;

/// Header lines in their order, with the names as they were written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headers(Vec<(String, Vec<u8>)>);

impl Headers {
    /// Copies what the parser found.
    pub(crate) fn parsed(found: &[httparse::Header<'_>]) -> Headers {
        let copy = |header: &httparse::Header<'_>| (header.name.to_owned(), header.value.to_vec());
        Headers(found.iter().map(copy).collect())
    }

    /// Returns the first value under this name, in any case. A value that is not UTF-8 counts as missing.
    pub fn get(&self, name: &str) -> Option<&str> {
        let mut found = self.values(name);
        found.next().and_then(|value| str::from_utf8(value).ok())
    }

    /// Returns all values under this name, in any case.
    pub fn values<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a [u8]> {
        self.iter()
            .filter(move |(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// Returns all lines.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0.iter().map(|(name, value)| (&**name, &**value))
    }

    pub(crate) fn push(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.push((name.into(), value.into().into_bytes()));
    }

    /// Appends the lines to a head.
    pub(crate) fn write_to(&self, head: &mut Vec<u8>) {
        for (name, value) in self.iter() {
            head.extend_from_slice(name.as_bytes());
            head.extend_from_slice(b": ");
            head.extend_from_slice(value);
            head.extend_from_slice(b"\r\n");
        }
    }
}

/// Appends a line to a head in text.
pub(crate) fn write_line(head: &mut String, name: &str, value: impl std::fmt::Display) {
    // Writing to a `String` does not fail.
    let _ = write!(head, "{name}: {value}\r\n");
}
