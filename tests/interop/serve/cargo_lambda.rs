//! The served function under `cargo lambda watch`, which passes bytes on as they are and responds to errors with status 500.

use std::sync::OnceLock;
use std::time::Duration;

use futures::future::try_join_all;
use lambda_client::{ClientContext, DidRun, ErrorKind};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::cargo_lambda::CargoLambda;
use crate::counter::Counter;
use crate::serve::REFUSALS;
use crate::serve::program::program;
use crate::serve::shop::{DeskClient, Item, Order, ShopClient, ShopError, Visitor};

/// Returns the stand-in with all functions. It ends with the test process.
pub(crate) fn cargo_lambda() -> &'static CargoLambda {
    static SHARED: OnceLock<CargoLambda> = OnceLock::new();
    SHARED.get_or_init(|| CargoLambda::start(program(), 4))
}

fn shop() -> ShopClient {
    ShopClient::new(&cargo_lambda().lambda().build())
}

#[tokio::test]
async fn cargo_lambda_serve_results_come_back_byte_for_byte() -> Result<(), ShopError> {
    for value in [
        "1.10",
        "18446744073709551616",
        "{ \"b\" : 1,\t\"a\" : [ ] }",
        "\"☃\"",
    ] {
        let sent = RawValue::from_string(value.to_owned()).expect("valid JSON");
        assert_eq!(shop().echo(sent).await?.get(), value);
    }
    let desk = DeskClient::new(&cargo_lambda().lambda().build());
    let item = Item {
        sku: "A-1".to_owned(),
        quantity: 7,
    };
    assert_eq!(
        desk.place_order(Order { items: vec![item] }).await?.pieces,
        7
    );
    Ok(())
}

/// Lambda responds with 200 to a function that fails. This stand-in uses the status with which services fail, and leaves the
/// header out, so the caller cannot know that the function ran.
#[tokio::test]
async fn cargo_lambda_serve_typed_errors_arrive_as_failures_of_the_service() {
    for refusal in REFUSALS {
        let counter = Counter::new();
        let call = shop().refuse(refusal, Some(counter.path().to_owned()));
        let failed = call.send().await.unwrap_err();
        assert_eq!(failed.kind(), ErrorKind::Service, "{refusal:?}");
        assert_eq!(failed.status(), Some(500));
        assert_eq!(failed.did_run(), DidRun::Unknown);
        let document: Value = serde_json::from_slice(failed.raw().expect("a body")).unwrap();
        assert!(document["errorType"].is_string(), "{document}");
        assert_eq!((failed.attempts().len(), counter.runs()), (1, 1));
    }
}

#[tokio::test]
async fn cargo_lambda_serve_a_panic_leaves_the_process_alive() {
    let failed = shop()
        .panic("out of nails".to_owned())
        .send()
        .await
        .unwrap_err();
    let document: Value = serde_json::from_slice(failed.raw().expect("a body")).unwrap();
    assert_eq!(document["errorType"], "Panic");
    let message = document["errorMessage"].as_str().unwrap();
    assert!(
        message.contains("functions/served/main.rs:") && message.contains("out of nails"),
        "{message}"
    );
    assert!(shop().facts().await.is_ok());
}

/// The stand-in has no limit, so the error can only come from the function.
#[tokio::test]
async fn cargo_lambda_serve_a_response_that_is_too_large_is_refused_before_it_is_sent() {
    let failed = shop().fill(7_000_000).send().await.unwrap_err();
    let document: Value = serde_json::from_slice(failed.raw().expect("a body")).unwrap();
    assert_eq!(document["errorType"], "Function.ResponseSizeTooLarge");
}

#[tokio::test]
async fn cargo_lambda_serve_the_context_is_that_of_the_invocation() -> Result<(), ShopError> {
    let facts = shop().facts().await?;
    assert_eq!(facts.function.as_deref(), Some("served-shop"));
    assert_eq!(facts.arn.as_deref(), Some("function-arn"));
    assert_eq!(facts.version.as_deref(), Some("1"));
    assert!(
        facts
            .trace
            .is_some_and(|trace| trace.starts_with("Root=1-"))
    );
    assert!(facts.is_local);
    Ok(())
}

/// Neither is passed on.
#[tokio::test]
async fn cargo_lambda_serve_tenant_and_client_context_may_be_absent() -> Result<(), ShopError> {
    let context = ClientContext::new().with_custom("trace", "t-1");
    let visitor = shop()
        .visitor(Some("blue".to_owned()), Some(context))
        .await?;
    assert_eq!(
        visitor,
        Visitor {
            tenant: None,
            context: None
        }
    );
    Ok(())
}

#[tokio::test]
async fn cargo_lambda_serve_calls_run_side_by_side() -> Result<(), ShopError> {
    let shop = shop();
    let slept = try_join_all((0..8).map(|call| shop.sleep(100 + call, None))).await?;
    assert!(slept.into_iter().eq((0..8).map(|call| 100 + call)));
    Ok(())
}

/// The stand-in gives the error of a function that cannot start to any call that waits, of whatever function, with the status of a
/// success. So this test has one of its own. It does not notice that the process has ended, so that the next call would wait.
#[tokio::test]
async fn cargo_lambda_serve_a_name_that_fits_no_method_fails_with_the_candidates() {
    let stand_in = CargoLambda::start(program(), 1);
    let lambda = stand_in.lambda().build();
    let document: Value = lambda.call("nobody").json(&()).await.unwrap();
    assert_eq!(document["errorType"], "Runtime.InitError");
    let message = document["errorMessage"].as_str().unwrap();
    assert!(message.contains("`nobody`"), "{message}");
    assert!(message.contains("`served-shop` (Shop::echo, "), "{message}");
}

/// The stand-in runs a function in every mode and returns the result. A caller of an event or a dry run is told that this was
/// neither.
#[tokio::test]
async fn cargo_lambda_serve_events_and_dry_runs_run_and_are_not_taken_for_such() {
    let counter = Counter::new();
    let call = || shop().sleep(1, Some(counter.path().to_owned()));
    for call in [call().event(), call().dry_run()] {
        let before = counter.runs();
        let failed = call.send().await.unwrap_err();
        assert_eq!(failed.kind(), ErrorKind::Response);
        assert_eq!(failed.did_run(), DidRun::Unknown);
        assert_eq!(counter.runs(), before + 1);
    }
}

/// The stand-in rejects the response with status 500, upon which a function on Lambda has to end. Here it would not be started again.
#[tokio::test]
async fn cargo_lambda_serve_a_caller_that_gives_up_does_not_end_the_function()
-> Result<(), ShopError> {
    let stand_in = CargoLambda::start(program(), 1);
    let shop = ShopClient::new(&stand_in.lambda().build());
    let before = shop.facts().await?;
    let error = shop
        .sleep(2_000, None)
        .timeout(Duration::from_secs(1))
        .send()
        .await
        .unwrap_err();
    assert!(error.is_timeout());
    let after = shop.facts().await?;
    assert_eq!(after.process, before.process);
    Ok(())
}

/// The stand-in sends the length of the time limit, ten minutes, in place of the time at which it ends.
#[tokio::test]
async fn cargo_lambda_serve_a_deadline_long_ago_is_not_one() -> Result<(), ShopError> {
    assert_eq!(shop().facts().await?.remaining_ms, None);
    Ok(())
}
