//! The place of a value in a document, without quoting the document.

use std::cell::RefCell;
use std::fmt;

/// A step on the way to a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// An element of a list.
    Index(usize),
    /// A field or variant that the type declares.
    Name(String),
    /// An entry of a map. Its key is data.
    Key,
}

/// The way to the value that is being read. After an error it is the way to the value that does not match.
#[derive(Debug, Default)]
pub(super) struct Trail(RefCell<Vec<Step>>);

impl Trail {
    /// Goes from the value at this depth to one of its parts.
    pub(super) fn enter(&self, depth: usize, step: Step) {
        let mut steps = self.0.borrow_mut();
        // A type may ignore an error further down and go on.
        steps.truncate(depth);
        steps.push(step);
    }

    /// Returns to the value at this depth.
    pub(super) fn leave(&self, depth: usize) {
        self.0.borrow_mut().truncate(depth);
    }

    pub(super) fn into_path(self) -> Path {
        Path(self.0.into_inner())
    }
}

/// The place of a value, such as `items[3].sku`.
#[derive(Debug, Default)]
pub(super) struct Path(Vec<Step>);

impl Path {
    /// Returns whether it is the whole document.
    pub(super) fn is_root(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.0.iter().enumerate() {
            match step {
                Step::Index(index) => write!(f, "[{index}]")?,
                Step::Key => f.write_str("[..]")?,
                Step::Name(name) if at == 0 => f.write_str(name)?,
                Step::Name(name) => write!(f, ".{name}")?,
            }
        }
        Ok(())
    }
}
