//! The macros of lambda-client. Use them through the `lambda-client` crate, which documents them.

mod diagnostics;
