//! The code of a function, as bytes in and bytes out.

use std::future::Future;

use bytes::Bytes;

use crate::error::ErrorDocument;
use crate::future::BoxFuture;
use crate::server::{FunctionResponse, Invocation, ServedFunction};

/// The code of a function in [`LocalLambda`](crate::LocalLambda). Async closures over an [`Invocation`] are handlers:
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::local::Function;
/// use lambda_client::server::Invocation;
///
/// let echo = Function::new(|invocation: Invocation| async move { invocation.payload });
/// # let _ = echo;
/// ```
pub trait Handler: Send + Sync + 'static {
    /// Runs the function once.
    fn handle(&self, invocation: Invocation) -> BoxFuture<'_, FunctionResponse>;
}

impl<F, Fut> Handler for F
where
    F: Fn(Invocation) -> Fut + Send + Sync + 'static,
    Fut: Future<Output: IntoFunctionResponse> + Send + 'static,
{
    fn handle(&self, invocation: Invocation) -> BoxFuture<'_, FunctionResponse> {
        let run = self(invocation);
        Box::pin(async move { run.await.into_function_response() })
    }
}

impl Handler for ServedFunction {
    fn handle(&self, invocation: Invocation) -> BoxFuture<'_, FunctionResponse> {
        Box::pin(self.invoke(invocation))
    }
}

/// A type that a handler may return: bytes, a [`FunctionResponse`], or a `Result` of bytes and anything that converts into an
/// [`ErrorDocument`], such as [`Error`](crate::Error).
///
/// An error leaves by the rules of [`server`](crate::server): one that the handler received from its own call leaves as
/// `lambda_client.Downstream`, and the first dot of a reserved name becomes `_`. To stand in for a function that Lambda
/// itself ended, return the document's bytes as [`FunctionResponse::failure`], which sends them as they are.
#[diagnostic::on_unimplemented(
    message = "a function in `LocalLambda` cannot return `{Self}`",
    label = "return bytes (`Bytes`, `Vec<u8>`, `String`, `&'static str`), a `FunctionResponse`, or `Result<bytes, ErrorDocument>`"
)]
pub trait IntoFunctionResponse {
    /// Converts the value into the response.
    fn into_function_response(self) -> FunctionResponse;
}

impl IntoFunctionResponse for FunctionResponse {
    fn into_function_response(self) -> FunctionResponse {
        self
    }
}

macro_rules! bytes {
    ($($bytes:ty),*) => {$(
        impl IntoFunctionResponse for $bytes {
            fn into_function_response(self) -> FunctionResponse {
                FunctionResponse::result(self)
            }
        }
    )*};
}

bytes!(Bytes, Vec<u8>, String, &'static str);

impl<B: Into<Bytes>, E: Into<ErrorDocument>> IntoFunctionResponse for Result<B, E> {
    fn into_function_response(self) -> FunctionResponse {
        match self {
            Ok(payload) => FunctionResponse::result(payload),
            Err(error) => FunctionResponse::of_error(error.into()),
        }
    }
}
