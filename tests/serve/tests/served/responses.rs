//! What a function sends back.

use lambda_client_test_support::runtime_api::{Event, Reply};

use crate::process::Served;

const ERROR_TYPE: &str = "lambda-runtime-function-error-type";

async fn invoke(name: &str, event: &str) -> Reply {
    let served = Served::start(name, &[]).await;
    let reply = served.api.invoke(Event::new(event)).await;
    served.stop().await;
    reply
}

#[tokio::test]
async fn a_result_is_sent_byte_for_byte() {
    let json = r#"{ "raw":1.10,"é" : [1e3]}"#;
    let reply = invoke("shop-echo", json).await;
    assert_eq!(reply.body(), json.as_bytes());
    assert_eq!(reply.header(ERROR_TYPE), None);
    assert_eq!(invoke("shop-nothing", "{}").await.body(), b"null");
}

#[tokio::test]
async fn an_error_is_sent_with_its_type_and_its_fields() {
    let event = r#"{"items":[{"sku":"A-1","quantity":101}]}"#;
    let reply = invoke("shop-place", event).await;
    assert!(reply.is_error);
    assert_eq!(reply.header(ERROR_TYPE), Some("OutOfStock"));
    let document = reply.json();
    assert_eq!(document["errorType"], "OutOfStock");
    let message = document["errorMessage"].as_str().unwrap();
    let fields: serde_json::Value = serde_json::from_str(message).unwrap();
    assert_eq!(fields["sku"], "A-1");
}
