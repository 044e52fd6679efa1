//! Answers of the API.

use bytes::Bytes;
use hyper::header::{CONTENT_TYPE, HeaderName, HeaderValue, RETRY_AFTER};
use hyper::{Response, StatusCode};
use serde_json::Value;

use crate::local::engine::invoke::{InvokeOutcome, ResponseOutcome};
use crate::local::http::body::{AnswerBody, Broken};
use crate::local::service_error::ServiceError;
use crate::transport::InvokeResponse;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-amzn-requestid");
const ERROR_TYPE: HeaderName = HeaderName::from_static("x-amzn-errortype");
const EXECUTED_VERSION: HeaderName = HeaderName::from_static("x-amz-executed-version");
const FUNCTION_ERROR: HeaderName = HeaderName::from_static("x-amz-function-error");
const LOG_RESULT: HeaderName = HeaderName::from_static("x-amz-log-result");

pub(crate) type Answer = Response<AnswerBody>;

fn answer(status: u16, request_id: &str, body: AnswerBody) -> Answer {
    let mut answer = Response::new(body);
    *answer.status_mut() =
        StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    set(&mut answer, REQUEST_ID, request_id.as_bytes());
    answer
}

/// Sets a header; a value that cannot be one is left out.
fn set(answer: &mut Answer, name: HeaderName, value: &[u8]) {
    if let Ok(value) = HeaderValue::from_bytes(value) {
        answer.headers_mut().insert(name, value);
    }
}

/// A JSON document.
pub(crate) fn document(request_id: &str, document: &Value) -> Answer {
    let body = AnswerBody::whole(Bytes::from(document.to_string()));
    let mut answer = answer(200, request_id, body);
    set(&mut answer, CONTENT_TYPE, b"application/json");
    answer
}

/// Lambda's refusal.
pub(crate) fn refused(request_id: &str, refusal: &ServiceError) -> Answer {
    let body = AnswerBody::whole(refusal.body());
    let mut answer = answer(refusal.status, request_id, body);
    if let Some(code) = &refusal.code {
        set(&mut answer, CONTENT_TYPE, b"application/json");
        set(&mut answer, ERROR_TYPE, code.as_bytes());
    }
    if let Some(seconds) = refusal.retry_after_seconds {
        answer.headers_mut().insert(RETRY_AFTER, seconds.into());
    }
    answer
}

/// What became of an invocation; an error is a connection to be broken.
pub(crate) fn delivered(delivered: InvokeOutcome) -> Result<Answer, Broken> {
    let request_id = delivered.request_id.as_str();
    match delivered.response {
        ResponseOutcome::Response(response) => {
            let body = AnswerBody::whole(response.payload.clone());
            Ok(invoked(request_id, &response, body))
        }
        ResponseOutcome::TruncatedBody(response, after) => {
            let body = AnswerBody::cut_off(response.payload.clone(), after);
            Ok(invoked(request_id, &response, body))
        }
        ResponseOutcome::Error(refusal) => Ok(refused(request_id, &refusal)),
        ResponseOutcome::Reset => Err(Broken),
    }
}

fn invoked(request_id: &str, response: &InvokeResponse, body: AnswerBody) -> Answer {
    let mut answer = answer(response.status, request_id, body);
    if response.status == 200 {
        set(&mut answer, CONTENT_TYPE, b"application/json");
    }
    if let Some(version) = &response.executed_version {
        set(&mut answer, EXECUTED_VERSION, version.as_bytes());
    }
    if let Some(error) = &response.function_error {
        set(&mut answer, FUNCTION_ERROR, error);
    }
    if let Some(log) = &response.log_result {
        set(&mut answer, LOG_RESULT, log.as_bytes());
    }
    answer
}
