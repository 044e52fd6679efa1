//! What the SDK's errors prove.

use std::error::Error as StdError;
use std::time::Duration;

use aws_sdk_lambda::config::http::HttpResponse;
use aws_sdk_lambda::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_lambda::operation::RequestId;
use aws_sdk_lambda::operation::invoke::InvokeError;
use bytes::Bytes;
use serde::Deserialize;

use crate::transport::{Evidence, InvokeResponse, Stage, TransportError, TransportErrorKind};

/// Reads the SDK's error. An answer of Lambda that only the SDK could not read is an answer all the same.
pub(super) fn read(
    error: SdkError<InvokeError, HttpResponse>,
    stage: Stage,
) -> Result<InvokeResponse, TransportError> {
    match &error {
        SdkError::ConstructionFailure(_) => Err(sent(TransportErrorKind::Request, stage, error)),
        SdkError::TimeoutError(_) => Err(sent(TransportErrorKind::Timeout, stage, error)),
        SdkError::DispatchFailure(failure) => {
            let connector = failure.as_connector_error();
            let connect = connector.is_some_and(|error| is_connect(error));
            let timeout = failure.is_timeout();
            Err(match stage {
                Stage::Preparing => sent(TransportErrorKind::Credentials, stage, error),
                _ if connect => TransportError::new(TransportErrorKind::Connect, Evidence::NotSent)
                    .with_source(error),
                _ if timeout => sent(TransportErrorKind::Timeout, stage, error),
                _ => sent(TransportErrorKind::Connection, stage, error),
            })
        }
        SdkError::ResponseError(broken) => {
            let (status, id) = head(broken.raw());
            let failed = TransportError::new(TransportErrorKind::Answer, Evidence::Answered)
                .with_status(status);
            Err(with_id(failed, id).with_source(error))
        }
        SdkError::ServiceError(service) => {
            let raw = service.raw();
            match raw.status().is_success() {
                true => Ok(answer(raw)),
                false => Err(said(service.err(), raw)),
            }
        }
        _ => Err(sent(TransportErrorKind::Connection, stage, error)),
    }
}

/// A failure without an answer; the stage is the evidence.
fn sent(
    kind: TransportErrorKind,
    stage: Stage,
    source: SdkError<InvokeError, HttpResponse>,
) -> TransportError {
    let evidence = match stage {
        Stage::Preparing => Evidence::NotSent,
        Stage::Sending => Evidence::Unknown,
        Stage::Answered => Evidence::Answered,
    };
    TransportError::new(kind, evidence).with_source(source)
}

/// Whether the chain of causes proves that there never was a connection.
fn is_connect(error: &(dyn StdError + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(hyper) = error.downcast_ref::<hyper_util::client::legacy::Error>()
            && hyper.is_connect()
        {
            return true;
        }
        next = error.source();
    }
    false
}

fn head(raw: &HttpResponse) -> (u16, Option<String>) {
    let id = raw.headers().get("x-amzn-requestid").map(str::to_owned);
    (raw.status().as_u16(), id)
}

fn with_id(error: TransportError, id: Option<String>) -> TransportError {
    match id {
        Some(id) => error.with_request_id(id),
        None => error,
    }
}

/// A success that the SDK refused because of a header: read from the headers themselves.
fn answer(raw: &HttpResponse) -> InvokeResponse {
    let header = |name: &str| raw.headers().get(name).map(str::to_owned);
    let body = raw.body().bytes().map(Bytes::copy_from_slice);
    let mut response = InvokeResponse::new(raw.status().as_u16(), body.unwrap_or_default());
    response.function_error = header("x-amz-function-error").map(Bytes::from);
    response.executed_version = header("x-amz-executed-version");
    response.log_result = header("x-amz-log-result");
    response.request_id = header("x-amzn-requestid");
    response
}

/// The part of an error's body that the SDK's types do not give for every code.
#[derive(Deserialize, Default)]
struct Body {
    #[serde(alias = "Reason", default)]
    reason: Option<String>,
    #[serde(alias = "Message", default)]
    message: Option<String>,
}

/// What Lambda said.
fn said(error: &InvokeError, raw: &HttpResponse) -> TransportError {
    let bytes = raw.body().bytes().unwrap_or_default();
    let body: Body = serde_json::from_slice(bytes).unwrap_or_default();
    let mut failed =
        TransportError::service(raw.status().as_u16()).with_raw(Bytes::copy_from_slice(bytes));
    if let Some(code) = error.code() {
        failed = failed.with_code(code);
    }
    if let Some(message) = error.message().map(str::to_owned).or(body.message) {
        failed = failed.with_message(message);
    }
    if let Some(reason) = body.reason {
        failed = failed.with_reason(reason);
    }
    let after = raw.headers().get("retry-after").map(str::trim);
    if let Some(seconds) = after.and_then(|after| after.parse().ok()) {
        failed = failed.with_retry_after(Duration::from_secs(seconds));
    }
    with_id(failed, error.request_id().map(str::to_owned))
}
