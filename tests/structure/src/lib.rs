//! Reads the sources of a crate and finds modules that depend on each other in a circle.
//!
//! Paths are resolved to the module that defines the item, through every re-export on the way: `use crate::Error` is a dependency on
//! the module that the crate root re-exports `Error` from. Code under `#[cfg(test)]` does not count.

mod circles;
mod graph;
mod references;
mod source;

pub use self::circles::Circle;
pub use self::source::{Crate, ModulePath};
