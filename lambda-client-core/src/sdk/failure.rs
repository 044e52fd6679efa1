//! What the SDK's errors prove.

use std::error::Error as StdError;
use std::io;

use aws_sdk_lambda::config::http::HttpResponse;
use aws_sdk_lambda::error::{ConnectorError, SdkError};
use aws_sdk_lambda::operation::invoke::InvokeError;

use crate::sdk::answer;
use crate::sdk::stage::Reached;
use crate::transport::{Evidence, InvokeResponse, TransportError, TransportErrorKind};

type InvokeSdkError = SdkError<InvokeError, HttpResponse>;

/// Reads the SDK's error. An answer of Lambda that only the SDK could not read is an answer all the same.
pub(crate) fn read(
    error: InvokeSdkError,
    reached: Reached,
) -> Result<InvokeResponse, TransportError> {
    let failed = match &error {
        SdkError::ConstructionFailure(_) => failed(TransportErrorKind::Request, reached),
        SdkError::TimeoutError(_) => failed(TransportErrorKind::Timeout, reached),
        SdkError::DispatchFailure(failure) => match failure.as_connector_error() {
            Some(connector) => dispatch(connector, reached),
            None => failed(TransportErrorKind::Connection, reached),
        },
        SdkError::ResponseError(broken) => answer::broken(broken.raw()),
        SdkError::ServiceError(service) => match service.raw().status().is_success() {
            true => return Ok(answer::success(service.raw())),
            false => return Err(answer::error(service.err(), service.raw())),
        },
        _ => failed(TransportErrorKind::Connection, reached),
    };
    Err(failed.with_source(error))
}

/// A failure without an answer: how far the request got is the evidence.
fn failed(kind: TransportErrorKind, reached: Reached) -> TransportError {
    let evidence = match reached {
        Reached::Preparing | Reached::Connecting => Evidence::NotSent,
        Reached::Sending => Evidence::Unknown,
        Reached::Answered => Evidence::Answered,
    };
    TransportError::new(kind, evidence)
}

/// A failure of the HTTP client, or of a step before it: credentials, endpoint and signature fail with the same variant.
fn dispatch(connector: &ConnectorError, reached: Reached) -> TransportError {
    let told = Told::by(connector);
    match reached {
        Reached::Preparing => failed(TransportErrorKind::Credentials, reached),
        // A request that the HTTP client refuses, and would refuse again.
        Reached::Connecting if connector.is_user() => failed(TransportErrorKind::Request, reached),
        Reached::Connecting => failed(TransportErrorKind::Connect, reached),
        _ if told == Told::NoConnection => {
            TransportError::new(TransportErrorKind::Connect, Evidence::NotSent)
        }
        _ if told == Told::Refused => {
            TransportError::new(TransportErrorKind::Connection, Evidence::NotSent)
        }
        _ if connector.is_timeout() => failed(TransportErrorKind::Timeout, reached),
        _ => failed(TransportErrorKind::Connection, reached),
    }
}

/// What the chain of causes tells. The second source of evidence beside the stage: it also knows of requests that were taken
/// back from a connection which had died before anything was written to it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    /// There never was a connection for the request.
    NoConnection,
    /// The server says that it has not processed the request (RFC 9113, section 8.7).
    Refused,
    Nothing,
}

impl Told {
    fn by(error: &(dyn StdError + 'static)) -> Told {
        let mut next = Some(error);
        while let Some(error) = next {
            if let Some(hyper) = error.downcast_ref::<hyper_util::client::legacy::Error>()
                && hyper.is_connect()
            {
                return Told::NoConnection;
            }
            if let Some(h2) = error.downcast_ref::<h2::Error>()
                && h2.is_reset()
                && h2.is_remote()
                && h2.reason() == Some(h2::Reason::REFUSED_STREAM)
            {
                return Told::Refused;
            }
            next = match error.downcast_ref::<io::Error>() {
                // `source` of an I/O error skips the error that it holds.
                Some(io) => io.get_ref().map(|held| held as _),
                None => error.source(),
            };
        }
        Told::Nothing
    }
}
