// The code of the README is compiled by `tests/readme.rs`: complete programs do not need hidden lines there.
#![cfg_attr(not(doctest), doc = include_str!("../README.md"))]
#![cfg_attr(docsrs, feature(doc_cfg))]

pub use lambda_client_core::*;

#[cfg(feature = "derive")]
#[cfg_attr(docsrs, doc(cfg(feature = "derive")))]
#[doc = include_str!("docs/function_error.md")]
pub use lambda_client_derive::FunctionError;

#[cfg(feature = "derive")]
#[cfg_attr(docsrs, doc(cfg(feature = "derive")))]
#[doc = include_str!("docs/lambda_fn.md")]
pub use lambda_client_derive::lambda_fn;

/// Pages that only documentation has.
#[cfg(doc)]
pub mod docs {
    #[cfg(feature = "derive")]
    #[cfg_attr(docsrs, doc(cfg(feature = "derive")))]
    #[doc = include_str!("docs/mistakes.md")]
    pub mod mistakes {}
}
