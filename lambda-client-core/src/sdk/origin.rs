//! Stops successes that may not have come from Lambda, or not in full. The SDK's output does not hold the headers that show it, while its error
//! holds the whole response.

use std::error::Error as StdError;
use std::fmt;

use aws_sdk_lambda::config::interceptors::AfterDeserializationInterceptorContextRef;
use aws_sdk_lambda::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_lambda::error::BoxError;
use aws_sdk_lambda::operation::invoke::InvokeOutput;
use aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint;

use crate::transport::wire;
use crate::transport::wire::origin::{self, Origin};

/// Looks at each success of `Invoke`.
#[derive(Debug)]
pub(crate) struct OriginInterceptor;

#[dyn_dispatch_hint]
impl Intercept for OriginInterceptor {
    fn name(&self) -> &'static str {
        "lambda-client origin"
    }

    fn read_after_deserialization(
        &self,
        context: &AfterDeserializationInterceptorContextRef<'_>,
        _runtime: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let output = context.output_or_error().ok();
        if output
            .and_then(|output| output.downcast_ref::<InvokeOutput>())
            .is_none()
        {
            return Ok(());
        }
        let response = context.response();
        let body = response.body().bytes().unwrap_or_default();
        if wire::is_short(response, body) {
            return Err(DoubtfulSuccess.into());
        }
        match origin::of(response, body) {
            // The SDK does not know that header.
            Origin::Lambda if wire::is_emulators_error(response) => Err(DoubtfulSuccess.into()),
            Origin::Lambda => Ok(()),
            Origin::Contradictory | Origin::Unknown => Err(DoubtfulSuccess.into()),
        }
    }
}

/// Nothing shows that a success came from Lambda, or a part of it is missing.
#[derive(Debug)]
pub(super) struct DoubtfulSuccess;

impl fmt::Display for DoubtfulSuccess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the response may not have come from Lambda, or not in full")
    }
}

impl StdError for DoubtfulSuccess {}
