//! Responses of the API.

use bytes::Bytes;
use hyper::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use hyper::{Response, StatusCode};
use serde_json::Value;

use crate::local::engine::invoke::{InvokeOutcome, ResponseOutcome};
use crate::local::http::body::{AnswerBody, Broken};
use crate::local::service_error::ServiceError;
use crate::transport::{Headers, InvokeResponse, wire};

pub(crate) type Answer = Response<AnswerBody>;

fn answer(status: u16, headers: &Headers, body: AnswerBody) -> Answer {
    let mut answer = Response::new(body);
    *answer.status_mut() =
        StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in headers.iter() {
        // A value that HTTP does not allow in a header is left out.
        if let (Ok(name), Ok(value)) = (
            HeaderName::from_bytes(name.as_bytes()),
            HeaderValue::from_bytes(value),
        ) {
            answer.headers_mut().insert(name, value);
        }
    }
    answer
}

fn set_json(answer: &mut Answer) {
    let json = HeaderValue::from_static("application/json");
    answer.headers_mut().insert(CONTENT_TYPE, json);
}

/// Returns the response with a JSON document.
pub(crate) fn document(request_id: &str, document: &Value) -> Answer {
    let body = AnswerBody::whole(Bytes::from(document.to_string()));
    let headers = Headers::new().with(wire::REQUEST_ID, request_id.to_owned());
    let mut answer = answer(200, &headers, body);
    set_json(&mut answer);
    answer
}

/// Returns the response with an error of Lambda.
pub(crate) fn refused(request_id: &str, refusal: &ServiceError) -> Answer {
    let body = AnswerBody::whole(refusal.body());
    let mut answer = answer(refusal.status, &refusal.headers(request_id), body);
    if refusal.code.is_some() {
        set_json(&mut answer);
    }
    answer
}

/// Returns the response to an invocation, or an error if the connection is to be broken.
pub(crate) fn delivered(delivered: InvokeOutcome) -> Result<Answer, Broken> {
    let request_id = delivered.request_id;
    match delivered.response {
        ResponseOutcome::Response(response) => {
            let body = AnswerBody::whole(response.payload.clone());
            Ok(invoked(request_id, response, body))
        }
        ResponseOutcome::TruncatedBody(response, after) => {
            let body = AnswerBody::cut_off(response.payload.clone(), after);
            Ok(invoked(request_id, response, body))
        }
        ResponseOutcome::Error(refusal) => Ok(refused(&request_id, &refusal)),
        ResponseOutcome::Reset => Err(Broken),
    }
}

fn invoked(request_id: String, response: InvokeResponse, body: AnswerBody) -> Answer {
    let status = response.status;
    let response = response.with_request_id(request_id);
    let mut answer = answer(status, &wire::success_headers(&response), body);
    if status == 200 {
        set_json(&mut answer);
    }
    answer
}
