//! The code of a function, as bytes in and bytes out.

use std::future::Future;

use bytes::Bytes;

use crate::error::ErrorDocument;
use crate::future::BoxFuture;
use crate::server::Invocation;

/// The code of a function in [`LocalLambda`](crate::LocalLambda). Async closures over an [`Invocation`] are handlers:
///
/// ```
/// use lambda_client_core::server::Invocation;
/// use lambda_client_core::local::Function;
///
/// let echo = Function::new(|invocation: Invocation| async move { invocation.payload });
/// # let _ = echo;
/// ```
pub trait Handler: Send + Sync + 'static {
    /// Runs the function once.
    fn handle(&self, invocation: Invocation) -> BoxFuture<'_, Reply>;
}

impl<F, Fut> Handler for F
where
    F: Fn(Invocation) -> Fut + Send + Sync + 'static,
    Fut: Future<Output: IntoReply> + Send + 'static,
{
    fn handle(&self, invocation: Invocation) -> BoxFuture<'_, Reply> {
        let run = self(invocation);
        Box::pin(async move { run.await.into_reply() })
    }
}

/// What a function answers with: a result, or an error document.
#[derive(Clone, PartialEq, Eq)]
pub struct Reply {
    payload: Bytes,
    failed: bool,
}

impl Reply {
    /// A result. Lambda expects JSON of managed runtimes, and takes any bytes.
    pub fn result(payload: impl Into<Bytes>) -> Reply {
        Reply {
            payload: payload.into(),
            failed: false,
        }
    }

    /// An error document as bytes of your own, in the form of another runtime, say. See [`ErrorDocument`] for the usual one.
    pub fn failure(document: impl Into<Bytes>) -> Reply {
        Reply {
            payload: document.into(),
            failed: true,
        }
    }

    /// Whether this is an error document.
    pub fn is_failure(&self) -> bool {
        self.failed
    }

    pub(crate) fn into_payload(self) -> Bytes {
        self.payload
    }
}

impl std::fmt::Debug for Reply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reply")
            .field("payload_bytes", &self.payload.len())
            .field("failed", &self.failed)
            .finish()
    }
}

/// What a handler may return: bytes, a [`Reply`], or a `Result` of bytes and something that is an [`ErrorDocument`], such as
/// [`Error`](crate::Error).
#[diagnostic::on_unimplemented(
    message = "a function in `LocalLambda` cannot answer with `{Self}`",
    label = "return bytes (`Bytes`, `Vec<u8>`, `String`, `&'static str`), a `Reply`, or `Result<bytes, ErrorDocument>`"
)]
pub trait IntoReply {
    /// The answer.
    fn into_reply(self) -> Reply;
}

impl IntoReply for Reply {
    fn into_reply(self) -> Reply {
        self
    }
}

macro_rules! bytes {
    ($($bytes:ty),*) => {$(
        impl IntoReply for $bytes {
            fn into_reply(self) -> Reply {
                Reply::result(self)
            }
        }
    )*};
}

bytes!(Bytes, Vec<u8>, String, &'static str);

impl<B: Into<Bytes>, E: Into<ErrorDocument>> IntoReply for Result<B, E> {
    fn into_reply(self) -> Reply {
        match self {
            Ok(payload) => Reply::result(payload),
            Err(error) => Reply::failure(error.into().to_bytes()),
        }
    }
}
