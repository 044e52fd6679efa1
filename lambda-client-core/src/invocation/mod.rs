//! Lambda's invocation types and the limits of an invocation.

pub(crate) mod limits;

use std::fmt;

use self::limits::{MAX_EVENT_PAYLOAD, MAX_PAYLOAD};

/// Lambda's invocation types (`InvocationType` of the `Invoke` operation).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum InvocationType {
    /// The caller waits for the function's response. HTTP 200.
    #[default]
    RequestResponse,
    /// Lambda queues the event and responds at once. HTTP 202.
    Event,
    /// Lambda checks parameters and permissions and runs nothing. HTTP 204.
    DryRun,
}

impl InvocationType {
    /// Returns the value of the header `X-Amz-Invocation-Type`.
    pub const fn as_str(self) -> &'static str {
        match self {
            InvocationType::RequestResponse => "RequestResponse",
            InvocationType::Event => "Event",
            InvocationType::DryRun => "DryRun",
        }
    }

    /// Returns the size of the largest payload that Lambda accepts, in bytes.
    pub const fn max_payload(self) -> usize {
        match self {
            InvocationType::Event => MAX_EVENT_PAYLOAD,
            InvocationType::RequestResponse | InvocationType::DryRun => MAX_PAYLOAD,
        }
    }
}

impl fmt::Display for InvocationType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
