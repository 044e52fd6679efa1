//! Which method a process serves, and what happens if there is none.

use lambda_client_test_support::runtime_api::Event;
use tokio::net::TcpListener;

use crate::process::{Served, ended, program, spawn};

/// The response of a function to an event.
async fn response(name: &str, variables: &[(&str, &str)], event: &str) -> String {
    let served = Served::start(name, variables).await;
    let reply = served.api.invoke(Event::new(event)).await;
    assert!(!reply.is_error, "{reply:?}");
    served.stop().await;
    String::from_utf8(reply.request.body).unwrap()
}

#[tokio::test]
async fn the_name_of_the_function_chooses_the_method() {
    let order = r#"{"items":[{"sku":"A-1","quantity":2}]}"#;
    assert_eq!(response("shop-place", &[], order).await, "2");
    assert_eq!(response("prod-shop-place", &[], order).await, "2");
    assert_eq!(response("other-place", &[], "{}").await, "99");
    assert_eq!(response("shop-prod-staged", &[], "{}").await, "7");
    let stage = [("SERVE_STAGE", "prod")];
    assert_eq!(response("shop-prod-staged", &stage, "{}").await, "7");
    // The shortest main.
    let plain = [("SERVE_PLAIN", "1")];
    assert_eq!(response("shop-place", &plain, order).await, "2");
}

#[tokio::test]
async fn a_route_chooses_among_the_methods_of_one_function() {
    let served = Served::start("prod-shop-admin", &[]).await;
    let cancel = Event::new(r#"{"action":"cancel","order":5}"#);
    assert_eq!(served.api.invoke(cancel).await.body(), b"5");
    let refund = Event::new(r#"{"action":"refund","order":5}"#);
    assert_eq!(served.api.invoke(refund).await.body(), b"1005");
    let neither = served.api.invoke(Event::new(r#"{"order":5}"#)).await;
    assert_eq!(neither.json()["errorType"], "Runtime.UnmarshalError");
    served.stop().await;
}

#[tokio::test]
async fn the_program_chooses_before_the_name_does() {
    let only = [("SERVE_ONLY", "Other::place")];
    assert_eq!(response("test_function", &only, "{}").await, "99");
    let function = [("SERVE_FUNCTION", "shop-admin")];
    let refund = r#"{"action":"refund","order":5}"#;
    assert_eq!(response("test_function", &function, refund).await, "1005");
}

#[tokio::test]
async fn without_a_match_the_function_does_not_start() {
    let name = "AWS_LAMBDA_FUNCTION_NAME";
    for (variables, parts) in [
        (
            &[][..],
            &[
                "`test_function`",
                "`shop-place` (Shop::place)",
                ".only(\"method\")",
            ][..],
        ),
        (
            &[("SERVE_ONLY", "place")],
            &["`Shop::place`, `Other::place`", ".only(..)"],
        ),
        (
            &[("SERVE_ONLY", "plaec")],
            &["`plaec`", "did you mean `place`?"],
        ),
        (
            &[("SERVE_KEY", "stgae")],
            &["`stgae`", "did you mean `stage`?"],
        ),
        (
            &[("SERVE_STAGE", "test"), (name, "shop-prod-staged")],
            &["`shop-prod-staged`", "`shop-test-staged`"],
        ),
    ] {
        let served = Served::start("test_function", variables).await;
        let reported = served.api.init_error().await;
        let document = reported.json();
        assert_eq!(document["errorType"], "Runtime.InitError");
        assert_eq!(
            reported.header("lambda-runtime-function-error-type"),
            Some("Runtime.InitError")
        );
        let message = document["errorMessage"].as_str().unwrap().to_owned();
        let ended = served.end().await;
        assert!(!ended.status.success());
        for part in parts {
            assert!(message.contains(part), "{part} in {message}");
        }
        assert_eq!(ended.log, format!("Error: {message}\n"));
    }
}

/// `cargo lambda watch` may never respond. Without an end to the wait nobody would learn why the function does not start.
#[tokio::test]
async fn a_runtime_api_that_does_not_respond_does_not_keep_the_error() {
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = silent.local_addr().unwrap().to_string();
    let mut command = program();
    command
        .env("AWS_LAMBDA_RUNTIME_API", address)
        .env("AWS_LAMBDA_FUNCTION_NAME", "bootstrap")
        .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128")
        .env("AWS_LAMBDA_FUNCTION_VERSION", "1");
    let (child, log) = spawn(&mut command);
    let ended = ended(child, log).await;
    assert!(!ended.status.success());
    assert!(ended.log.contains("called `bootstrap`"), "{}", ended.log);
}

#[tokio::test]
async fn outside_of_lambda_the_error_says_what_to_do() {
    let (child, log) = spawn(&mut program());
    let ended = ended(child, log).await;
    assert!(!ended.status.success());
    assert!(ended.log.contains("cargo lambda watch"), "{}", ended.log);
    assert_eq!(ended.log.lines().count(), 1, "{}", ended.log);
}

#[tokio::test]
async fn outside_of_a_runtime_the_error_says_what_to_do() {
    let served = Served::start("shop-nothing", &[("SERVE_THREAD", "1")]).await;
    let ended = served.end().await;
    assert!(!ended.status.success());
    assert!(ended.log.contains("#[tokio::main]"), "{}", ended.log);
    assert_eq!(ended.log.lines().count(), 1, "{}", ended.log);
}
