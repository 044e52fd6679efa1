//! Posts responses and errors to Lambda's Runtime API.

use std::error::Error as StdError;
use std::io;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Method, StatusCode};
use lambda_runtime_api_client::body::Body;
use lambda_runtime_api_client::{BoxError, PooledClient, build_request};

use crate::failure::Failure;
use crate::serve::environment::Environment;

const INVOCATION_ID: &str = "lambda-runtime-invocation-id";
const ERROR_TYPE: &str = "lambda-runtime-function-error-type";

/// The `errorType` in the header if the document has none that a header can hold. The word is Lambda's.
const UNHANDLED: HeaderValue = HeaderValue::from_static("Unhandled");

/// The pauses before another attempt after a refused connection.
const PAUSES: [Duration; 3] = [
    Duration::from_millis(10),
    Duration::from_millis(50),
    Duration::from_millis(250),
];

/// The Runtime API as a recipient of responses. Invocations are fetched by lambda_runtime.
#[derive(Debug)]
pub(super) struct RuntimeApi {
    client: PooledClient,
}

/// The invocation that a response belongs to.
#[derive(Clone, Debug)]
pub(super) struct Recipient {
    pub(super) request_id: String,
    /// Lambda's ID of this run. Unlike the request ID, it changes when Lambda retries the event.
    pub(super) invocation_id: Option<HeaderValue>,
}

/// What became of a post.
#[derive(Debug)]
pub(super) enum Posted {
    /// A status of success.
    Accepted,
    /// Any other status.
    Rejected(StatusCode),
    /// No connection could be made, so nothing was sent.
    Unreachable(BoxError),
    /// The connection broke. Whether the bytes arrived is unknown.
    Lost(BoxError),
}

impl RuntimeApi {
    pub(super) fn new(environment: &Environment) -> RuntimeApi {
        let client = PooledClient::builder()
            .with_endpoint(environment.runtime_api.clone())
            .with_pool_size(environment.concurrency)
            .build();
        RuntimeApi { client }
    }

    /// Posts the result of an invocation.
    pub(super) async fn response(&self, recipient: &Recipient, body: Bytes) -> Posted {
        let path = format!("invocation/{}/response", recipient.request_id);
        self.post(&path, recipient.invocation_id.as_ref(), None, body)
            .await
    }

    /// Posts the error document of an invocation.
    pub(super) async fn error(&self, recipient: &Recipient, document: Bytes) -> Posted {
        let path = format!("invocation/{}/error", recipient.request_id);
        let error_type = error_type(&document);
        self.post(
            &path,
            recipient.invocation_id.as_ref(),
            Some(error_type),
            document,
        )
        .await
    }

    /// Posts the error document of an initialization.
    pub(super) async fn init_error(&self, document: Bytes) -> Posted {
        let error_type = error_type(&document);
        self.post("init/error", None, Some(error_type), document)
            .await
    }

    /// Posts once. Another attempt is made only after a refused connection: whatever was sent may have arrived.
    async fn post(
        &self,
        path: &str,
        invocation_id: Option<&HeaderValue>,
        error_type: Option<HeaderValue>,
        body: Bytes,
    ) -> Posted {
        let mut pauses = PAUSES.into_iter();
        loop {
            let mut request = build_request()
                .method(Method::POST)
                .uri(format!("/2018-06-01/runtime/{path}"));
            if let Some(id) = invocation_id {
                request = request.header(INVOCATION_ID, id);
            }
            if let Some(error_type) = &error_type {
                request = request.header(ERROR_TYPE, error_type);
            }
            let request = match request.body(Body::from(body.clone())) {
                Ok(request) => request,
                // A request ID that a path cannot hold.
                Err(error) => return Posted::Unreachable(error.into()),
            };
            let error = match self.client.call(request).await {
                Ok(response) if response.status().is_success() => return Posted::Accepted,
                Ok(response) => return Posted::Rejected(response.status()),
                Err(error) => error,
            };
            if !is_refused(&*error) {
                return Posted::Lost(error);
            }
            match pauses.next() {
                Some(pause) => tokio::time::sleep(pause).await,
                None => return Posted::Unreachable(error),
            }
        }
    }
}

/// Returns the `errorType` of a document as the value of a header.
fn error_type(document: &Bytes) -> HeaderValue {
    let failure = Failure::decode(document.clone());
    let error_type = failure.error_type().and_then(printable);
    let value = error_type.and_then(|name| HeaderValue::from_str(name).ok());
    value.unwrap_or(UNHANDLED)
}

/// The longest `errorType` that is taken for a name.
const MAX_NAME: usize = 256;

/// Returns the `errorType` if it looks like a name, and not like a sentence: for a header, and for a line of the log.
pub(super) fn printable(error_type: &str) -> Option<&str> {
    let is_name = !error_type.is_empty()
        && error_type.len() <= MAX_NAME
        && error_type.bytes().all(|byte| byte.is_ascii_graphic());
    is_name.then_some(error_type)
}

/// Returns whether the connection was refused, so that not a byte was sent.
fn is_refused(error: &(dyn StdError + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(cause) = next {
        if let Some(io) = cause.downcast_ref::<io::Error>()
            && io.kind() == io::ErrorKind::ConnectionRefused
        {
            return true;
        }
        next = cause.source();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_names_the_error_if_it_can() {
        let header = |document: &'static str| error_type(&Bytes::from_static(document.as_bytes()));
        assert_eq!(
            header(r#"{"errorType":"com.acme.OutOfStock"}"#),
            "com.acme.OutOfStock"
        );
        for document in [
            "",
            "7",
            "{}",
            r#"{"errorType":""}"#,
            r#"{"errorType":"two\nlines"}"#,
            r#"{"errorType":"außen"}"#,
            r#"{"errorType":"no A-1 left"}"#,
        ] {
            assert_eq!(header(document), UNHANDLED, "{document}");
        }
        let long = format!(r#"{{"errorType":"{}"}}"#, "x".repeat(MAX_NAME + 1));
        assert_eq!(error_type(&Bytes::from(long)), UNHANDLED);
    }

    #[test]
    fn only_a_refused_connection_is_refused() {
        #[derive(Debug)]
        struct Outer(io::Error);
        impl std::fmt::Display for Outer {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("outer")
            }
        }
        impl StdError for Outer {
            fn source(&self) -> Option<&(dyn StdError + 'static)> {
                Some(&self.0)
            }
        }
        for (kind, expected) in [
            (io::ErrorKind::ConnectionRefused, true),
            (io::ErrorKind::ConnectionReset, false),
            (io::ErrorKind::BrokenPipe, false),
            (io::ErrorKind::TimedOut, false),
        ] {
            assert_eq!(is_refused(&Outer(kind.into())), expected, "{kind}");
        }
    }
}
