//! What compiles without a word in the current edition compiles without one in the edition 2018.
#![deny(missing_docs, warnings, clippy::all, clippy::pedantic)]

#[path = "../../strict/src/bodies.rs"]
pub mod bodies;
#[path = "../../strict/src/places.rs"]
pub mod places;
#[path = "../../strict/src/shop.rs"]
pub mod shop;

#[cfg(test)]
#[path = "../../strict/src/tests.rs"]
mod tests;
