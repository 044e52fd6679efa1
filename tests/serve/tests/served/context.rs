//! What a method knows about the invocation that it serves.

use std::time::Duration;

use lambda_client_test_support::runtime_api::Event;
use serde_json::{Value, json};

use crate::process::Served;

const TRACE: &str = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";

async fn seen(event: Event, variables: &[(&str, &str)]) -> Value {
    let served = Served::start("shop-seen", variables).await;
    let reply = served.api.invoke(event).await;
    assert!(!reply.is_error, "{}", reply.json());
    served.stop().await;
    reply.json()
}

fn event() -> Event {
    Event::new("0")
}

#[tokio::test]
async fn a_method_sees_what_lambda_says_about_the_invocation() {
    // What lambda_runtime does not keep of a client context arrives, too.
    let client_context = r#"{"custom":{"a":"b"},"environment":{},"more":[1.10]}"#;
    let event = event()
        .with_time_left(Duration::from_secs(3000))
        .with_header("Lambda-Runtime-Aws-Tenant-Id", "blue")
        .with_header("Lambda-Runtime-Trace-Id", TRACE)
        .with_header("Lambda-Runtime-Client-Context", client_context);
    let id = event.request_id().to_owned();
    let seen = seen(event, &[]).await;
    let remaining = seen["remaining_ms"].as_u64().unwrap();
    assert!((2_900_000..=3_000_000).contains(&remaining), "{remaining}");
    let expected = json!({
        "request_id": id,
        "remaining_ms": remaining,
        "function_name": "shop-seen",
        "function_arn": "arn:aws:lambda:eu-west-1:123456789012:function:f",
        "version": "7",
        "tenant": "blue",
        "trace_header": TRACE,
        "client_context": serde_json::from_str::<Value>(client_context).unwrap(),
        "log_group": "/aws/lambda/shop-seen",
        "log_stream": "2026/01/31/[7]0",
        "is_local": false,
    });
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn what_lambda_does_not_say_is_missing() {
    let nothing = [
        ("AWS_LAMBDA_LOG_GROUP_NAME", ""),
        ("AWS_LAMBDA_LOG_STREAM_NAME", ""),
    ];
    // An empty header counts as a missing one.
    let event = event()
        .with_header("Lambda-Runtime-Aws-Tenant-Id", "")
        .with_header("Lambda-Runtime-Trace-Id", "")
        .with_header("Lambda-Runtime-Client-Context", "");
    let seen = seen(event, &nothing).await;
    for field in [
        "tenant",
        "trace_header",
        "client_context",
        "log_group",
        "log_stream",
    ] {
        assert_eq!(seen[field], Value::Null, "{field}");
    }
}

#[tokio::test]
async fn a_deadline_that_has_passed_leaves_no_time() {
    // The clock of the process may be ahead of Lambda's.
    let event = event().with_header("Lambda-Runtime-Deadline-Ms", "1700000000000");
    assert_eq!(seen(event, &[]).await["remaining_ms"], 0);
}

#[tokio::test]
async fn a_deadline_from_before_lambda_existed_is_not_one() {
    // `cargo lambda watch` sends ten minutes as such.
    let event = event().with_header("Lambda-Runtime-Deadline-Ms", "600000");
    assert_eq!(seen(event, &[]).await["remaining_ms"], u64::MAX);
}

#[tokio::test]
async fn emulators_are_local() {
    let header = "Lambda-Runtime-Invoked-Function-Arn";
    let rie = event().with_header(header, "arn:aws:lambda:us-east-1:012345678912:function:f");
    assert_eq!(seen(rie, &[]).await["is_local"], true);
    assert_eq!(
        seen(event(), &[("AWS_SAM_LOCAL", "true")]).await["is_local"],
        true
    );
}
