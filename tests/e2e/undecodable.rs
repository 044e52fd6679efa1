//! Results that do not match the type of the method: the message names the probable cause, and quotes nothing.

use lambda_client::{DidRun, Error, ErrorKind, Raw};
use serde::Deserialize;

use crate::server::{LambdaResponse, Server};

#[derive(Debug, Deserialize, PartialEq)]
struct Total {
    cents: u64,
}

async fn error_of(body: &str) -> Error {
    let server = Server::start([LambdaResponse::ok(body)]).await;
    let call = server.lambda().build().call("f").json::<Total>(&1);
    let error = call.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode, "{body}");
    assert_eq!(error.raw().map(|raw| &raw[..]), Some(body.as_bytes()));
    error
}

const COMPLETE: &str = "the function ran to completion";
const RAN: &str = "the function ran";

#[tokio::test]
async fn the_message_names_the_probable_cause() {
    let omitted = "but the header `X-Amz-Function-Error` is missing; the endpoint is probably an emulator that omits it";
    for (body, cause, consequence) in [
        (
            "",
            "it is empty; a function that returns nothing responds with `null`".to_owned(),
            COMPLETE,
        ),
        (
            "Task timed out after 5.00 seconds",
            format!("it is Lambda's text for a function error (timeout), {omitted}"),
            RAN,
        ),
        (
            r#"{"errorType":"PaymentDeclined","errorMessage":"4111"}"#,
            format!("it is the error document of a function, {omitted}"),
            RAN,
        ),
        (
            r#"{"errorType":"Runtime.HandlerNotFound","errorMessage":"4111"}"#,
            format!("it is the error document of a function, {omitted}"),
            "the function may have run; check before retrying",
        ),
        (
            "<!DOCTYPE html><html><body>log in, 4111</body></html>",
            "it is an HTML page, not valid JSON; it probably comes from a proxy, a login page or a wrong endpoint"
                .to_owned(),
            RAN,
        ),
        (
            "<?xml version=\"1.0\"?><Error>4111</Error>",
            "it is an XML document, not valid JSON; it probably comes from a proxy or a wrong endpoint"
                .to_owned(),
            RAN,
        ),
        (
            r#""{\"cents\":4111}""#,
            "it is a JSON string that contains a `e2e::undecodable::Total`; the function probably serializes its result twice"
                .to_owned(),
            COMPLETE,
        ),
        (
            r#""{\"euros\":4111}""#,
            "it is a JSON string that contains JSON, not a `e2e::undecodable::Total`; the function probably serializes its \
             result twice"
                .to_owned(),
            COMPLETE,
        ),
        (
            r#"{"statusCode":200,"headers":{},"body":"{\"cents\":4111}"}"#,
            "it is a response for API Gateway (`statusCode`, `body`), not a `e2e::undecodable::Total`; return a type with \
             these fields from the method, and decode its `body`"
                .to_owned(),
            COMPLETE,
        ),
        (
            r#"{"cents":NaN,"card":4111}"#,
            "its 25 bytes are not valid JSON: they contain a value that JSON does not have, such as `NaN`; return \
             `lambda_client::Raw` from the method to accept any bytes"
                .to_owned(),
            COMPLETE,
        ),
        (
            r#"{"cents":1,"card":4111"#,
            "its 22 bytes are not valid JSON: the end is missing; the response was probably cut off".to_owned(),
            RAN,
        ),
        (
            "{\"cents\":1}Lambda-Runtime-Function-Error-Type: 4111\r\n",
            "it ends with the trailers of a streaming handler that failed; the endpoint is probably an emulator that does not \
             support them"
                .to_owned(),
            RAN,
        ),
        (
            r#"{"card":4111}"#,
            "valid JSON, but not a `e2e::undecodable::Total`".to_owned(),
            COMPLETE,
        ),
        (
            "card 4111",
            "its 9 bytes are not valid JSON; return `lambda_client::Raw` from the method to accept any bytes"
                .to_owned(),
            COMPLETE,
        ),
    ] {
        let error = error_of(body).await;
        assert_eq!(
            error.to_string(),
            format!("function `f`: cannot decode the function's result: {cause}; {consequence} (request IDs: id-1)")
        );
        let text = format!("{error:?} {error:#?}");
        assert!(!text.contains("4111"), "{text}");
    }
}

#[tokio::test]
async fn a_function_that_returns_nothing_may_send_nothing() {
    for body in ["", "null", "\n"] {
        let server = Server::start((0..4).map(|_| LambdaResponse::ok(body))).await;
        let lambda = server.lambda().build();
        let response = lambda.call("f").json::<()>(&1).send().await.unwrap();
        assert_eq!(response.attempts()[0].did_run(), DidRun::Yes);
        let none: Option<Total> = lambda.call("f").json(&1).await.unwrap();
        assert_eq!(none, None);
        let null: serde_json::Value = lambda.call("f").json(&1).await.unwrap();
        assert!(null.is_null());
        let raw: Raw = lambda.call("f").json(&1).await.unwrap();
        assert_eq!(raw.bytes(), body.as_bytes());
    }
}
