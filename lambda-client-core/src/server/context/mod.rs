//! What a method knows about the invocation that it serves.

mod current;
pub(crate) mod source;

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::client_context::InvokingState;
use crate::clock::Clock;
use crate::error::Error;
use crate::json::JsonMismatch;
use crate::server::downstream_errors::DownstreamErrors;

pub use self::current::{in_context, log};

/// Takes the lines that a handler logs.
pub(crate) type LogSink = Arc<dyn Fn(fmt::Arguments<'_>) + Send + Sync>;

/// The `errorType` of a client context that does not fit the type that a handler reads it as.
const BAD_CLIENT_CONTEXT: &str = "InvalidClientContext";

/// What the code of a function knows about the invocation that it serves: Lambda's context object.
///
/// A method does not take it as an argument, so the trait stays the same for clients and for fakes. [`Context::current`] returns
/// it wherever the method's own task runs, however deep in the code. [`scope`](Context::scope) carries it into a task that the
/// method spawns.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// # #[cfg(feature = "local")]
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use std::time::Duration;
/// use lambda_client::{Context, LocalLambda, Raw, server};
///
/// let local = LocalLambda::builder()
///     .handler("hello", |_: server::Invocation| async {
///         let Some(context) = Context::current() else { return "\"not served\"".to_owned() };
///         assert!(context.remaining_time() > Duration::from_secs(1));
///         format!("\"{}\"", context.request_id())
///     })
///     .build();
/// let response = local.lambda().call("hello").json::<String>(&()).send().await?;
/// assert_eq!(Some(response.value().as_str()), response.request_id());
/// assert!(Context::current().is_none());
/// # Ok(()) }
/// # #[cfg(not(feature = "local"))] fn main() {}
/// ```
///
/// # Outgoing calls
///
/// A call that is sent in a context
///
/// - ends 200 ms before the invocation does, whatever timeout or deadline it has itself, so that there is time left to respond. The
///   error is of kind [`InvocationDeadline`](crate::ErrorKind::InvocationDeadline). With less time left, the call fails before
///   anything is sent, and there is no retry that could not end in time;
/// - carries the trace header on (`X-Amzn-Trace-Id`), so that AWS X-Ray sees one trace and Lambda detects recursion. With the feature
///   `opentelemetry`, the span of the call may [replace](crate::observe#one-trace) it;
/// - has its errors [noted](crate::server#errors-of-outgoing-calls).
///
/// None of this applies to a call that is sent from a spawned task without [`scope`](Context::scope).
///
/// Clones are cheap, and are the same context. `Debug` prints neither the client context nor the tenant ID.
#[derive(Clone)]
pub struct Context {
    facts: Arc<Facts>,
    /// The errors that the handler's outgoing calls returned.
    downstream_errors: Arc<DownstreamErrors>,
}

/// What stays the same for the whole invocation.
struct Facts {
    request_id: String,
    function_name: Option<String>,
    function_arn: Option<String>,
    version: Option<String>,
    tenant_id: Option<String>,
    trace_header: Option<String>,
    client_context: Option<Bytes>,
    log_group: Option<String>,
    log_stream: Option<String>,
    is_local: bool,
    deadline: Option<Instant>,
    deadline_margin: Duration,
    clock: Arc<dyn Clock>,
    log: Option<LogSink>,
}

impl Context {
    /// Returns Lambda's request ID. When Lambda itself retries an event, it keeps the ID, so work that is named after it is not
    /// started twice. An invocation without an ID, such as one made by hand, has a random one in the form of a UUID.
    pub fn request_id(&self) -> &str {
        &self.facts.request_id
    }

    /// Returns how much time is left until Lambda ends the invocation, by the clock of the runtime: zero if the time has passed,
    /// and [`Duration::MAX`] if there is no limit.
    pub fn remaining_time(&self) -> Duration {
        let Facts {
            deadline, clock, ..
        } = &*self.facts;
        deadline.map_or(Duration::MAX, |deadline| {
            deadline.saturating_duration_since(clock.now())
        })
    }

    /// Returns when Lambda ends the invocation, on the clock of the runtime. Returns `None` if there is no limit.
    pub fn deadline(&self) -> Option<Instant> {
        self.facts.deadline
    }

    /// Returns the name of the function.
    pub fn function_name(&self) -> Option<&str> {
        self.facts.function_name.as_deref()
    }

    /// Returns the invoked ARN, with the requested version or alias.
    pub fn function_arn(&self) -> Option<&str> {
        self.facts.function_arn.as_deref()
    }

    /// Returns the version that runs: a number or `$LATEST`.
    pub fn version(&self) -> Option<&str> {
        self.facts.version.as_deref()
    }

    /// Returns the tenant ID, for functions with tenant isolation.
    pub fn tenant_id(&self) -> Option<&str> {
        self.facts.tenant_id.as_deref()
    }

    /// Returns the trace header (`X-Amzn-Trace-Id`) as AWS writes it, for example
    /// `Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1` (AWS X-Ray Developer Guide, "Tracing header").
    pub fn trace_header(&self) -> Option<&str> {
        self.facts.trace_header.as_deref()
    }

    /// Decodes the client context, for example as [`ClientContext`](crate::ClientContext). Returns `None` if there is none.
    ///
    /// # Errors
    ///
    /// Returns an error if the client context does not fit `T`. The error says why, without the values, and can be returned from
    /// the method.
    pub fn client_context<T: DeserializeOwned>(&self) -> Result<Option<T>, Error> {
        let Some(json) = &self.facts.client_context else {
            return Ok(None);
        };
        serde_json::from_slice(json).map(Some).map_err(|error| {
            let mismatch = JsonMismatch::of::<T>(json, &error);
            let message = format!("cannot deserialize the client context: {mismatch}");
            Error::function(BAD_CLIENT_CONTEXT, message)
        })
    }

    /// Returns the state of a state machine (AWS Step Functions) that called the function, with the ARN of its execution and the number of
    /// its retries. Returns `None` if something else called it, or if the task does not say so: those of
    /// generated definitions (feature `step-functions`)
    /// do, in the client context. Whoever may invoke the function can send any client context, so this is not proof of where a call comes
    /// from.
    ///
    /// ```
    /// # extern crate lambda_client_core as lambda_client;
    /// # #[cfg(feature = "local")]
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use lambda_client::{ClientContext, Context, LocalLambda, server};
    ///
    /// let local = LocalLambda::builder()
    ///     .handler("charge", |_: server::Invocation| async {
    ///         match Context::current().and_then(|context| context.invoking_state()) {
    ///             // A charge may have gone through before: look it up by the execution, whose name stays the same.
    ///             Some(state) if state.retry_count() > 0 => format!("\"again for {}\"", state.execution_arn()),
    ///             _ => "\"once\"".to_owned(),
    ///         }
    ///     })
    ///     .build();
    /// // What a task sends.
    /// let context = ClientContext::new()
    ///     .with_custom("lambda-client:execution-arn", "arn:aws:states:eu-west-1:123456789012:execution:orders:17")
    ///     .with_custom("lambda-client:retry-count", "1");
    /// let lambda = local.lambda();
    /// let done = lambda.call("charge").json::<String>(&()).client_context(&context).await?;
    /// assert_eq!(done, "again for arn:aws:states:eu-west-1:123456789012:execution:orders:17");
    /// # Ok(()) }
    /// # #[cfg(not(feature = "local"))] fn main() {}
    /// ```
    pub fn invoking_state(&self) -> Option<InvokingState> {
        let json = self.facts.client_context.as_deref()?;
        let context = serde_json::from_slice(json).ok()?;
        InvokingState::from_client_context(&context)
    }

    /// Returns the CloudWatch log group of the function.
    pub fn log_group(&self) -> Option<&str> {
        self.facts.log_group.as_deref()
    }

    /// Returns the CloudWatch log stream of the execution environment.
    pub fn log_stream(&self) -> Option<&str> {
        self.facts.log_stream.as_deref()
    }

    /// Returns whether the function runs outside of Lambda, for example in [`LocalLambda`](crate::LocalLambda) or an emulator.
    pub fn is_local(&self) -> bool {
        self.facts.is_local
    }

    /// Returns the errors that the handler's outgoing calls returned.
    pub(crate) fn downstream_errors(&self) -> &Arc<DownstreamErrors> {
        &self.downstream_errors
    }
}

impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context")
            .field("request_id", &self.request_id())
            .field("function_name", &self.function_name())
            .field("function_arn", &self.function_arn())
            .field("version", &self.version())
            .field("remaining_time", &self.remaining_time())
            .field("trace_header", &self.trace_header())
            .field("log_group", &self.log_group())
            .field("log_stream", &self.log_stream())
            .field("is_local", &self.is_local())
            .field("has_tenant_id", &self.tenant_id().is_some())
            .field("has_client_context", &self.facts.client_context.is_some())
            .finish_non_exhaustive()
    }
}
