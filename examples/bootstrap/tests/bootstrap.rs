//! The program serves what its name says, against a stand-in for Lambda's Runtime API.

use std::process::Stdio;

use lambda_client_test_support::runtime_api::{Event, RuntimeApi};
use serde_json::json;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// Starts the program as the function of this name.
fn start(api: &RuntimeApi, function: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_bootstrap"))
        .env_clear()
        .env("AWS_LAMBDA_RUNTIME_API", api.address().to_string())
        .env("AWS_LAMBDA_FUNCTION_NAME", function)
        .env("AWS_LAMBDA_FUNCTION_VERSION", "1")
        .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128")
        .env("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/orders")
        .env("AWS_LAMBDA_LOG_STREAM_NAME", "stream")
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap()
}

#[tokio::test]
async fn the_function_orders_place_places_orders() {
    let api = RuntimeApi::start().await;
    let _process = start(&api, "orders-place");

    let placed = api
        .invoke(Event::new(r#"{"sku":"cup","quantity":2}"#))
        .await;
    assert!(!placed.is_error);
    assert_eq!(placed.json(), json!({"id": "r-1", "total_cents": 998}));

    let refused = api
        .invoke(Event::new(r#"{"sku":"samovar","quantity":2}"#))
        .await;
    assert!(refused.is_error);
    assert_eq!(refused.json()["errorType"], "OutOfStock");
    assert_eq!(api.mistakes(), Vec::<String>::new());
}

#[tokio::test]
async fn the_function_orders_audit_writes_to_its_log() {
    let api = RuntimeApi::start().await;
    let mut process = start(&api, "orders-audit");

    let event = Event::new(r#""two orders seen""#);
    let id = event.request_id().to_owned();
    assert_eq!(api.invoke(event).await.json(), json!(null));
    let stderr = BufReader::new(process.stderr.take().unwrap());
    let line = stderr.lines().next_line().await.unwrap().unwrap();
    assert!(line.contains(&id) && line.ends_with("audited"), "{line}");
}

#[tokio::test]
async fn any_other_function_does_not_start_and_says_which_ones_there_are() {
    let api = RuntimeApi::start().await;
    let process = start(&api, "invoices");
    let output = process.wait_with_output().await.unwrap();
    assert!(!output.status.success());
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(
        stderr.contains("orders-place") && stderr.contains("orders-audit"),
        "{stderr}"
    );
}
