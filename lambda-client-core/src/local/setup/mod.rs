//! What is declared before a `LocalLambda` runs.

pub(crate) mod builder;
pub(crate) mod destination;
pub(crate) mod function;
pub(crate) mod handler;
pub(crate) mod plan;
pub(crate) mod served;
pub(crate) mod settings;
