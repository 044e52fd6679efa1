//! Finds where each record of a result file begins and ends, without reading what is in it.

use std::ops::Range;

/// What is wrong with a file that ends within a record.
pub(super) const ENDS_WITHIN: &str = "the file ends within the record";

/// How the records of a file are separated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// Elements of one array.
    Array,
    /// One to a line.
    Lines,
    /// Either: a record is an object, so the first byte decides.
    OfObjects,
}

/// What the next bytes of a file are.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// No part of a record.
    Nothing,
    /// From this position on, a part of a record that goes on after them.
    Part(usize),
    /// In this range, the rest of a record. What follows has not been looked at.
    End(Range<usize>),
    /// At this position, what cannot stand there.
    Wrong(usize, &'static str),
}

/// What the end of the file means.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Ending {
    Complete,
    /// The last record ends with the file.
    LastRecord,
    Truncated(&'static str),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Start,
    /// Behind the bracket that opens the array.
    First,
    /// Behind a comma.
    Next,
    /// Between two lines.
    Line,
    Within,
    /// Behind an element of the array.
    After,
    End,
}

/// The state between two pieces of a file.
#[derive(Debug)]
pub(super) struct Boundaries {
    layout: Layout,
    place: Place,
    value: Value,
}

impl Boundaries {
    pub(super) fn new(layout: Layout) -> Boundaries {
        Boundaries {
            layout,
            place: Place::Start,
            value: Value::Scalar,
        }
    }

    /// Looks for the end of the next record in the bytes that follow those of the last call.
    pub(super) fn find(&mut self, bytes: &[u8]) -> Found {
        let mut at = 0;
        loop {
            if self.place == Place::Within {
                return self.find_end(bytes, at);
            }
            let rest = bytes.get(at..).unwrap_or_default();
            let Some(space) = rest.iter().position(|byte| !is_space(*byte)) else {
                return Found::Nothing;
            };
            at += space;
            let Some(&byte) = bytes.get(at) else {
                return Found::Nothing;
            };
            match self.pass(byte) {
                Ok(Passed::Separator) => at += 1,
                Ok(Passed::Begin) => {}
                Err(expected) => return Found::Wrong(at, expected),
            }
        }
    }

    /// Moves to the place that this byte, which is not a space, leads to.
    fn pass(&mut self, byte: u8) -> Result<Passed, &'static str> {
        let place = match (self.place, self.layout, byte) {
            (Place::Start, _, 0xEF) => return Err("unexpected byte order mark"),
            (Place::Start, Layout::Array | Layout::OfObjects, b'[') => Place::First,
            (Place::Start, Layout::Array, _) => return Err("expected `[`"),
            (Place::Start, Layout::OfObjects, b'{') => {
                self.layout = Layout::Lines;
                Place::Within
            }
            (Place::Start, Layout::OfObjects, _) => return Err("expected `[` or `{`"),
            (Place::Start | Place::Line, Layout::Lines, _) => Place::Within,
            (Place::First, _, b']') => Place::End,
            (Place::First | Place::Next, Layout::OfObjects, b'{') => Place::Within,
            (Place::First | Place::Next, Layout::OfObjects, _) => return Err("expected `{`"),
            (Place::First | Place::Next, _, b',' | b']') => return Err("expected a value"),
            (Place::First | Place::Next, ..) => Place::Within,
            (Place::After, _, b',') => Place::Next,
            (Place::After, _, b']') => Place::End,
            (Place::After, ..) => return Err("expected `,` or `]`"),
            (Place::End, ..) => return Err("unexpected bytes after the end of the array"),
            // `find` handles a record itself, and lines have no array around them.
            (Place::Within | Place::Line, ..) => Place::Within,
        };
        self.place = place;
        if place != Place::Within {
            return Ok(Passed::Separator);
        }
        self.value = match self.layout {
            Layout::Lines => Value::Line,
            Layout::Array | Layout::OfObjects => Value::beginning_with(byte),
        };
        Ok(Passed::Begin)
    }

    fn find_end(&mut self, bytes: &[u8], start: usize) -> Found {
        let rest = bytes.get(start..).unwrap_or_default();
        let Some(length) = self.value.find_end(rest) else {
            return match rest {
                [] => Found::Nothing,
                _ => Found::Part(start),
            };
        };
        self.place = match self.layout {
            Layout::Lines => Place::Line,
            Layout::Array | Layout::OfObjects => Place::After,
        };
        Found::End(start..start + length)
    }

    /// Returns whether the file may end here.
    pub(super) fn end(&self) -> Ending {
        match (self.place, self.layout) {
            (Place::End | Place::Line, _) | (Place::Start, Layout::Lines) => Ending::Complete,
            (Place::Within, Layout::Lines) => Ending::LastRecord,
            (Place::Start, _) => Ending::Truncated("the file is empty"),
            (Place::Within, _) => Ending::Truncated(ENDS_WITHIN),
            (Place::First | Place::Next | Place::After, _) => {
                Ending::Truncated("the file ends before the end of the array")
            }
        }
    }
}

enum Passed {
    /// The byte is of no record.
    Separator,
    /// The byte is the first of a record.
    Begin,
}

/// Where in a record the bytes end.
#[derive(Clone, Copy, Debug)]
enum Value {
    /// A line, whatever it holds: JSON has no line break within strings.
    Line,
    /// A number, `true`, `false` or `null`: it ends where something else begins.
    Scalar,
    /// An array, an object or a string.
    Nested {
        depth: u64,
        is_string: bool,
        is_escaped: bool,
    },
}

impl Value {
    fn beginning_with(byte: u8) -> Value {
        match byte {
            b'{' | b'[' | b'"' => Value::Nested {
                depth: 0,
                is_string: false,
                is_escaped: false,
            },
            _ => Value::Scalar,
        }
    }

    /// Returns the number of bytes up to the end of the record, if it is among them.
    fn find_end(&mut self, bytes: &[u8]) -> Option<usize> {
        match self {
            Value::Line => bytes.iter().position(|byte| *byte == b'\n'),
            Value::Scalar => bytes
                .iter()
                .position(|byte| is_space(*byte) || matches!(byte, b',' | b']')),
            Value::Nested {
                depth,
                is_string,
                is_escaped,
            } => {
                let mut at = 0;
                while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
                    if *is_escaped {
                        *is_escaped = false;
                        at += 1;
                        continue;
                    }
                    let (length, byte) = match *is_string {
                        true => find(rest, |byte| matches!(byte, b'"' | b'\\'))?,
                        false => find(rest, |byte| {
                            matches!(byte, b'"' | b'{' | b'[' | b'}' | b']')
                        })?,
                    };
                    at += length + 1;
                    match byte {
                        b'\\' => *is_escaped = true,
                        b'"' => *is_string = !*is_string,
                        b'{' | b'[' => *depth += 1,
                        _ => *depth = depth.saturating_sub(1),
                    }
                    if *depth == 0 && !*is_string {
                        return Some(at);
                    }
                }
                None
            }
        }
    }
}

/// Returns the first byte of this kind, and how many stand before it.
fn find(bytes: &[u8], is: impl Fn(u8) -> bool) -> Option<(usize, u8)> {
    let mut numbered = bytes.iter().copied().enumerate();
    numbered.find(|(_, byte)| is(*byte))
}

/// Returns whether the byte is white space of JSON.
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}
