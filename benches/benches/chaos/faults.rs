//! The catalog of faults.

use std::borrow::Cow;

use crate::foreign::{self, Foreign};

/// What a fault proves, independent of the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// Nothing runs, the client can know it, and the next attempt may succeed.
    Passes,
    /// Nothing runs, the client can know it, and every attempt fails in the same way.
    Persists,
    /// The client cannot know whether anything ran.
    Open,
    /// The client gets a response: from a function that ran or failed to start.
    Answered,
}

/// What happens to an attempt.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    /// The host name is unknown.
    NoName,
    /// The connection is refused.
    Refuse,
    /// The connection attempt never gets a response.
    BlackHole,
    /// A response with this head and body; `runs` says whether the function runs first.
    Answer {
        runs: bool,
        head: String,
        body: Cow<'static, str>,
    },
    /// One of these responses; `runs` says whether the function runs first.
    OneOf { runs: bool, responses: Vec<Foreign> },
    /// The function runs, whatever the invocation type, and its result is the response.
    Synchronous,
    /// The connection is reset.
    Reset { runs: bool },
    /// The connection is closed.
    Close { runs: bool },
    /// The server falls silent.
    Silence { runs: bool },
    /// The function runs; only the head of the response arrives, and the connection stays open or is closed.
    Head { closes: bool },
    /// The function runs, and its response is late or too late.
    Slow { too_slow: bool },
    /// The function runs and asks for a retry.
    Busy,
    /// The function runs and its response arrives; then the server sends this, which nobody asked for, and closes the connection.
    Leaves { pushed: &'static str },
}

impl Act {
    /// Whether the server closes the connection behind the response of the attempt without announcing it.
    pub(crate) fn leaves(&self) -> bool {
        matches!(self, Act::Leaves { .. })
    }

    /// Whether the attempt fails before there is a connection.
    pub(crate) fn is_lost(&self) -> bool {
        matches!(self, Act::NoName | Act::Refuse | Act::BlackHole)
    }
}

/// What a server may send on an idle connection before it closes it (RFC 9110, section 15.5.9).
const PUSHED: &str =
    "HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";

/// One kind of fault.
#[derive(Clone, Debug)]
pub(crate) struct Kind {
    pub(crate) name: String,
    pub(crate) act: Act,
    pub(crate) fate: Fate,
}

/// The error codes of Lambda, with what its documentation says about them.
#[rustfmt::skip]
const CODES: &[(u16, &str, Fate)] = &[
    (400, "InvalidParameterValueException", Fate::Persists),
    (400, "InvalidRequestContentException", Fate::Persists),
    (400, "ModeNotSupportedException", Fate::Persists),
    (400, "NoPublishedVersionException", Fate::Persists),
    (400, "RecursiveInvocationException", Fate::Persists),
    (400, "SnapStartException", Fate::Persists),
    (402, "ServiceQuotaExceededException", Fate::Persists),
    (403, "AccessDeniedException", Fate::Persists),
    (403, "EFSMountFailureException", Fate::Persists),
    (403, "ExpiredTokenException", Fate::Persists),
    (403, "InvalidSignatureException", Fate::Persists),
    (403, "MissingAuthenticationTokenException", Fate::Persists),
    (403, "S3FilesMountFailureException", Fate::Persists),
    (403, "UnrecognizedClientException", Fate::Persists),
    (404, "ResourceNotFoundException", Fate::Persists),
    (408, "EFSMountConnectivityException", Fate::Passes),
    (408, "EFSMountTimeoutException", Fate::Passes),
    (408, "S3FilesMountConnectivityException", Fate::Passes),
    (408, "S3FilesMountTimeoutException", Fate::Passes),
    // Initialization may have run, so only some calls may be retried.
    (408, "SnapStartTimeoutException", Fate::Open),
    (409, "CodeArtifactUserDeletedException", Fate::Persists),
    (409, "CodeArtifactUserFailedException", Fate::Persists),
    (409, "CodeArtifactUserPendingException", Fate::Passes),
    (409, "DurableExecutionAlreadyStartedException", Fate::Persists),
    (409, "ResourceConflictException", Fate::Passes),
    (409, "RuntimeAliasDeletedException", Fate::Persists),
    (409, "RuntimeVersionDeletedException", Fate::Persists),
    (409, "SnapStartNotReadyException", Fate::Passes),
    (409, "SnapStartRegenerationFailureException", Fate::Passes),
    (410, "EFSIOException", Fate::Open),
    (413, "RequestTooLargeException", Fate::Persists),
    (413, "SerializedRequestEntityTooLargeException", Fate::Persists),
    (415, "UnsupportedMediaTypeException", Fate::Persists),
    (429, "TooManyRequestsException", Fate::Passes),
    (500, "ServiceException", Fate::Open),
    (502, "EC2AccessDeniedException", Fate::Persists),
    (502, "EC2ThrottledException", Fate::Passes),
    (502, "EC2UnexpectedException", Fate::Passes),
    (502, "ENILimitReachedException", Fate::Passes),
    (502, "ENINotReadyException", Fate::Passes),
    (502, "InvalidRuntimeException", Fate::Persists),
    (502, "InvalidSecurityGroupIDException", Fate::Persists),
    (502, "InvalidSubnetIDException", Fate::Persists),
    (502, "InvalidZipFileException", Fate::Persists),
    (502, "KMSAccessDeniedException", Fate::Persists),
    (502, "KMSDisabledException", Fate::Persists),
    (502, "KMSInvalidStateException", Fate::Persists),
    (502, "KMSNotFoundException", Fate::Persists),
    (502, "ResourceNotReadyException", Fate::Passes),
    (502, "SubnetIPAddressLimitReachedException", Fate::Passes),
    // No code, as from a gateway.
    (418, "", Fate::Persists),
    (429, "", Fate::Passes),
    (500, "", Fate::Open),
    (502, "", Fate::Open),
    (503, "", Fate::Open),
    (504, "", Fate::Open),
];

