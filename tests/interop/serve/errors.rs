//! Errors of the served function, as the client under test receives them from ministack.

use std::time::Duration;

use lambda_client::{DidRun, ErrorKind, RetryConfig, failure::FailureKind};
use serde_json::json;

use crate::counter::Counter;
use crate::ministack::Function;
use crate::serve::REFUSALS;
use crate::serve::deployed::{deploy, desk, ministack, shop, shop_at};
use crate::serve::program::shortcut;
use crate::serve::shop::{Order, Refusal, ShopError};

/// The size of the largest response, in bytes (AWS Lambda Developer Guide: the message of `Function.ResponseSizeTooLarge`).
const LARGEST: usize = 6_291_556;

#[tokio::test]
async fn ministack_serve_typed_errors_arrive_as_the_same_variant() {
    let quick = RetryConfig::new().base_delay(Duration::from_millis(1));
    for refusal in REFUSALS {
        let counter = Counter::new();
        let call = shop().refuse(refusal, Some(counter.path().to_owned()));
        let failed = call.retry(quick).send().await.unwrap_err();
        // The same text, quotes and all, and the same fields.
        let (arrived, sent) = (failed.error(), refusal.error());
        assert_eq!(format!("{arrived:?}"), format!("{sent:?}"));
        assert_eq!(arrived.to_string(), sent.to_string());
        assert_eq!(failed.status(), Some(200), "{refusal:?}");
        assert_eq!(failed.did_run(), DidRun::Yes, "{refusal:?}");
        let failure = failed.failure().expect("the function reported it");
        assert_eq!(failure.kind(), FailureKind::Application, "{refusal:?}");
        // Only an error that asks for it is retried.
        let runs = if refusal == Refusal::Busy { 3 } else { 1 };
        assert_eq!(failed.attempts().len(), runs, "{refusal:?}");
        assert_eq!(counter.runs(), runs, "{refusal:?}");
    }
}

#[tokio::test]
async fn ministack_serve_a_panic_names_its_place_and_the_process_lives_on() {
    deploy("panicking-served-shop", shortcut(), |function| function);
    let shop = shop_at("panicking-served-shop");
    let before = shop.facts().await.expect("the function responds");
    let failed = shop
        .panic("out of nails".to_owned())
        .tail_log()
        .send()
        .await
        .unwrap_err();
    let failure = failed.failure().expect("the function reported it");
    assert_eq!(failure.error_type(), Some("Panic"));
    assert_eq!(failure.kind(), FailureKind::Application);
    assert_eq!(failed.did_run(), DidRun::Yes);
    let message = failure.message().unwrap_or_default();
    assert!(
        message.contains("functions/served/main.rs:") && message.contains("out of nails"),
        "{message}"
    );
    let after = shop.facts().await.expect("the function responds");
    assert_eq!(after.process, before.process);
}

#[tokio::test]
async fn ministack_serve_an_event_that_does_not_fit_names_the_path_and_not_the_value() {
    let lambda = ministack().lambda().build();
    let event = json!({ "items": [{ "sku": "A-1", "quantity": 1 }, { "sku": "B-2", "quantity": "sixty" }] });
    let error = lambda
        .call("served-place-order")
        .json::<()>(&event)
        .await
        .unwrap_err();
    let failure = error.failure().expect("the function reported it");
    assert_eq!(failure.error_type(), Some("Runtime.UnmarshalError"));
    assert_eq!(failure.kind(), FailureKind::BadEvent);
    let message = failure.message().unwrap_or_default();
    assert!(message.contains("items[1].quantity"), "{message}");
    assert!(!message.contains("sixty"), "{message}");
    assert_eq!(error.did_run(), DidRun::InitOnly);

    let unknown = json!({ "action": "dance" });
    let error = lambda
        .call("served-shop")
        .json::<()>(&unknown)
        .await
        .unwrap_err();
    let failure = error.failure().expect("the function reported it");
    assert_eq!(failure.kind(), FailureKind::BadEvent);
    let message = failure.message().unwrap_or_default();
    assert!(message.contains("\"action\":\"refuse\""), "{message}");

    // The process is still there for events that fit.
    let order = Order { items: Vec::new() };
    assert_eq!(desk().place_order(order).await.unwrap().pieces, 0);
}

/// This endpoint has no limit, so the error can only come from the function.
#[tokio::test]
async fn ministack_serve_a_response_that_is_too_large_is_refused_before_it_is_sent() {
    // The response is the text and its two quotes.
    let shop = shop();
    assert_eq!(shop.fill(LARGEST - 2).await.unwrap().len(), LARGEST - 2);
    let failed = shop.fill(LARGEST - 1).send().await.unwrap_err();
    let failure = failed.failure().expect("the function reported it");
    assert_eq!(failure.error_type(), Some("Function.ResponseSizeTooLarge"));
    assert_eq!(failure.kind(), FailureKind::ResponseTooLarge);
    let message = failure.message().unwrap_or_default();
    assert!(message.contains(&LARGEST.to_string()), "{message}");
    assert_eq!(failed.did_run(), DidRun::Yes);
}

#[tokio::test]
async fn ministack_serve_a_timeout_and_an_exit_are_reported_and_the_next_call_works() {
    deploy("hurried-served-shop", shortcut(), |function| Function {
        timeout_seconds: 1,
        ..function
    });
    let shop = shop_at("hurried-served-shop");
    let counter = Counter::new();
    let failed = shop
        .sleep(20_000, Some(counter.path().to_owned()))
        .send()
        .await
        .unwrap_err();
    assert!(failed.is_timeout());
    assert_eq!(
        failed.failure().map(|failure| failure.kind()),
        Some(FailureKind::Timeout)
    );
    assert_eq!(failed.did_run(), DidRun::Yes);
    assert_eq!(counter.runs(), 1);

    let error = match shop.leave(3).await.unwrap_err() {
        ShopError::Other(error) => error,
        typed => panic!("{typed:?}"),
    };
    assert_eq!(error.kind(), ErrorKind::Function);
    assert_eq!(
        error.failure().map(|failure| failure.kind()),
        Some(FailureKind::Exit)
    );
    assert_eq!(shop.sleep(1, None).await.unwrap(), 1);
}
