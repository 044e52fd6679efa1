//! Responses of the API.

use bytes::Bytes;
use hyper::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use hyper::{Response, StatusCode};
use serde_json::Value;

use crate::endpoint::body::{Broken, HttpResponse, ResponseBody};
use crate::local::engine::invoke::{InvokeOutcome, ResponseOutcome};
use crate::local::service_error::ServiceError;
use crate::transport::{Headers, InvokeResponse, wire};

fn with_head(status: u16, headers: &Headers, body: ResponseBody) -> HttpResponse {
    let mut response = Response::new(body);
    *response.status_mut() =
        StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in headers.iter() {
        // A value that HTTP does not allow in a header is left out.
        if let (Ok(name), Ok(value)) = (
            HeaderName::from_bytes(name.as_bytes()),
            HeaderValue::from_bytes(value),
        ) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

fn set_json(response: &mut HttpResponse) {
    let json = HeaderValue::from_static("application/json");
    response.headers_mut().insert(CONTENT_TYPE, json);
}

/// Returns the response with a JSON document.
pub(crate) fn document(request_id: &str, document: &Value) -> HttpResponse {
    let body = ResponseBody::whole(Bytes::from(document.to_string()));
    let headers = Headers::new().with(wire::REQUEST_ID, request_id.to_owned());
    let mut response = with_head(200, &headers, body);
    set_json(&mut response);
    response
}

/// Returns the response with an error of Lambda.
pub(crate) fn refused(request_id: &str, refusal: &ServiceError) -> HttpResponse {
    let body = ResponseBody::whole(refusal.body());
    let mut response = with_head(refusal.status, &refusal.headers(request_id), body);
    if refusal.code.is_some() {
        set_json(&mut response);
    }
    response
}

/// Returns the response to an invocation, whose payload counts as used since the function returned it, or an error if the connection is to be broken.
pub(crate) fn delivered(delivered: InvokeOutcome) -> Result<HttpResponse, Broken> {
    let request_id = delivered.request_id;
    match delivered.response {
        ResponseOutcome::Response(response) => {
            let body = ResponseBody::whole(response.payload.clone()).held();
            Ok(invoked(request_id, response, body))
        }
        ResponseOutcome::TruncatedBody(response, after) => {
            let body = ResponseBody::cut_off(response.payload.clone(), after).held();
            Ok(invoked(request_id, response, body))
        }
        ResponseOutcome::Error(refusal) => Ok(refused(&request_id, &refusal)),
        ResponseOutcome::Reset => Err(Broken),
    }
}

fn invoked(request_id: String, response: InvokeResponse, body: ResponseBody) -> HttpResponse {
    let status = response.status;
    let response = response.with_request_id(request_id);
    let mut response = with_head(status, &wire::success_headers(&response), body);
    if status == 200 {
        set_json(&mut response);
    }
    response
}
