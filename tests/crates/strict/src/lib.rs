//! Services of a crate that denies all warnings: what the macros generate gives none that the user did not cause.
#![deny(missing_docs, warnings, clippy::all, clippy::pedantic)]

pub mod bodies;
pub mod places;
pub mod shop;

#[cfg(test)]
mod tests;
