//! Calls to functions whose names are known only at run time.

use std::sync::Arc;

use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::call::{Call, Endpoint, Plan, codec};
use crate::error::Error;
use crate::lambda::Lambda;
use crate::payload::{Encoded, encode};
use crate::settings::Settings;
use crate::target::Target;
use crate::transport::InvocationType;

/// A call without a trait, before its payload is set. Made by [`Lambda::call`].
#[derive(Debug)]
#[must_use = "a call does nothing until it has a payload and is awaited"]
pub struct UntypedCall {
    endpoint: Result<Arc<Endpoint>, Error>,
}

impl Lambda {
    /// A call to a function whose name is known only at run time: a name, partial ARN or ARN, with or without a version or
    /// alias behind a colon. A name that cannot be one is reported when the call is sent.
    pub fn call(&self, function: &str) -> UntypedCall {
        UntypedCall::new(self, function)
    }
}

impl UntypedCall {
    pub(crate) fn new(lambda: &Lambda, function: &str) -> UntypedCall {
        let endpoint = Target::parse(function).map(|target| {
            let settings = Settings::default();
            let mode = InvocationType::RequestResponse;
            Arc::new(Endpoint::new(lambda, target, mode, settings))
        });
        UntypedCall { endpoint }
    }

    /// With this value as JSON. The answer is decoded into whatever type is asked of it; `serde_json::Value` takes any JSON,
    /// [`Raw`](crate::Raw) takes any bytes.
    pub fn json<T: DeserializeOwned + 'static>(
        self,
        value: &(impl Serialize + ?Sized),
    ) -> Call<Result<T, Error>> {
        self.with(encode(value))
    }

    /// With these bytes as they are. Lambda takes JSON only.
    pub fn bytes<T: DeserializeOwned + 'static>(
        self,
        payload: impl Into<Bytes>,
    ) -> Call<Result<T, Error>> {
        self.with(Ok(payload.into()))
    }

    fn with<T: DeserializeOwned + 'static>(
        self,
        payload: Result<Bytes, Error>,
    ) -> Call<Result<T, Error>> {
        let plan = match self.endpoint {
            Ok(endpoint) => Plan::new(endpoint, Encoded(payload)),
            Err(error) => Plan::impossible(error),
        };
        Call::new(Box::new(plan), codec())
    }
}
