//! What a function logs, and what it does not.

use lambda_client_test_support::runtime_api::Event;
use serde_json::Value;

use crate::process::Served;

#[tokio::test]
async fn a_line_of_text_has_time_request_and_level() {
    let served = Served::start("shop-says", &[]).await;
    let event = Event::new(r#""two\nlines""#);
    let id = event.request_id().to_owned();
    served.api.invoke(event).await;
    let log = served.stop().await;
    let fields: Vec<&str> = log.trim_end_matches('\n').split('\t').collect();
    assert_eq!(fields[1..], [&id, "INFO", "two\rlines"]);
}

#[tokio::test]
async fn a_line_of_json_is_an_object() {
    let served = Served::start("shop-says", &[("AWS_LAMBDA_LOG_FORMAT", "JSON")]).await;
    let event = Event::new(r#""two\nlines""#);
    let id = event.request_id().to_owned();
    served.api.invoke(event).await;
    let log = served.stop().await;
    let [line] = log.lines().collect::<Vec<_>>()[..] else {
        panic!("{log}")
    };
    let line: Value = serde_json::from_str(line).unwrap();
    assert_eq!(line["level"], "INFO");
    assert_eq!(line["requestId"], id);
    assert_eq!(line["message"], "two\nlines");
}

#[tokio::test]
async fn a_failed_invocation_is_logged_by_its_type_alone() {
    let event = || Event::new(r#"{"items":[{"sku":"marker","quantity":101}]}"#);
    let served = Served::start("shop-place", &[]).await;
    served.api.invoke(event()).await;
    let log = served.stop().await;
    assert!(
        log.ends_with("\tERROR\tthe invocation failed: OutOfStock\n"),
        "{log}"
    );
    assert!(!log.contains("marker"), "{log}");
    let served = Served::start("shop-place", &[("AWS_LAMBDA_LOG_FORMAT", "JSON")]).await;
    served.api.invoke(event()).await;
    let log = served.stop().await;
    let line: Value = serde_json::from_str(&log).unwrap();
    assert_eq!(line["level"], "ERROR");
    assert_eq!(line["errorType"], "OutOfStock");
    // A name that is not one is left out.
    let served = Served::start("any", &[("SERVE_BYTES", "failure")]).await;
    served
        .api
        .invoke(Event::new(r#"{"errorType":"two\nlines"}"#))
        .await;
    let log = served.stop().await;
    assert!(log.ends_with("\tERROR\tthe invocation failed\n"), "{log}");
}

#[tokio::test]
async fn nothing_of_an_invocation_is_in_the_lines_of_tracing() {
    for (level, concurrency) in [
        ("DEBUG", "1"),
        ("DEBUG", "4"),
        ("TRACE", "1"),
        ("TRACE", "4"),
    ] {
        let variables = [
            ("SERVE_TRACING", level),
            ("AWS_LAMBDA_MAX_CONCURRENCY", concurrency),
        ];
        for (name, event) in [
            ("shop-echo", r#"{"a":"marker"}"#),
            (
                "shop-place",
                r#"{"items":[{"sku":"marker","quantity":101}]}"#,
            ),
            ("shop-place", r#"{"items":"marker"}"#),
            ("shop-place", "marker"),
        ] {
            let served = Served::start(name, &variables).await;
            let event = Event::new(event)
                .with_header("Lambda-Runtime-Aws-Tenant-Id", "marker")
                .with_header(
                    "Lambda-Runtime-Client-Context",
                    r#"{"custom":{"a":"marker"}}"#,
                );
            served.api.invoke(event).await;
            let log = served.stop().await;
            // The subscriber is there.
            assert!(log.contains("lambda_runtime"), "{log}");
            assert!(!log.contains("marker"), "{level} {name}: {log}");
        }
    }
}
