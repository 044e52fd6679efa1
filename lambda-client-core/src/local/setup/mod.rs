//! Builds a `LocalLambda`: collects functions, checks them and deploys them.

pub(in crate::local) mod builder;
mod deployment;
mod served;
