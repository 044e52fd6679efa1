//! What a function sends back.

use lambda_client::DidRun;
use lambda_client::failure::{Failure, FailureKind};
use lambda_client_test_support::runtime_api::{Event, Reply};
use serde_json::Value;

use crate::process::Served;

const ERROR_TYPE: &str = "lambda-runtime-function-error-type";

/// Lambda's limit (Lambda quotas).
const MAX_RESPONSE: usize = 6_291_556;

async fn invoke(name: &str, variables: &[(&str, &str)], event: &str) -> Reply {
    let served = Served::start(name, variables).await;
    let reply = served.api.invoke(Event::new(event)).await;
    served.stop().await;
    reply
}

#[tokio::test]
async fn a_result_is_sent_byte_for_byte() {
    let json = r#"{ "raw":1.10,"é" : [1e3]}"#;
    let reply = invoke("shop-echo", &[], json).await;
    assert_eq!(reply.body(), json.as_bytes());
    assert_eq!(reply.header(ERROR_TYPE), None);
    assert_eq!(invoke("shop-nothing", &[], "{}").await.body(), b"null");
}

#[tokio::test]
async fn bytes_that_are_not_json_are_sent_as_they_are() {
    for bytes in ["", "plain text", "{\"half\":"] {
        let result = invoke("any", &[("SERVE_BYTES", "result")], bytes).await;
        assert!(!result.is_error);
        assert_eq!(result.body(), bytes.as_bytes());
        let failure = invoke("any", &[("SERVE_BYTES", "failure")], bytes).await;
        assert!(failure.is_error);
        assert_eq!(failure.body(), bytes.as_bytes());
        assert_eq!(failure.header(ERROR_TYPE), Some("Unhandled"));
    }
}

#[tokio::test]
async fn an_error_is_sent_with_its_type_and_its_fields() {
    let event = r#"{"items":[{"sku":"A-1","quantity":101}]}"#;
    let reply = invoke("shop-place", &[], event).await;
    assert!(reply.is_error);
    assert_eq!(reply.header(ERROR_TYPE), Some("OutOfStock"));
    let document = reply.json();
    assert_eq!(document["errorType"], "OutOfStock");
    let message = document["errorMessage"].as_str().unwrap();
    let fields: Value = serde_json::from_str(message).unwrap();
    assert_eq!(fields["sku"], "A-1");
}

#[tokio::test]
async fn an_event_that_does_not_fit_is_named_by_its_path_and_not_quoted() {
    let event = r#"{"items":[{"sku":"A-1","quantity":1},{"sku":"A-2","quantity":"marker"}]}"#;
    let document = invoke("shop-place", &[], event).await.json();
    assert_eq!(document["errorType"], "Runtime.UnmarshalError");
    let message = document["errorMessage"].as_str().unwrap();
    assert!(message.contains("items[1].quantity"), "{message}");
    assert!(!message.contains("marker"), "{message}");
}

#[tokio::test]
async fn a_response_over_the_limit_is_refused_before_it_is_sent() {
    let served = Served::start("shop-large", &[]).await;
    let largest = served
        .api
        .invoke(Event::new(MAX_RESPONSE.to_string()))
        .await;
    assert_eq!(largest.body().len(), MAX_RESPONSE);
    for bytes in [MAX_RESPONSE + 1, 7 * 1024 * 1024] {
        let event = Event::new(bytes.to_string());
        let id = event.request_id().to_owned();
        let reply = served.api.invoke(event).await;
        assert!(reply.is_error);
        assert_eq!(
            reply.header(ERROR_TYPE),
            Some("Function.ResponseSizeTooLarge")
        );
        let document = reply.json();
        assert_eq!(document["errorType"], "Function.ResponseSizeTooLarge");
        let message = document["errorMessage"].as_str().unwrap();
        let platform =
            "Response payload size exceeded maximum allowed payload size (6291556 bytes)";
        assert!(message.starts_with(platform), "{message}");
        assert!(message.contains(&format!("{bytes} bytes")), "{message}");
        // What a client makes of it.
        let failure = Failure::decode(reply.request.body.into());
        assert_eq!(failure.kind(), FailureKind::ResponseTooLarge);
        assert_eq!(failure.did_run(), DidRun::Yes);
        assert_eq!(served.api.replies(&id).await.len(), 1);
    }
    served.stop().await;
}

#[tokio::test]
async fn an_error_document_over_the_limit_keeps_its_type() {
    let reply = invoke("shop-large-error", &[], &(7 << 20).to_string()).await;
    assert!(reply.is_error && reply.body().len() < 1000);
    let document = reply.json();
    assert_eq!(document["errorType"], "OutOfStock");
    let message = document["errorMessage"].as_str().unwrap();
    assert!(message.contains("6291556 bytes"), "{message}");
}

#[tokio::test]
async fn a_panic_is_a_response_and_not_the_end() {
    let served = Served::start("shop-panics", &[]).await;
    for _ in 0..2 {
        let reply = served.api.invoke(Event::new(r#""marker""#)).await;
        assert!(reply.is_error);
        let document = reply.json();
        assert_eq!(document["errorType"], "Panic");
        let message = document["errorMessage"].as_str().unwrap();
        assert!(message.contains("shop.rs:"), "{message}");
    }
    served.stop().await;
    // In the code of a service itself, outside of any method.
    let served = Served::start("any", &[("SERVE_BYTES", "result")]).await;
    let reply = served.api.invoke(Event::new("panic")).await;
    assert_eq!(reply.json()["errorType"], "Panic");
    assert_eq!(served.api.invoke(Event::new("7")).await.body(), b"7");
    served.stop().await;
}