/// Function errors: the body, and whether the handler ran.
const FAILURES: &[(&str, bool, &str)] = &[
    (
        "function error",
        true,
        r#"{"errorType":"Oops","errorMessage":"no"}"#,
    ),
    (
        "function error, timeout",
        true,
        r#"{"errorType":"Sandbox.Timedout","errorMessage":"Task timed out after 3.00 seconds"}"#,
    ),
    (
        "function error, exit",
        true,
        r#"{"errorType":"Runtime.ExitError","errorMessage":"Runtime exited"}"#,
    ),
    ("function error, unreadable", true, "<oops>"),
    (
        "function error, init",
        false,
        r#"{"errorType":"Runtime.InitError","errorMessage":"no module"}"#,
    ),
];

/// Additional heads of throttle responses.
const THROTTLES: &[(&str, &str, &str)] = &[
    (
        "429 Retry-After: 0",
        "retry-after: 0\r\n",
        r#"{"Reason":"CallerRateLimitExceeded"}"#,
    ),
    (
        "429 Retry-After: 1",
        "retry-after: 1\r\n",
        r#"{"Reason":"ConcurrentInvocationLimitExceeded"}"#,
    ),
    (
        "429 reserved concurrency",
        "",
        r#"{"Reason":"ReservedFunctionConcurrentInvocationLimitExceeded"}"#,
    ),
];

const THROTTLED: &str = "429 X\r\nx-amzn-errortype: TooManyRequestsException\r\n";

impl Kind {
    pub(crate) fn new(name: impl Into<String>, fate: Fate, act: Act) -> Kind {
        Kind {
            name: name.into(),
            act,
            fate,
        }
    }

    /// Returns those of connections, which any service may have.
    pub(crate) fn of_connections() -> Vec<Kind> {
        let mut kinds = vec![
            Kind::new("no such name", Fate::Passes, Act::NoName),
            Kind::new("refused", Fate::Passes, Act::Refuse),
            Kind::new("connect timeout", Fate::Passes, Act::BlackHole),
            Kind::new(
                "head, then silence",
                Fate::Open,
                Act::Head { closes: false },
            ),
            Kind::new("cut-off body", Fate::Open, Act::Head { closes: true }),
            Kind::new(
                "slow response",
                Fate::Answered,
                Act::Slow { too_slow: false },
            ),
            Kind::new(
                "too slow response",
                Fate::Open,
                Act::Slow { too_slow: true },
            ),
            Kind::new(
                "closed behind the response",
                Fate::Answered,
                Act::Leaves { pushed: "" },
            ),
            Kind::new(
                "408 pushed behind the response",
                Fate::Answered,
                Act::Leaves { pushed: PUSHED },
            ),
        ];
        for (runs, when) in [(false, "before the run"), (true, "after the run")] {
            let mut add =
                |what, act| kinds.push(Kind::new(format!("{what} {when}"), Fate::Open, act));
            add("reset", Act::Reset { runs });
            add("closed", Act::Close { runs });
            add("silence", Act::Silence { runs });
        }
        kinds
    }

    /// Returns every kind for calls of functions.
    pub(crate) fn all() -> Vec<Kind> {
        let mut kinds = Kind::of_connections();
        kinds.push(Kind::new(
            "function error, typed retry",
            Fate::Answered,
            Act::Busy,
        ));
        for (status, code, fate) in CODES {
            let named = match *code {
                "" => String::new(),
                code => format!("x-amzn-errortype: {code}\r\n"),
            };
            let head = format!("{status} X\r\n{named}");
            let answer = |runs| Act::Answer {
                runs,
                head: head.clone(),
                body: r#"{"message":"no"}"#.into(),
            };
            let name = match *code {
                "" => format!("{status} without a code"),
                code => format!("{status} {code}"),
            };
            match (fate, status) {
                // Only initialization runs.
                (Fate::Open, 408) => kinds.push(Kind::new(name, *fate, answer(false))),
                (Fate::Open, _) => {
                    kinds.push(Kind::new(
                        format!("{name} before the run"),
                        *fate,
                        answer(false),
                    ));
                    kinds.push(Kind::new(
                        format!("{name} after the run"),
                        *fate,
                        answer(true),
                    ));
                }
                _ => kinds.push(Kind::new(name, *fate, answer(false))),
            }
        }
        for (name, head, body) in THROTTLES {
            let head = format!("{THROTTLED}{head}");
            kinds.push(Kind::new(
                *name,
                Fate::Passes,
                Act::Answer {
                    runs: false,
                    head,
                    body: (*body).into(),
                },
            ));
        }
        // The body is not a document: only the head says what failed.
        let head = THROTTLED.to_owned();
        let html = Act::Answer {
            runs: false,
            head,
            body: "<html>".into(),
        };
        kinds.push(Kind::new("429 in HTML", Fate::Passes, html));
        for (name, runs, body) in FAILURES {
            let head = "200 OK\r\nx-amz-function-error: Unhandled\r\n".to_owned();
            kinds.push(Kind::new(
                *name,
                Fate::Answered,
                Act::Answer {
                    runs: *runs,
                    head,
                    body: (*body).into(),
                },
            ));
        }
        kinds.extend(foreign::kinds());
        kinds
    }
}
