//! What a function is invoked with.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;

/// The event of one invocation, together with what Lambda's context object says about it.
///
/// `Debug` prints neither the event nor the client context nor the tenant ID.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::server::Invocation;
///
/// let mut invocation = Invocation::new(r#"{"sku":"A-1"}"#);
/// invocation.tenant_id = Some("blue".to_owned());
/// assert_eq!(invocation.payload, r#"{"sku":"A-1"}"#);
/// ```
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Invocation {
    /// The event.
    pub payload: Bytes,
    /// The client context as JSON.
    pub client_context: Option<Bytes>,
    /// The tenant ID, for functions with tenant isolation.
    pub tenant_id: Option<String>,
    /// Lambda's request ID. When Lambda itself retries an event, it keeps the ID.
    pub request_id: Option<String>,
    /// The name of the function.
    pub function_name: Option<String>,
    /// The invoked ARN, with the requested version or alias.
    pub function_arn: Option<String>,
    /// The version that runs: a number or `$LATEST`.
    pub version: Option<String>,
    /// How much time is left, at the moment of the invocation, until Lambda ends it.
    pub remaining_time: Option<Duration>,
    /// The trace header (`X-Amzn-Trace-Id`) as AWS writes it.
    pub trace_header: Option<String>,
    /// The CloudWatch log group of the function.
    pub log_group: Option<String>,
    /// The CloudWatch log stream of the execution environment.
    pub log_stream: Option<String>,
    /// Whether the function runs outside of Lambda, for example in an emulator.
    pub is_local: bool,
}

impl Invocation {
    /// Creates an invocation with this event and nothing else.
    pub fn new(payload: impl Into<Bytes>) -> Self {
        Invocation {
            payload: payload.into(),
            ..Invocation::default()
        }
    }
}

impl fmt::Debug for Invocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Invocation")
            .field("payload_bytes", &self.payload.len())
            .field("request_id", &self.request_id)
            .field("function_name", &self.function_name)
            .field("function_arn", &self.function_arn)
            .field("version", &self.version)
            .field("remaining_time", &self.remaining_time)
            .field("trace_header", &self.trace_header)
            .field("log_group", &self.log_group)
            .field("log_stream", &self.log_stream)
            .field("is_local", &self.is_local)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_prints_no_payload_tenant_or_client_context() {
        let mut invocation = Invocation::new("marker-payload");
        invocation.client_context = Some(Bytes::from_static(b"marker-context"));
        invocation.tenant_id = Some("marker-tenant".to_owned());
        invocation.request_id = Some("id-1".to_owned());
        invocation.remaining_time = Some(Duration::from_secs(3));
        let text = format!("{invocation:?} {invocation:#?}");
        assert!(!text.contains("marker"), "{text}");
        // The same bytes as `Bytes` and as a list of numbers.
        assert!(!text.contains("109, 97"), "{text}");
        assert!(text.contains("payload_bytes: 14"), "{text}");
        assert!(text.contains("id-1") && text.contains("3s"), "{text}");
    }
}
