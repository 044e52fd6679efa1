//! Calls that a function makes while it serves an invocation.

use std::time::{Duration, Instant};

use lambda_client_test_support::runtime_api::Event;
use lambda_client_test_support::{Peer, Request, Response, Step};

use crate::process::{Served, trace};

/// Starts `asks`, which calls the function behind this peer.
async fn asks(prices: &Peer, variables: &[(&str, &str)]) -> Served {
    let endpoint = prices.http();
    let mut all = vec![
        ("AWS_ENDPOINT_URL", endpoint.as_str()),
        ("AWS_REGION", "eu-west-1"),
        ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
        ("AWS_SECRET_ACCESS_KEY", "marker-secret"),
        ("AWS_SESSION_TOKEN", "marker-token"),
    ];
    all.extend_from_slice(variables);
    Served::start("shop-asks", &all).await
}

fn price() -> Step {
    Response::new(200, "998").into()
}

/// How long a slow call takes: more than a busy machine adds to one that ends in time.
const SLOW: Duration = Duration::from_secs(15);

#[tokio::test]
async fn a_call_ends_before_the_invocation_and_says_so() {
    let prices = Peer::start(|request| async move {
        match &*request.body == br#""cup""# {
            true => price(),
            false => price().after(SLOW),
        }
    })
    .await;
    let served = asks(&prices, &[]).await;
    // So that the credentials and the connection are there.
    let first = served.api.invoke(Event::new(r#""cup""#)).await;
    assert_eq!(first.body(), b"998");
    let event = Event::new(r#""marker""#).with_time_left(Duration::from_millis(300));
    let id = event.request_id().to_owned();
    let started = Instant::now();
    let reply = served.api.invoke(event).await;
    // Lambda would have ended the invocation after 300 ms.
    assert!(started.elapsed() < SLOW, "{:?}", started.elapsed());
    assert!(reply.is_error);
    let document = reply.json();
    assert_eq!(document["errorType"], "lambda_client.Downstream");
    let cause = &document["cause"];
    assert_eq!(cause["errorType"], "lambda_client.InvocationDeadline");
    assert_eq!(served.api.replies(&id).await.len(), 1);
    // The function that it calls runs once, or not at all if the time was over before that: never twice. The error says which.
    let calls = prices.request_count() - 1;
    assert!(calls <= 1, "{calls}");
    let message = cause["errorMessage"].as_str().unwrap();
    assert_eq!(message.contains("may have run"), calls == 1, "{message}");
    let log = served.stop().await;
    assert!(!log.contains("marker"), "{log}");
}

#[tokio::test]
async fn the_margin_before_the_deadline_is_a_setting() {
    let prices = Peer::always(price()).await;
    let served = asks(&prices, &[("SERVE_MARGIN_MS", "60000")]).await;
    let event = Event::new(r#""cup""#).with_time_left(Duration::from_secs(50));
    let document = served.api.invoke(event).await.json();
    let cause = &document["cause"];
    assert_eq!(cause["errorType"], "lambda_client.InvocationDeadline");
    assert_eq!(prices.request_count(), 0);
    let event = Event::new(r#""cup""#).with_time_left(Duration::from_secs(3600));
    assert_eq!(served.api.invoke(event).await.body(), b"998");
    served.stop().await;
}

#[tokio::test]
async fn an_error_of_a_call_leaves_with_its_cause() {
    let body = r#"{"errorType":"NoPrice","errorMessage":"no price for cup"}"#;
    let failed = Response::new(200, body).with_header("X-Amz-Function-Error", "Unhandled");
    let prices = Peer::always(failed).await;
    let served = asks(&prices, &[]).await;
    let reply = served.api.invoke(Event::new(r#""cup""#)).await;
    let header = reply.header("lambda-runtime-function-error-type");
    assert_eq!(header, Some("lambda_client.Downstream"));
    let document = reply.json();
    assert_eq!(document["errorType"], "lambda_client.Downstream");
    assert_eq!(document["cause"]["errorType"], "NoPrice");
    assert_eq!(document["cause"]["errorMessage"], "no price for cup");
    served.stop().await;
}

#[tokio::test]
async fn calls_carry_the_trace_of_their_own_invocation() {
    for concurrency in ["1", "4"] {
        let prices = Peer::always(price().after(Duration::from_millis(2))).await;
        let served = asks(&prices, &[("AWS_LAMBDA_MAX_CONCURRENCY", concurrency)]).await;
        let mut ids = Vec::new();
        for number in 0..100 {
            let event = Event::new(format!("\"{number}\""))
                .with_header("Lambda-Runtime-Trace-Id", &trace(number));
            ids.push(event.request_id().to_owned());
            served.api.push(event);
        }
        for id in &ids {
            assert_eq!(served.api.reply(id).await.body(), b"998");
        }
        let requests: Vec<Request> = prices.requests();
        assert_eq!(requests.len(), 100);
        for request in requests {
            let number: u64 = serde_json::from_slice::<String>(&request.body)
                .unwrap()
                .parse()
                .unwrap();
            assert_eq!(request.header("x-amzn-trace-id"), Some(&*trace(number)));
        }
        served.stop().await;
    }
}

#[tokio::test]
async fn nothing_of_a_call_is_in_the_lines_of_tracing() {
    for level in ["DEBUG", "TRACE"] {
        let prices = Peer::always(price()).await;
        let served = asks(&prices, &[("SERVE_TRACING", level)]).await;
        let event = Event::new(r#""marker""#).with_header("Lambda-Runtime-Aws-Tenant-Id", "marker");
        assert_eq!(served.api.invoke(event).await.body(), b"998");
        let log = served.stop().await;
        assert!(log.contains("lambda_runtime"), "{log}");
        assert!(!log.contains("marker"), "{level}: {log}");
    }
}
