//! What an error of the SDK proves.

use std::error::Error as StdError;
use std::io;

use aws_credential_types::provider::error::CredentialsError;
use aws_sdk_lambda::config::http::HttpResponse;
use aws_sdk_lambda::error::{ConnectorError, SdkError};
use aws_sdk_lambda::operation::invoke::InvokeError;
use aws_smithy_runtime_api::client::interceptors::InterceptorError;
use bytes::Bytes;

use crate::http::Mistake;
use crate::sdk::cause::Cause;
use crate::sdk::endpoint::EndpointError;
use crate::sdk::origin::UnknownOrigin;
use crate::sdk::stage::Reached;
use crate::sdk::{credentials, region};
use crate::transport::{Evidence, InvokeResponse, TransportError, TransportErrorKind, wire};

type InvokeSdkError = SdkError<InvokeError, HttpResponse>;

/// Reads the SDK's error. The response is read from the HTTP response itself: the SDK's types hold only known codes and
/// well-formed bodies, and the SDK refuses a success over a header that occurs twice or is not UTF-8.
pub(crate) fn read(
    error: InvokeSdkError,
    reached: Reached,
) -> Result<InvokeResponse, TransportError> {
    if let Some(unusable) = unusable_configuration(&error) {
        let failed = failed(TransportErrorKind::Credentials, reached);
        return Err(failed.with_message(unusable));
    }
    let failed = match &error {
        SdkError::ConstructionFailure(_) => match interceptor(&error) {
            Some(interceptor) => refused(interceptor),
            None => failed(TransportErrorKind::Request, reached),
        },
        SdkError::TimeoutError(_) => failed(TransportErrorKind::Timeout, reached),
        SdkError::DispatchFailure(failure) => match failure.as_connector_error() {
            Some(connector) => dispatch(connector, reached),
            None => failed(TransportErrorKind::Connection, reached),
        },
        // It arrived whole, and our own interceptor stopped it.
        SdkError::ResponseError(stopped)
            if chain(&error).any(|cause| cause.is::<UnknownOrigin>()) =>
        {
            let body = stopped.raw().body().bytes().unwrap_or_default();
            return wire::read(stopped.raw(), Bytes::copy_from_slice(body));
        }
        SdkError::ResponseError(broken) => {
            let failed = wire::read_broken(broken.raw());
            match interceptor(&error) {
                Some(interceptor) => failed.with_message(format!(
                    "an interceptor of the SDK's client failed after the response had arrived: {}",
                    words(interceptor)
                )),
                None => failed,
            }
        }
        SdkError::ServiceError(service) => {
            let body = service.raw().body().bytes().unwrap_or_default();
            return wire::read(service.raw(), Bytes::copy_from_slice(body));
        }
        _ => failed(TransportErrorKind::Connection, reached),
    };
    Err(failed.with_source(Cause::of(&error)))
}

/// Returns the error of an attempt without a response: how far the request got is the evidence.
fn failed(kind: TransportErrorKind, reached: Reached) -> TransportError {
    let evidence = match reached {
        Reached::Preparing | Reached::Connecting => Evidence::NotSent,
        Reached::Sending => Evidence::Unknown,
        Reached::Responded => Evidence::Responded,
    };
    TransportError::new(kind, evidence)
}

/// Returns the error of an attempt that failed in the HTTP client, or in a step before it: credentials, endpoint and signature
/// fail with the same variant.
fn dispatch(connector: &ConnectorError, reached: Reached) -> TransportError {
    if let Reached::Preparing | Reached::Connecting = reached
        && let Some(interceptor) = interceptor(connector)
    {
        return refused(interceptor);
    }
    match reached {
        Reached::Preparing if are_credentials_delayed(connector) => {
            failed(TransportErrorKind::CredentialsUnavailable, reached)
        }
        Reached::Preparing => {
            let failed = failed(TransportErrorKind::Credentials, reached);
            match credentials::advice(chain(connector)) {
                Some(advice) => failed.with_message(advice),
                None => failed,
            }
        }
        // The HTTP client refuses the request, and would refuse it again.
        Reached::Connecting if connector.is_user() => {
            let failed = failed(TransportErrorKind::Request, reached);
            match chain(connector).find_map(|cause| cause.downcast_ref::<Mistake>()) {
                Some(mistake) => failed.with_message(mistake.to_string()),
                None => failed,
            }
        }
        Reached::Connecting => failed(TransportErrorKind::Connect, reached),
        _ if connector.is_timeout() => failed(TransportErrorKind::Timeout, reached),
        _ => failed(TransportErrorKind::Connection, reached),
    }
}

/// Returns the error of a request that an interceptor of the client's configuration refused before it was sent. It would refuse
/// the same request again.
fn refused(interceptor: &InterceptorError) -> TransportError {
    let message = format!(
        "an interceptor of the SDK's client refused the request before it was sent: {}",
        words(interceptor)
    );
    TransportError::new(TransportErrorKind::Request, Evidence::NotSent).with_message(message)
}

/// Returns which interceptor failed, and its reason.
fn words(interceptor: &InterceptorError) -> String {
    let cause = StdError::source(interceptor).map(Cause::of);
    let reason = cause.map(|cause| format!(" ({cause})")).unwrap_or_default();
    format!("{}{reason}", Cause::of(interceptor))
}

/// Returns what is wrong with the endpoint or the region, if one of them is.
fn unusable_configuration(error: &InvokeSdkError) -> Option<String> {
    // After it the request was built, and only the network can be the cause.
    let SdkError::ConstructionFailure(_) = error else {
        return None;
    };
    chain(error).find_map(|cause| {
        let endpoint = cause.downcast_ref().map(EndpointError::to_string);
        endpoint.or_else(|| region::advice(cause))
    })
}

/// Returns the error of an interceptor that is among the causes.
fn interceptor<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a InterceptorError> {
    chain(error).find_map(|cause| cause.downcast_ref())
}

/// Returns whether a provider of credentials failed in a way that may pass: its service did not respond, or reported an error.
fn are_credentials_delayed(error: &(dyn StdError + 'static)) -> bool {
    let mut causes = chain(error);
    causes.any(|cause| match cause.downcast_ref::<CredentialsError>() {
        Some(CredentialsError::ProviderTimedOut(_) | CredentialsError::ProviderError(_)) => true,
        Some(_) => false,
        // The SDK's own limit for the loading of credentials has a private type.
        None => cause.to_string().starts_with("identity resolver timed out"),
    })
}

/// Returns the error and its causes.
fn chain<'a>(
    error: &'a (dyn StdError + 'static),
) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    let next = |error: &&'a (dyn StdError + 'static)| {
        let error: &'a (dyn StdError + 'static) = *error;
        match error.downcast_ref::<io::Error>() {
            // `source` of an I/O error skips the error that it holds.
            Some(io) => io.get_ref().map(|held| held as _),
            None => error.source(),
        }
    };
    std::iter::successors(Some(error), next)
}
