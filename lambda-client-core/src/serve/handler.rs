//! Responds to invocations: a layer that takes the place of lambda_runtime's own service.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context as TaskContext, Poll};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http::StatusCode;
use lambda_runtime::LambdaInvocation;
use lambda_runtime::tower::{Layer, Service};
use lambda_runtime_api_client::BoxError;
use tokio::sync::mpsc;

use crate::error::ErrorDocument;
use crate::failure::Failure;
use crate::foreign::Cause;
use crate::future::BoxFuture;
use crate::invocation::limits::MAX_RESPONSE;
use crate::observe::{ServedWatch, flush_all};
use crate::serve::environment::{Environment, is_local_arn};
use crate::serve::error::ServeError;
use crate::serve::log::{Level, Log};
use crate::serve::runtime_api::{Posted, Recipient, RuntimeApi, printable};
use crate::server::context::Context;
use crate::server::context::source::ContextSource;
use crate::server::{FunctionResponse, Invocation, ServedFunction};

/// The launch of Lambda, 2014-11-13, after 1970: a deadline is never earlier.
const LAMBDA_LAUNCH: Duration = Duration::from_secs(1_415_836_800);

/// Serves invocations in place of the service that it wraps.
#[derive(Clone)]
pub(super) struct Handler {
    shared: Arc<Shared>,
}

struct Shared {
    function: ServedFunction,
    environment: Environment,
    api: RuntimeApi,
    log: Log,
    times: Times,
    /// Whether the process has received an invocation.
    has_served: AtomicBool,
    /// Receives the error that ends the process.
    fatal: mpsc::Sender<ServeError>,
}

/// The times of an invocation that are settings.
pub(super) struct Times {
    /// How long before the end of the invocation its outgoing calls end, if this is set.
    pub(super) deadline_margin: Option<Duration>,
    /// How long the response waits for observers.
    pub(super) observers: Duration,
}

/// What to do next.
enum Next {
    /// Serve the next invocation.
    Invocation,
    /// End the process.
    End(ServeError),
}

impl Handler {
    /// Creates a handler, and the channel through which it ends the process.
    pub(super) fn new(
        function: ServedFunction,
        environment: Environment,
        api: RuntimeApi,
        times: Times,
    ) -> (Handler, mpsc::Receiver<ServeError>) {
        let (fatal, ended) = mpsc::channel(1);
        let shared = Shared {
            function,
            log: Log::new(&environment),
            environment,
            api,
            times,
            has_served: AtomicBool::new(false),
            fatal,
        };
        let shared = Arc::new(shared);
        (Handler { shared }, ended)
    }
}

impl<S> Layer<S> for Handler {
    type Service = Handler;

    fn layer(&self, _: S) -> Handler {
        self.clone()
    }
}

impl Service<LambdaInvocation> for Handler {
    type Response = ();
    type Error = BoxError;
    type Future = BoxFuture<'static, Result<(), BoxError>>;

    fn poll_ready(&mut self, _: &mut TaskContext<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, invocation: LambdaInvocation) -> Self::Future {
        let shared = Arc::clone(&self.shared);
        Box::pin(async move {
            if let Next::End(error) = shared.serve(invocation).await {
                // If the channel is full, another such error already ends the process.
                let _ = shared.fatal.try_send(error);
                // Never returns, so that no further invocation is fetched: an error would end this worker alone.
                std::future::pending::<()>().await;
            }
            Ok(())
        })
    }
}

impl Shared {
    /// Runs an invocation and posts its response.
    async fn serve(&self, received: LambdaInvocation) -> Next {
        let recipient = Recipient {
            request_id: received.context.request_id.clone(),
            invocation_id: received
                .parts
                .headers
                .get("lambda-runtime-invocation-id")
                .cloned(),
        };
        let request_id: Arc<str> = recipient.request_id.as_str().into();
        let invocation = self.invocation(received);
        let mut source = ContextSource {
            log: Some(self.log.sink(&request_id)),
            ..ContextSource::default()
        };
        if let Some(margin) = self.times.deadline_margin {
            source.deadline_margin = margin;
        }
        let context = Context::of(&invocation, source);
        let is_cold_start = !self.has_served.swap(true, Ordering::Relaxed);
        let watch = ServedWatch::start(&invocation, is_cold_start);
        let running = watch.traced(self.function.invoke(invocation));
        let response = context.clone().scope(running).await;
        self.flush_observers(&context).await;
        self.deliver(&recipient, within_limits(response)).await
    }

    /// Waits for the observers of the calls that the process has made: Lambda freezes the process after the response, and what has not been
    /// reported by then may never be.
    async fn flush_observers(&self, context: &Context) {
        let left = context.time_for_calls().map(|time| time.left);
        let time = left.map_or(self.times.observers, |left| left.min(self.times.observers));
        // What is late is reported during the next invocation.
        let _ = tokio::time::timeout(time, flush_all()).await;
    }

