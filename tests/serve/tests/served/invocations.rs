//! What the Runtime API hands out, and what happens if it does not.

use std::time::Duration;

use lambda_client_test_support::runtime_api::Event;
use lambda_client_test_support::{Response, Step};

use crate::process::Served;

/// Returns what a process logs that ends because of this step.
async fn ends(step: impl Into<Step>) -> String {
    let served = Served::start("shop-echo", &[]).await;
    assert_eq!(served.api.invoke(Event::new("1")).await.body(), b"1");
    served.api.push_step(step);
    let ended = served.end().await;
    assert!(!ended.status.success());
    assert!(!ended.log.contains("marker"), "{}", ended.log);
    ended.log
}

#[tokio::test]
async fn a_slow_invocation_is_waited_for() {
    let served = Served::start("shop-echo", &[]).await;
    let event = Event::new(r#"{"a":[1,2,3]}"#).in_pieces(40, Duration::from_millis(5));
    assert_eq!(served.api.invoke(event).await.body(), br#"{"a":[1,2,3]}"#);
    served.stop().await;
}

#[tokio::test]
async fn the_process_ends_with_the_runtime_api() {
    let mut served = Served::start("shop-echo", &[]).await;
    assert_eq!(served.api.invoke(Event::new("1")).await.body(), b"1");
    served.api.stop().await;
    let ended = served.end().await;
    assert!(!ended.status.success());
    assert!(
        ended
            .log
            .starts_with("Error: the Runtime API is out of reach"),
        "{}",
        ended.log
    );
}

#[tokio::test]
async fn the_process_ends_if_an_invocation_breaks_off() {
    let invocation = Event::new(r#""marker""#).to_response();
    let log = ends(Step::cut(&invocation, 3).close()).await;
    assert!(
        log.starts_with("Error: the Runtime API is out of reach, or sent"),
        "{log}"
    );
}

#[tokio::test]
async fn the_process_ends_if_it_gets_no_invocation() {
    for status in [403, 500] {
        let log = ends(Response::new(status, r#"{"errorType":"marker"}"#)).await;
        assert!(
            log.contains("Error: the Runtime API sent something other than an invocation"),
            "{log}"
        );
    }
}

#[tokio::test]
async fn the_process_ends_if_lambda_runtime_cannot_read_the_client_context() {
    for json in [
        r#"{"custom":{"a":"marker"#,
        r#"{"custom":{"a":["marker"]}}"#,
        r#"{"custom":"marker"}"#,
        r#"{"client":{"installation_id":"marker"}}"#,
    ] {
        let event = Event::new("1").with_header("Lambda-Runtime-Client-Context", json);
        let log = ends(event.to_response()).await;
        assert!(
            log.starts_with("Error: lambda_runtime cannot read the client context"),
            "{log}"
        );
    }
}
