//! A service that responds with any bytes.

use lambda_client::declaration::{Declaration, MethodEntry};
use lambda_client::server::{FunctionResponse, Invocation, Service};
use lambda_client::transport::BoxFuture;

static DECLARATION: Declaration = Declaration::new("Bytes", &[MethodEntry::new("any", "any")]);

/// Responds with the event, as a result or as an error document. It panics on its own event, before its future is polled.
pub(crate) struct Bytes {
    pub(crate) is_failure: bool,
}

impl Service for Bytes {
    fn declaration(&self) -> &'static Declaration {
        &DECLARATION
    }

    fn invoke(&self, _: usize, invocation: Invocation) -> BoxFuture<'_, FunctionResponse> {
        assert_ne!(
            invocation.payload, "panic",
            "an event that this service does not take"
        );
        Box::pin(std::future::ready(match self.is_failure {
            true => FunctionResponse::failure(invocation.payload),
            false => FunctionResponse::result(invocation.payload),
        }))
    }
}
