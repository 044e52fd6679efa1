//! One run of a handler.

use std::any::Any;
use std::future::Future;
use std::time::Duration;

use bytes::Bytes;
use tokio::time::Instant;

use super::log;
use super::registry::Found;
use crate::ErrorDocument;
use crate::client_context;
use crate::service::{Answer, Invocation};
use crate::transport::{InvokeRequest, InvokeResponse};

/// A run that has ended.
pub(super) struct Ran {
    answer: Answer,
    duration: Duration,
}

/// Starts a handler in a task of its own: it runs to its end whether or not anybody waits, and a panic ends only itself.
pub(super) fn start(
    found: Found,
    request: &InvokeRequest<'_>,
) -> impl Future<Output = Ran> + 'static + Send {
    let mut invocation = Invocation::new(request.payload().clone());
    invocation.client_context = request.client_context().and_then(client_context::decode);
    invocation.tenant_id = request.tenant_id().map(str::to_owned);
    let task = tokio::spawn(async move {
        let started = Instant::now();
        let answer = match found.handler {
            Ok((service, method)) => service.invoke(method, invocation).await,
            Err(document) => Err(document),
        };
        (answer, started.elapsed())
    });
    let started = Instant::now();
    async move {
        match task.await {
            Ok((answer, duration)) => Ran { answer, duration },
            Err(ended) => Ran {
                answer: Err(match ended.try_into_panic() {
                    Ok(panic) => panicked(panic.as_ref()),
                    Err(_cancelled) => ErrorDocument::new(
                        "Runtime.ExitError",
                        "Runtime exited without providing a reason",
                    ),
                }),
                duration: started.elapsed(),
            },
        }
    }
}

impl Ran {
    /// Lambda's answer to a synchronous invocation.
    pub(super) fn into_response(
        self,
        id: String,
        version: String,
        tail_log: bool,
    ) -> InvokeResponse {
        let log = tail_log.then(|| log::tail(&id, &version, &self.answer, self.duration));
        let mut response = match self.answer {
            Ok(payload) => InvokeResponse::new(200, payload),
            Err(document) => InvokeResponse::new(200, document.to_bytes())
                .with_function_error(Bytes::from_static(b"Unhandled")),
        };
        response.log_result = log;
        response.with_request_id(id).with_executed_version(version)
    }
}

/// The error document of a handler that panicked.
fn panicked(panic: &(dyn Any + Send)) -> ErrorDocument {
    let message = match (panic.downcast_ref::<&str>(), panic.downcast_ref::<String>()) {
        (Some(message), _) => message,
        (None, Some(message)) => message.as_str(),
        (None, None) => "unknown panic",
    };
    ErrorDocument::new("Panic", format!("Lambda panicked: {message}"))
}

/// A request id, in the form of Lambda's: a random UUID.
pub(super) fn request_id() -> String {
    let bits = fastrand::u128(..);
    let [a, b, c, d, e] = [bits >> 96, bits >> 80, bits >> 64, bits >> 48, bits];
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        a as u32,
        b as u16,
        c as u16 & 0xfff,
        (d as u16 & 0x3fff) | 0x8000,
        e & 0xffff_ffff_ffff
    )
}
