//! Calls to functions whose names are known only at run time.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::call::{Call, Plan, ResolvedFunction, codec};
use crate::certainty::Operation;
use crate::error::Error;
use crate::function_name::FunctionName;
use crate::lambda::Lambda;
use crate::payload::{Encoded, encode};
use crate::settings::Settings;

/// A call without a trait, before its payload is set. Created by [`Lambda::call`].
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// # use lambda_client::transport::{BoxFuture, InvokeRequest, InvokeResponse, Transport, TransportError};
/// # use lambda_client::{Error, Lambda, Raw};
/// # #[derive(Debug)] struct Echo;
/// # impl Transport for Echo {
/// #     fn invoke<'a>(&'a self, r: InvokeRequest<'a>) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
/// #         Box::pin(async move { Ok(InvokeResponse::new(200, r.payload().clone())) })
/// #     }
/// # }
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Error> {
/// # let lambda = Lambda::new(Echo);
/// let words: Vec<String> = lambda.call("echo").json(&["a", "b"]).await?;
/// assert_eq!(words, ["a", "b"]);
///
/// let raw: Raw = lambda.call("echo:live").bytes(r#"{"a":1}"#).await?;
/// assert_eq!(raw.bytes(), r#"{"a":1}"#);
/// # Ok(()) }
/// ```
#[must_use = "a call does nothing until it has a payload and is awaited"]
pub struct UntypedCall {
    function: Result<Arc<ResolvedFunction>, Error>,
}

impl Lambda {
    /// Starts a call of a function whose name is known only at run time: a name, partial ARN or ARN, with or without
    /// `:` and a version or alias. An invalid name is reported when the call is sent.
    pub fn call(&self, function: &str) -> UntypedCall {
        let function = FunctionName::parse(function).and_then(|target| {
            let settings = Settings::default();
            ResolvedFunction::new(self, target, None, Operation::Invoke, settings)
                .map(Arc::new)
                .map_err(|mistakes| Error::configuration(mistakes.join("; ")))
        });
        UntypedCall { function }
    }
}

impl UntypedCall {
    /// Sets the payload: this value as JSON. The response is decoded into `T`; `serde_json::Value` accepts any JSON,
    /// [`Raw`](crate::Raw) any bytes. An empty response is decoded as `null`. A value that cannot be serialized is reported when
    /// the call is sent.
    pub fn json<T: DeserializeOwned + 'static>(
        self,
        value: &(impl Serialize + ?Sized),
    ) -> Call<Result<T, Error>> {
        self.with(encode(value))
    }

    /// Sets the payload: these bytes, unchanged. Lambda rejects them unless they are valid JSON.
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
        let plan = match self.function {
            Ok(function) => Plan::new(function, Encoded(payload)),
            Err(error) => Plan::invalid(error),
        };
        Call::new(Box::new(plan), codec())
    }
}

impl fmt::Debug for UntypedCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let target = self.function.as_ref().map(|function| &function.target);
        f.debug_struct("UntypedCall")
            .field("target", &target)
            .finish_non_exhaustive()
    }
}
