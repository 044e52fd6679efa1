//! What an error of the SDK proves.

use std::error::Error as StdError;

use aws_credential_types::provider::error::CredentialsError;
use aws_sdk_lambda::config::http::HttpResponse;
use aws_sdk_lambda::error::{ConnectorError, ProvideErrorMetadata, SdkError};
use aws_sdk_lambda::operation::invoke::InvokeError;
use aws_smithy_runtime_api::client::interceptors::InterceptorError;
use bytes::Bytes;

use crate::foreign::chain;
use crate::http::Mistake;
use crate::sdk::endpoint::EndpointError;
use crate::sdk::origin::DoubtfulSuccess;
use crate::sdk::stage::Reached;
use crate::sdk::{cause, credentials, region};
use crate::transport::{Evidence, InvokeResponse, TransportError, TransportErrorKind, wire};

type InvokeSdkError = SdkError<InvokeError, HttpResponse>;

/// Reads the error of any operation but `Invoke`, none of which has a success that the SDK refuses.
pub(crate) fn of_operation<E: ProvideErrorMetadata>(
    error: SdkError<E, HttpResponse>,
    reached: Reached,
) -> TransportError {
    // One type for the errors of all operations: everything is read from the HTTP response.
    let error = error.map_service_error(|error| InvokeError::generic(error.meta().clone()));
    match read(error, reached) {
        Err(failed) => failed,
        Ok(response) => TransportError::new(TransportErrorKind::Response, Evidence::Responded)
            .with_status(response.status)
            .with_raw(response.payload),
    }
}

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
        // Our own interceptor stopped it.
        SdkError::ResponseError(stopped)
            if chain(&error).any(|cause| cause.is::<DoubtfulSuccess>()) =>
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
    let failed = match component(&failed) {
        Some(component) => {
            let reason = cause::reason_or(&error, "log it there");
            failed.with_message(format!("{component} failed{reason}"))
        }
        None => failed,
    };
    Err(failed.with_source(cause::of(&error)))
}

/// Returns which component of the SDK's configuration failed, if nothing else says it.
fn component(failed: &TransportError) -> Option<&'static str> {
    let is_in_doubt = failed.message().is_none();
    (is_in_doubt && failed.kind() == TransportErrorKind::Credentials).then_some(
        "the endpoint resolver, the identity cache or another component of the SDK's configuration",
    )
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
        Reached::Preparing => {
            let kind = match are_credentials_delayed(connector) {
                true => TransportErrorKind::CredentialsUnavailable,
                false => TransportErrorKind::Credentials,
            };
            let failed = failed(kind, reached);
            match credentials::advice(connector) {
                Some(advice) => failed.with_message(advice),
                None => failed,
            }
        }
        Reached::Connecting => {
            let kind = match connector.is_user() {
                // The HTTP client refuses the request, and would refuse it again.
                true => TransportErrorKind::Request,
                false => TransportErrorKind::Connect,
            };
            let failed = failed(kind, reached);
            match chain(connector).find_map(|cause| cause.downcast_ref::<Mistake>()) {
                Some(mistake) => failed.with_message(mistake.to_string()),
                None => failed,
            }
        }
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

/// Returns which interceptor failed, and its reason if this crate gave it, or the user did for everybody to see.
fn words(interceptor: &InterceptorError) -> String {
    let advice = "log it in the interceptor, or return an `Error` built with a message";
    format!("{interceptor}{}", cause::reason_or(interceptor, advice))
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
        None => credentials::is_load_timeout(&cause.to_string()),
    })
}
