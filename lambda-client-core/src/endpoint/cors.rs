//! What a browser needs to let an accepted web page use an endpoint (Fetch Standard, "CORS protocol").

use bytes::Bytes;
use hyper::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_HEADERS,
    ACCESS_CONTROL_REQUEST_METHOD, HeaderValue, VARY,
};
use hyper::http::request::Parts;
use hyper::{Method, Response, StatusCode};

use crate::endpoint::access::PageOrigin;
use crate::endpoint::body::{HttpResponse, ResponseBody};

/// The headers of responses that scripts may read.
const EXPOSED: &str = "x-amzn-requestid,x-amzn-errortype,x-amz-function-error,x-amz-executed-version,x-amz-log-result,retry-after";

/// How long a browser may remember the response to a preflight, in seconds.
const MAX_AGE: &str = "600";

/// Returns the response to a preflight, or `None` if the request is something else.
pub(super) fn preflight(head: &Parts) -> Option<HttpResponse> {
    let is_preflight =
        head.method == Method::OPTIONS && head.headers.contains_key(ACCESS_CONTROL_REQUEST_METHOD);
    is_preflight.then(|| {
        let mut response = Response::new(ResponseBody::whole(Bytes::new()));
        *response.status_mut() = StatusCode::NO_CONTENT;
        let headers = response.headers_mut();
        let methods = HeaderValue::from_static("GET, POST");
        headers.insert(ACCESS_CONTROL_ALLOW_METHODS, methods);
        headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static(MAX_AGE));
        if let Some(names) = head.headers.get(ACCESS_CONTROL_REQUEST_HEADERS) {
            headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, names.clone());
        }
        response
    })
}

/// Lets the page read the response.
pub(super) fn allow(page: PageOrigin, response: &mut HttpResponse) {
    let headers = response.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, page.0);
    headers.insert(
        ACCESS_CONTROL_EXPOSE_HEADERS,
        HeaderValue::from_static(EXPOSED),
    );
    headers.insert(VARY, HeaderValue::from_static("Origin"));
}
