//! Makes a call: checks it, sends it with its retries, and gives what came back.

use std::sync::Arc;

use bytes::Bytes;

use crate::call::acceptance::check_status;
use crate::call::{Plan, ResolvedFunction};
use crate::certainty::{Attempt, Operation};
use crate::error::Error;
use crate::failure::Failure;
use crate::function_name::FunctionName;
use crate::future::BoxFuture;
#[cfg(feature = "fan-out")]
use crate::limiter::{Item, Limiter};
use crate::log::CallSite;
use crate::observe::CallWatch;
use crate::payload::{Encoded, check_size};
#[cfg(feature = "opentelemetry")]
use crate::propagation;
#[cfg(feature = "fan-out")]
use crate::retry::Admission;
use crate::retry::{AttemptFailure, Request, drive};
use crate::server::Context;
use crate::transport::{InvokeRequest, InvokeResponse, SendProgress, TransportError};

/// A call that succeeded as far as Lambda is concerned: its response has not been decoded yet.
pub(crate) struct Success {
    pub(crate) plan: Box<Plan>,
    pub(crate) response: InvokeResponse,
    pub(crate) attempts: Vec<Attempt>,
    pub(crate) target: Arc<FunctionName>,
    pub(crate) site: CallSite,
}

pub(crate) type CallResult = Result<Success, Error>;

/// A call that has ended, but whose response has not been decoded yet.
pub(crate) struct Finished {
    pub(crate) result: CallResult,
    /// Learns how the call has ended, if it is observed.
    pub(crate) watch: Option<Box<CallWatch>>,
}

/// What the error type of a method says about the function's errors.
#[derive(Clone, Copy)]
pub(crate) struct ErrorRules {
    /// Whether the function's own error asks for another attempt.
    pub(crate) is_retryable: fn(&Failure) -> bool,
    /// Whether the type declares the error.
    pub(crate) is_declared: fn(&Error) -> bool,
}

/// Makes the call.
pub(crate) async fn run(plan: Box<Plan>, rules: ErrorRules) -> Finished {
    let watch = watch(&plan);
    let result = make(plan, rules, watch.as_deref()).await;
    Finished { result, watch }
}

fn watch(plan: &Plan) -> Option<Box<CallWatch>> {
    let function = plan.function.as_ref().ok()?;
    let (target, method) = (&function.target, function.method);
    let qualifier = plan.qualifier.as_ref().or(target.qualifier.as_ref());
    function.shared.watch(
        plan.operation,
        Some(&target.function),
        qualifier.map(String::as_str),
        method,
    )
}

async fn make(mut plan: Box<Plan>, rules: ErrorRules, watch: Option<&CallWatch>) -> CallResult {
    let (function, payload) = ready(&plan)?;
    let settings = plan.settings.over(function.settings);
    settings.check()?;
    let shared = &function.shared;
    let site = CallSite::new(shared.home.clone());
    let context = Context::current();
    let budget = &function.state.budget;
    let attempts = shared.attempts(budget, &settings, plan.deadline, context.as_ref());
    #[cfg(feature = "fan-out")]
    let attempts = attempts.admitted_by(Admission::of(Item::current(), || {
        Limiter::new(&function.state.limiter, &shared.clock)
    }));
    let invocation = Invocation {
        plan: &plan,
        function,
        site: &site,
        watch,
        payload,
        trace_header: context.as_ref().and_then(Context::trace_header),
        tail_log: settings.tail_log == Some(true) && plan.operation.returns_response(),
        rules,
    };
    let (response, attempts) = drive(&invocation, attempts).await?;
    let target = Arc::clone(&function.target);
    // A request that succeeded is not sent again: free a large payload before its response is decoded.
    plan.payload = Encoded(Ok(Bytes::new()));
    Ok(Success {
        plan,
        response,
        attempts,
        target,
        site: site.ended(),
    })
}

/// Returns the call's function and payload, unless they or the options are invalid.
fn ready(plan: &Plan) -> Result<(&ResolvedFunction, &Bytes), Error> {
    if let Some(mistake) = &plan.mistake {
        return Err(mistake.clone());
    }
    let function = plan.function.as_deref().map_err(Error::clone)?;
    plan.check()?;
    let payload = plan.payload.0.as_ref().map_err(Error::clone)?;
    check_size(payload, plan.operation)?;
    Ok((function, payload))
}

