//! The AWS SDK for Step Functions, if the feature `aws-sdk` is on.
//!
//! Cargo cannot make a dependency depend on two features of one package. `lambda-client-core` depends on this package by its feature
//! `step-functions`, and its feature `aws-sdk` turns on that of this package, if it is there.

#[cfg(feature = "aws-sdk")]
pub use aws_sdk_sfn;
