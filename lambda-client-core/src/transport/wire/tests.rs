//! Tests of what is read from the wire.

use super::*;

#[test]
fn codes_are_freed_from_what_surrounds_them() {
    for header in [
        "ServiceException",
        "ServiceException:http://internal.amazon.com/coral/",
        "aws.lambda#ServiceException",
        "aws.lambda#ServiceException:http://internal.amazon.com/coral/",
    ] {
        assert_eq!(bare_code(header), Some("ServiceException"), "{header}");
    }
    assert_eq!(bare_code(""), None);
    assert_eq!(bare_code(":x"), None);
}

#[test]
fn a_response_is_read_as_it_was_written() {
    let empty = InvokeResponse::new(204, Bytes::new());
    let full = InvokeResponse::new(200, "7".into())
        .with_function_error("Unhandled")
        .with_executed_version("3")
        .with_request_id("id-1")
        .with_log_result("bG9n");
    for response in [empty, full] {
        let head = (response.status, success_headers(&response));
        assert_eq!(
            read(&head, response.payload.clone()).unwrap(),
            response,
            "{head:?}"
        );
    }
}

#[test]
fn an_error_is_read_as_it_was_written() {
    let headers = error_headers("id-1", Some("TooManyRequestsException"), Some(3));
    let body =
        Bytes::from_static(br#"{"Reason":"CallerRateLimitExceeded","message":"Rate Exceeded."}"#);
    let error = read(&(429, headers), body.clone()).unwrap_err();
    assert_eq!(
        (error.kind(), error.evidence()),
        (TransportErrorKind::Service, Evidence::Responded)
    );
    assert_eq!(error.status(), Some(429));
    assert_eq!(error.code(), Some("TooManyRequestsException"));
    assert_eq!(error.message(), Some("Rate Exceeded."));
    assert_eq!(error.reason(), Some("CallerRateLimitExceeded"));
    assert_eq!(error.request_id(), Some("id-1"));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3)));
    assert_eq!(error.headers().get("Retry-After"), Some("3"));
    assert_eq!(error.raw(), Some(&body));
}

#[test]
fn a_client_error_without_a_length_is_whole_if_its_document_is() {
    let kind = |status, end: Option<(&'static str, &'static str)>, body: &'static str| {
        let mut headers = error_headers("id-1", Some("TooManyRequestsException"), None);
        if let Some((name, value)) = end {
            headers = headers.with(name, value);
        }
        let error = read(&(status, headers), Bytes::from_static(body.as_bytes()));
        error.unwrap_err().kind()
    };
    let (whole, cut) = (TransportErrorKind::Service, TransportErrorKind::Response);
    let length = |length| Some((CONTENT_LENGTH, length));
    let coding = |coding| Some((TRANSFER_ENCODING, coding));
    for (status, end, body, expected) in [
        (429, None, "{\"Reason\":\"Cal", cut),
        (429, None, "<html>", cut),
        (429, None, "", cut),
        (429, None, "{}", whole),
        (429, None, " {}\n", whole),
        // The beginning of "404 page not found".
        (404, None, "404", cut),
        (429, length("6"), "<html>", whole),
        (429, length("7"), "<html>", cut),
        (429, length("0"), "", whole),
        (429, length("six"), "<html>", cut),
        (429, coding("chunked"), "<html>", whole),
        (429, coding("gzip, Chunked"), "<html>", whole),
        (429, coding("identity"), "<html>", cut),
        (429, coding("chunked, gzip"), "<html>", cut),
        (403, None, "{", cut),
        // The code of a server error is believed by its status alone.
        (500, None, "{", whole),
    ] {
        assert_eq!(kind(status, end, body), expected, "{status} {end:?} {body}");
    }
}

#[test]
fn a_function_error_is_the_message_of_a_server_error() {
    let of = |body: &'static str| {
        let error = read_error(&(500, Headers::new()), Bytes::from_static(body.as_bytes()));
        assert_eq!(error.code(), None, "{body}");
        error.message().map(str::to_owned)
    };
    for (body, expected) in [
        (
            r#"{"errorType":"PaymentDeclined","errorMessage":"no funds"}"#,
            "function error PaymentDeclined: no funds",
        ),
        (
            r#"{"errorType":"Runtime.ExitError"}"#,
            "function error Runtime.ExitError",
        ),
        (
            r#"{"errorType":"Oops","errorMessage":"é\ud800","message":"Internal"}"#,
            "function error Oops: é\u{fffd}",
        ),
        (r#"{"errorMessage":"too large"}"#, "too large"),
        (r#"{"message":"Internal"}"#, "Internal"),
        (r#"{"Message":"Internal"}"#, "Internal"),
        (
            "Task timed out after 2.00 seconds",
            "Task timed out after 2.00 seconds",
        ),
    ] {
        assert_eq!(of(body).as_deref(), Some(expected), "{body}");
    }
    for body in ["", "<html>", r#"{"title":"Missing function"}"#, "[1]"] {
        assert_eq!(of(body), None, "{body}");
    }
}

#[test]
fn a_broken_response_keeps_what_its_head_says() {
    let headers = error_headers("id-1", Some("ServiceException"), None);
    let error = read_broken(&(500, headers));
    assert_eq!(error.kind(), TransportErrorKind::Response);
    assert_eq!(
        (error.status(), error.code(), error.request_id()),
        (Some(500), Some("ServiceException"), Some("id-1"))
    );
    assert_eq!(error.raw(), None);
}

#[test]
fn the_body_names_the_code_where_the_head_does_not() {
    let of = |status: u16, body: &'static str| {
        let error = read_error(
            &(status, Headers::new()),
            Bytes::from_static(body.as_bytes()),
        );
        error.code().map(str::to_owned)
    };
    let code = |code: &str| Some(code.to_owned());
    assert_eq!(
        of(502, r#"{"__type":"aws.lambda#EC2ThrottledException"}"#),
        code("EC2ThrottledException")
    );
    assert_eq!(
        of(400, r#"{"code":"A","__type":"B"}"#),
        code("A"),
        "the SDK reads them in this order"
    );
    assert_eq!(
        of(429, r#"{"code":"TooManyRequestsException"}"#),
        code("TooManyRequestsException")
    );
    assert_eq!(of(502, "<html>"), None);
}
