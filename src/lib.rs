// The code of the README is compiled by `tests/readme.rs`: complete programs do not need hidden lines there.
#![cfg_attr(not(doctest), doc = include_str!("../README.md"))]
#![cfg_attr(docsrs, feature(doc_cfg))]

pub use lambda_client_core::*;

// A module of this crate in place of core's: rustdoc obeys `no_inline` only for re-exports of the crate that it documents, and
// the AWS crates have a thousand pages.
/// AWS Lambda through `aws-sdk-lambda`.
#[cfg(feature = "aws-sdk")]
#[cfg_attr(docsrs, doc(cfg(feature = "aws-sdk")))]
pub mod sdk {
    #[cfg(feature = "step-functions")]
    #[cfg_attr(docsrs, doc(cfg(feature = "step-functions")))]
    pub use lambda_client_core::sdk::SdkStatesTransport;
    pub use lambda_client_core::sdk::SdkTransport;
    #[cfg(feature = "step-functions")]
    #[cfg_attr(docsrs, doc(cfg(feature = "step-functions")))]
    #[doc(no_inline)]
    pub use lambda_client_core::sdk::aws_sdk_sfn;
    #[doc(no_inline)]
    pub use lambda_client_core::sdk::{aws_config, aws_sdk_lambda};
}

#[cfg(feature = "derive")]
#[cfg_attr(docsrs, doc(cfg(feature = "derive")))]
#[doc = include_str!("docs/function_error.md")]
pub use lambda_client_derive::FunctionError;

#[cfg(feature = "derive")]
#[cfg_attr(docsrs, doc(cfg(feature = "derive")))]
#[doc = include_str!("docs/lambda_fn.md")]
pub use lambda_client_derive::lambda_fn;

#[cfg(all(feature = "derive", feature = "step-functions"))]
#[cfg_attr(docsrs, doc(cfg(all(feature = "derive", feature = "step-functions"))))]
#[doc = include_str!("docs/state_machine.md")]
pub use lambda_client_derive::state_machine;

/// Pages that only documentation has.
#[cfg(doc)]
pub mod docs {
    #[cfg(all(feature = "derive", feature = "fan-out", feature = "step-functions"))]
    #[cfg_attr(
        docsrs,
        doc(cfg(all(feature = "derive", feature = "fan-out", feature = "step-functions")))
    )]
    #[doc = include_str!("docs/leaving_one_machine.md")]
    pub mod leaving_one_machine {}

    #[cfg(feature = "derive")]
    #[cfg_attr(docsrs, doc(cfg(feature = "derive")))]
    #[doc = include_str!("docs/mistakes.md")]
    pub mod mistakes {}

    #[cfg(feature = "derive")]
    #[cfg_attr(docsrs, doc(cfg(feature = "derive")))]
    #[doc = include_str!("docs/questions.md")]
    pub mod questions {}
}