/// The request of a call.
struct Invocation<'a> {
    plan: &'a Plan,
    function: &'a ResolvedFunction,
    site: &'a CallSite,
    watch: Option<&'a CallWatch>,
    payload: &'a Bytes,
    /// The trace of the invocation that makes the call.
    trace_header: Option<&'a str>,
    tail_log: bool,
    rules: ErrorRules,
}

impl Invocation<'_> {
    /// Hands the request of an attempt to the transport.
    fn invoke<'b>(
        &'b self,
        progress: &'b SendProgress,
        trace_header: Option<&'b str>,
        client_context: Option<&'b str>,
    ) -> BoxFuture<'b, Result<InvokeResponse, TransportError>> {
        let Invocation { plan, function, .. } = self;
        let target = &function.target;
        let qualifier = plan.qualifier.as_ref().or(target.qualifier.as_ref());
        let request = InvokeRequest::of_attempt(&target.function, self.payload.clone(), progress)
            .with_qualifier(qualifier.map(String::as_str))
            .with_invocation_type(plan.operation.invocation_type())
            .with_tail_log(self.tail_log)
            .with_client_context(client_context)
            .with_tenant_id(plan.tenant.as_deref())
            .with_trace_header(trace_header);
        function.shared.transport.invoke(request)
    }

    /// Returns what continues the trace that the attempt is part of, if it is part of one.
    #[cfg(feature = "opentelemetry")]
    fn trace(&self) -> Option<OutgoingTrace> {
        let context = propagation::current()?;
        let Invocation { plan, function, .. } = self;
        // Lambda passes the client context to synchronous invocations only.
        let in_client_context =
            function.shared.propagates_in_client_context && plan.operation.returns_response();
        let callers = plan.client_context.as_deref();
        Some(OutgoingTrace {
            header: propagation::trace_header(&context, self.trace_header),
            client_context: in_client_context
                .then(|| propagation::client_context(&context, callers))
                .flatten(),
        })
    }
}

/// What an attempt sends in place of what its call does.
#[cfg(feature = "opentelemetry")]
struct OutgoingTrace {
    header: Option<String>,
    client_context: Option<String>,
}

#[cfg(feature = "opentelemetry")]
impl OutgoingTrace {
    fn header<'b>(&'b self, call: &'b Invocation<'_>) -> Option<&'b str> {
        self.header.as_deref().or(call.trace_header)
    }

    fn client_context<'b>(&'b self, call: &'b Invocation<'_>) -> Option<&'b str> {
        let own = self.client_context.as_deref();
        own.or(call.plan.client_context.as_deref())
    }
}

impl Request for Invocation<'_> {
    type Response = InvokeResponse;

    fn operation(&self) -> Operation {
        self.plan.operation
    }

    fn function(&self) -> Option<&str> {
        Some(&self.function.target.function)
    }

    fn site(&self) -> Option<CallSite> {
        Some(self.site.clone().ended())
    }

    fn watch(&self) -> Option<&CallWatch> {
        self.watch
    }

    fn is_declared(&self, failure: &AttemptFailure) -> bool {
        let error = failure.function_error(self.operation(), &self.function.target.function);
        error.is_some_and(|error| (self.rules.is_declared)(&error))
    }

    fn send<'a>(
        &'a self,
        progress: &'a SendProgress,
    ) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
        #[cfg(feature = "opentelemetry")]
        if let Some(trace) = self.trace() {
            // The transport borrows what it sends.
            return Box::pin(async move {
                let invoked = self.invoke(progress, trace.header(self), trace.client_context(self));
                invoked.await
            });
        }
        self.invoke(
            progress,
            self.trace_header,
            self.plan.client_context.as_deref(),
        )
    }

    fn check(
        &self,
        mut response: InvokeResponse,
    ) -> Result<(InvokeResponse, Attempt), AttemptFailure> {
        let operation = self.plan.operation;
        if response.function_error.is_some() {
            return Err(match operation.returns_response() {
                true => AttemptFailure::function(response, self.rules.is_retryable),
                // The endpoint ran the function although it was not asked to wait for it. The error is worth telling; to run
                // the function once more is not what the call asks for either.
                false => AttemptFailure::function(response, |_| false).permanent(),
            });
        }
        if let Err(cause) = check_status(operation, &response) {
            return Err(AttemptFailure::unexpected(response, cause));
        }
        let request_id = response.request_id.take();
        let attempt = Attempt::succeeded(operation, request_id, Some(response.status));
        Ok((response, attempt))
    }
}
