//! The span of an invocation, for the crate `tracing`, and what is recorded there.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use tracing::field::Empty;
use tracing::{Span, info_span};
#[cfg(feature = "opentelemetry")]
use tracing_opentelemetry::OpenTelemetrySpanExt as _;

use crate::invocation::limits::MAX_RESPONSE;
use crate::observe::error_type::{self, DROPPED};
use crate::observe::span;
#[cfg(feature = "opentelemetry")]
use crate::propagation;
use crate::server::panic::PANIC;
use crate::server::{FunctionResponse, Invocation};

/// Opens the span of an invocation.
pub(super) fn of_invocation(invocation: &Invocation, is_cold_start: bool) -> Span {
    let arn = invocation.function_arn.as_deref().and_then(Arn::parse);
    let name = invocation.function_name.as_deref().unwrap_or("function");
    let span = info_span!(
        target: "lambda_client",
        parent: None,
        "lambda.serve",
        otel.name = name,
        otel.kind = "server",
        otel.status_code = Empty,
        faas.trigger = "other",
        faas.invocation_id = invocation.request_id.as_deref(),
        faas.coldstart = is_cold_start,
        aws.lambda.invoked_arn = invocation.function_arn.as_deref(),
        cloud.resource_id = arn.as_ref().map(|arn| arn.of_version(invocation.version.as_deref())),
        cloud.region = arn.as_ref().map(|arn| arn.region),
        cloud.account.id = arn.as_ref().map(|arn| arn.account),
        "error.type" = Empty,
    );
    #[cfg(feature = "opentelemetry")]
    if let Some(context) = propagation::extract(invocation) {
        // Without a layer that takes it, there is nothing to continue.
        let _ = span.set_parent(context);
    }
    span
}

/// Records how the handler has ended.
pub(super) fn finished(span: &Span, response: &FunctionResponse) {
    span::record_error(span, error_type_of(response));
}

/// Records that the handler was dropped: it panicked, or took longer than it may.
pub(super) fn dropped(span: &Span) {
    let error_type = match thread::panicking() {
        true => PANIC,
        false => DROPPED,
    };
    // A panic of a subscriber, while another one unwinds, would end the process.
    let _ = catch_unwind(AssertUnwindSafe(|| {
        span::record_error(span, Some(error_type))
    }));
}

/// Returns the name of a failure that is fit to be a label.
fn error_type_of(response: &FunctionResponse) -> Option<&str> {
    if response.is_failure() {
        return Some(error_type::of_handler(response.known_error_type()));
    }
    // The runtime sends an error in its place.
    (response.payload().len() > MAX_RESPONSE).then_some("Function.ResponseSizeTooLarge")
}

/// The ARN of a function, as it was invoked.
struct Arn<'a> {
    unqualified: &'a str,
    region: &'a str,
    account: &'a str,
    is_qualified: bool,
}

impl<'a> Arn<'a> {
    fn parse(arn: &'a str) -> Option<Arn<'a>> {
        let parts: Vec<_> = arn.split(':').collect();
        let [
            "arn",
            _,
            "lambda",
            region,
            account,
            "function",
            _,
            ref qualifier @ ..,
        ] = parts[..]
        else {
            return None;
        };
        let end = match qualifier {
            [] => arn.len(),
            [qualifier] => arn.len() - qualifier.len() - 1,
            _ => return None,
        };
        Some(Arn {
            unqualified: arn.get(..end)?,
            region,
            account,
            is_qualified: !qualifier.is_empty(),
        })
    }

    /// Returns the ARN with the version that runs in place of an alias.
    fn of_version(&self, version: Option<&str>) -> String {
        match version.filter(|_| self.is_qualified) {
            Some(version) => format!("{}:{version}", self.unqualified),
            None => self.unqualified.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_resource_is_the_version_and_not_the_alias() {
        let arn = "arn:aws-cn:lambda:cn-north-1:123456789012:function:orders";
        let qualified = format!("{arn}:live");
        let parsed = Arn::parse(&qualified).unwrap();
        assert_eq!(
            (parsed.region, parsed.account),
            ("cn-north-1", "123456789012")
        );
        assert_eq!(parsed.of_version(Some("7")), format!("{arn}:7"));
        assert_eq!(parsed.of_version(None), arn);
        assert_eq!(Arn::parse(arn).unwrap().of_version(Some("$LATEST")), arn);
        for bad in [
            "",
            "orders",
            "arn:aws:s3:::bucket",
            "arn:aws:lambda:r:a:function:f:q:x",
        ] {
            assert!(Arn::parse(bad).is_none(), "{bad}");
        }
    }
}
