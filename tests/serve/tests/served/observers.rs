//! Observers of the calls that a function makes. Lambda freezes the process as soon as it has the response.

use std::time::Duration;

use lambda_client_test_support::runtime_api::Event;
use lambda_client_test_support::{Peer, Response};

use crate::process::Served;

const HOUR_MS: &str = "3600000";

/// Starts a function that calls this one, with an observer that takes this long.
async fn observed(prices: &Peer, takes_ms: &str, observer_time_ms: Option<&str>) -> Served {
    let endpoint = prices.http();
    let mut all = vec![
        ("AWS_ENDPOINT_URL", endpoint.as_str()),
        ("AWS_REGION", "eu-west-1"),
        ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
        ("AWS_SECRET_ACCESS_KEY", "marker-secret"),
        ("SERVE_OBSERVER_TAKES_MS", takes_ms),
    ];
    all.extend(observer_time_ms.map(|time| ("SERVE_OBSERVER_TIME_MS", time)));
    Served::start("shop-asks", &all).await
}

async fn prices() -> Peer {
    Peer::always(Response::new(200, "998")).await
}

#[tokio::test]
async fn a_response_waits_for_observers() {
    let prices = prices().await;
    let served = observed(&prices, "300", Some(HOUR_MS)).await;
    assert_eq!(
        served.api.invoke(Event::new(r#""cup""#)).await.body(),
        b"998"
    );
    // Nothing more happens after the response.
    let log = served.kill().await;
    assert!(log.contains("observed a call of prices"), "{log}");
}

#[tokio::test]
async fn a_response_does_not_wait_for_long() {
    let prices = prices().await;
    let served = observed(&prices, HOUR_MS, None).await;
    for _ in 0..2 {
        assert_eq!(
            served.api.invoke(Event::new(r#""cup""#)).await.body(),
            b"998"
        );
    }
    let log = served.kill().await;
    assert!(!log.contains("observed"), "{log}");
}

#[tokio::test]
async fn a_response_does_not_wait_beyond_its_invocation() {
    let prices = prices().await;
    let served = observed(&prices, HOUR_MS, Some(HOUR_MS)).await;
    let event = Event::new(r#""cup""#).with_time_left(Duration::from_secs(5));
    assert_eq!(served.api.invoke(event).await.body(), b"998");
    served.kill().await;
}
