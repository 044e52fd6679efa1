//! Requests that an endpoint refuses, whatever API it serves.

use std::time::Duration;

/// Why an endpoint does not pass a request on to its API, or does not return the response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The request does not name its host as HTTP demands.
    BadRequest(&'static str),
    /// The host or the web page is not accepted.
    Denied(&'static str),
    /// The body did not arrive in time.
    TooSlow(Duration),
    /// The request exceeds the endpoint's memory limit.
    NoMemory,
    /// The request has been processed, but the response exceeds the endpoint's memory limit.
    NoMemoryForResponse,
}

impl Refusal {
    /// Returns the reason, for the user of the endpoint.
    pub(crate) fn message(&self) -> String {
        match self {
            Refusal::BadRequest(problem) => format!("The request has {problem}."),
            Refusal::Denied(reason) => format!("Access denied: {reason}"),
            Refusal::TooSlow(limit) => {
                format!("the body of the request did not arrive within {limit:?}")
            }
            Refusal::NoMemory => {
                "Rate Exceeded. The endpoint has no memory for more requests; see `EndpointBuilder::max_held_bytes`."
                    .to_owned()
            }
            Refusal::NoMemoryForResponse => {
                "The request has been processed, but the endpoint has no memory for its response while clients read none of theirs; \
                 see `EndpointBuilder::max_held_bytes`."
                    .to_owned()
            }
        }
    }
}
