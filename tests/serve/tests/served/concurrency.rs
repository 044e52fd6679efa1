//! Managed instances: one process serves several invocations at once.

use std::collections::HashSet;
use std::time::Duration;

use lambda_client_test_support::runtime_api::{Event, RuntimeApi};
use serde_json::json;

use crate::process::{Served, trace};

const FOUR: [(&str, &str); 1] = [("AWS_LAMBDA_MAX_CONCURRENCY", "4")];

/// An invocation that differs from all others in everything. The deadlines are 1,000 seconds apart.
fn event(number: u64) -> Event {
    Event::new((1 + number % 4).to_string())
        .with_time_left(Duration::from_secs(1000 * (number + 1)))
        .with_header("Lambda-Runtime-Aws-Tenant-Id", &format!("tenant-{number}"))
        .with_header("Lambda-Runtime-Trace-Id", &trace(number))
        .with_header(
            "Lambda-Runtime-Client-Context",
            &format!(r#"{{"custom":{{"n":"{number}"}}}}"#),
        )
}

async fn check(api: &RuntimeApi, number: u64, request_id: &str) {
    let reply = api.reply(request_id).await;
    let seen = reply.json();
    assert!(!reply.is_error, "{number}: {seen}");
    assert_eq!(seen["request_id"], request_id);
    assert_eq!(seen["tenant"], format!("tenant-{number}"));
    assert_eq!(seen["trace_header"], trace(number));
    assert_eq!(
        seen["client_context"],
        json!({"custom": {"n": number.to_string()}})
    );
    let remaining = seen["remaining_ms"].as_u64().unwrap();
    assert_eq!(remaining.div_ceil(1_000_000), number + 1, "{remaining}");
}

#[tokio::test]
async fn a_thousand_requests_keep_their_own_context_and_log() {
    let served = Served::start("shop-seen", &FOUR).await;
    let mut ids = Vec::new();
    for number in 0..1000 {
        let event = event(number);
        ids.push(event.request_id().to_owned());
        served.api.push(event);
    }
    for (number, id) in (0..).zip(&ids) {
        check(&served.api, number, id).await;
    }
    assert_eq!(served.api.most_at_once(), 4);
    let log = served.stop().await;
    let mut lines = HashSet::new();
    for line in log.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [_, id, "INFO", message] = fields[..] else {
            panic!("{line}")
        };
        // The method has written the ID that it knew, before it waited and afterwards.
        assert!(message.ends_with(id), "{line}");
        lines.insert(message);
    }
    assert_eq!(lines.len(), 2 * ids.len());
}

#[tokio::test]
async fn an_invocation_that_lambda_runtime_cannot_read_ends_one_worker() {
    let served = Served::start("shop-echo", &FOUR).await;
    let bad = || Event::new("1").with_header("Lambda-Runtime-Client-Context", "marker");
    for _ in 0..3 {
        served.api.push_step(bad().to_response());
    }
    assert_eq!(served.api.invoke(Event::new("2")).await.body(), b"2");
    served.api.push_step(bad().to_response());
    let ended = served.end().await;
    assert!(!ended.status.success());
    assert!(
        ended
            .log
            .starts_with("Error: all workers of lambda_runtime have ended"),
        "{}",
        ended.log
    );
    assert!(!ended.log.contains("marker"), "{}", ended.log);
}