    fn invocation(&self, received: LambdaInvocation) -> Invocation {
        let LambdaInvocation {
            parts,
            body,
            context,
        } = received;
        // lambda_runtime decodes the header into its own type; the method reads the original.
        let client_context = parts.headers.get("lambda-runtime-client-context");
        let client_context = client_context.filter(|json| !json.is_empty());
        let mut invocation = Invocation::new(body);
        invocation.client_context =
            client_context.map(|json| Bytes::copy_from_slice(json.as_bytes()));
        invocation.remaining_time = remaining_time(context.deadline());
        invocation.is_local =
            self.environment.is_local || is_local_arn(&context.invoked_function_arn);
        invocation.tenant_id = context.tenant_id.filter(|id| !id.is_empty());
        invocation.request_id = Some(context.request_id);
        invocation.function_name = Some(self.environment.function_name.clone());
        invocation.function_arn = Some(context.invoked_function_arn);
        invocation.version = Some(self.environment.version.clone());
        invocation.trace_header = context.xray_trace_id.filter(|header| !header.is_empty());
        invocation.log_group = self.environment.log_group.clone();
        invocation.log_stream = self.environment.log_stream.clone();
        invocation
    }

    async fn deliver(&self, recipient: &Recipient, response: FunctionResponse) -> Next {
        let is_failure = response.is_failure();
        let body = response.into_payload();
        if !is_failure {
            return match self.api.response(recipient, body.clone()).await {
                Posted::Rejected(StatusCode::PAYLOAD_TOO_LARGE) => {
                    let document = too_large(body.len(), None);
                    self.fail(recipient, document.to_bytes()).await
                }
                posted => self.posted(recipient, posted),
            };
        }
        self.fail(recipient, body).await
    }

    async fn fail(&self, recipient: &Recipient, document: Bytes) -> Next {
        let failure = Failure::decode(document.clone());
        let error_type = failure.error_type().and_then(printable);
        self.log.write_failure(&recipient.request_id, error_type);
        let posted = self.api.error(recipient, document).await;
        self.posted(recipient, posted)
    }

    /// Decides what a status or a broken connection means for the process.
    fn posted(&self, recipient: &Recipient, posted: Posted) -> Next {
        let warn = |text: &dyn std::fmt::Display| {
            self.log
                .write(Level::Warn, &recipient.request_id, format_args!("{text}"));
            Next::Invocation
        };
        match posted {
            Posted::Accepted => Next::Invocation,
            Posted::Rejected(StatusCode::GONE) => {
                warn(&"the response came too late: Lambda had ended the invocation (HTTP 410)")
            }
            // An emulator may respond this way because the caller has gone, and may not start another process.
            Posted::Rejected(status) if status.is_server_error() && !self.environment.is_local => {
                Next::End(ServeError::runtime_api(format!(
                    "the Runtime API failed with HTTP {}, after which a function must end",
                    status.as_u16()
                )))
            }
            Posted::Rejected(status) => warn(&format_args!(
                "the Runtime API rejected the response (HTTP {})",
                status.as_u16()
            )),
            Posted::Lost(error) => warn(&format_args!(
                "the connection to the Runtime API broke while the response was sent, so it is not sent again ({})",
                Cause::of(&*error, |_| None).root()
            )),
            Posted::Unreachable(error) => Next::End(
                ServeError::runtime_api("the Runtime API is out of reach").caused_by(&*error),
            ),
        }
    }
}

/// Returns how much time is left until a deadline.
///
/// `cargo lambda watch` sends the length of its time limit in place of a time. Read as a time, that is in 1970, and every outgoing call
/// would be too late. Such an invocation has no limit.
fn remaining_time(deadline: SystemTime) -> Option<Duration> {
    let is_a_time = deadline >= UNIX_EPOCH + LAMBDA_LAUNCH;
    is_a_time.then(|| {
        let remaining = deadline.duration_since(SystemTime::now());
        remaining.unwrap_or_default()
    })
}

/// Replaces a response that Lambda would reject for its size.
fn within_limits(response: FunctionResponse) -> FunctionResponse {
    let size = response.payload().len();
    if size <= MAX_RESPONSE {
        return response;
    }
    let document = match response.is_failure() {
        false => too_large(size, Some(MAX_RESPONSE)),
        true => {
            let failure = Failure::decode(response.into_payload());
            let error_type = failure.error_type().and_then(printable);
            ErrorDocument::new(
                error_type.unwrap_or("Unhandled"),
                format!(
                    "the error document was left out: it has {size} bytes, and the limit is {MAX_RESPONSE} bytes"
                ),
            )
        }
    };
    FunctionResponse::failure(document.to_bytes())
}

/// Returns the document that Lambda sends in place of a response that is too large, with the size.
fn too_large(size: usize, limit: Option<usize>) -> ErrorDocument {
    let limit = limit
        .map(|limit| format!(" ({limit} bytes)"))
        .unwrap_or_default();
    ErrorDocument::new(
        "Function.ResponseSizeTooLarge",
        format!(
            "Response payload size exceeded maximum allowed payload size{limit}: the response has {size} bytes"
        ),
    )
}
