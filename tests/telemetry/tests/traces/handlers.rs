//! How handlers end, as their spans say it, and what no span says.

use std::time::Duration;

use lambda_client::local::{Fault, Function};
use lambda_client::server::{ErrorDocument, Invocation};
use lambda_client::{ClientContext, DidRun, Error, LocalLambda};
use lambda_client_telemetry_tests::shop::{OrdersClient, SECRET};
use serde_json::json;

use crate::collector::Collector;
use crate::local::Functions;

#[tokio::test(start_paused = true)]
async fn how_handlers_end() {
    let local = LocalLambda::builder()
        .handler("panics", |_: Invocation| async move { panicking() })
        .handler("large", |_: Invocation| async { "7".repeat(6_291_557) })
        .handler("fails", |_: Invocation| async {
            Err::<String, _>(ErrorDocument::new(SECRET, SECRET))
        })
        .function(
            "slow",
            Function::new(|_: Invocation| async {
                tokio::time::sleep(Duration::from_secs(60)).await;
                "7"
            }),
        )
        .build();
    for (function, expected) in [
        ("panics", "Panic"),
        ("large", "Function.ResponseSizeTooLarge"),
        ("fails", "_OTHER"),
        ("slow", "dropped"),
    ] {
        let collector = Collector::start();
        let result: Result<u32, Error> = local.lambda().call(function).json(&1).await;
        assert!(result.is_err(), "{function}");
        let span = collector.span(function);
        assert_eq!(span.attributes["error.type"], expected, "{function}");
        assert_eq!(span.status, "Error { description: \"\" }", "{function}");
    }
    // The service that a trait generates: what it sends itself, and what comes from further down.
    let functions = Functions::new(|lambda| lambda);
    let lambda = functions.orders.lambda();
    functions
        .stock
        .inject("stock-take", Fault::service_error("ServiceException"))
        .unwrap();
    for (function, payload, expected) in [
        (
            "orders-wait:live",
            json!("no number"),
            "Runtime.UnmarshalError",
        ),
        (
            "orders-place:live",
            json!("cup"),
            "lambda_client.Downstream",
        ),
    ] {
        let collector = Collector::start();
        let result: Result<u32, Error> = lambda.call(function).json(&payload).await;
        assert!(result.is_err(), "{function}");
        let span = collector.span(function.trim_end_matches(":live"));
        assert_eq!(span.attributes["error.type"], expected, "{function}");
    }
}

fn panicking() -> String {
    panic!("{SECRET}")
}

#[tokio::test(start_paused = true)]
async fn no_span_shows_what_a_call_carries() {
    let collector = Collector::start();
    let local = LocalLambda::builder()
        .function(
            "f",
            Function::new(|_: Invocation| async {
                lambda_client::server::log(SECRET);
                Err::<String, _>(ErrorDocument::new("Refused", SECRET))
            })
            .tenant_isolation(),
        )
        .build();
    let lambda = local
        .lambda_builder()
        .propagate_in_client_context(true)
        .build();
    let call = lambda
        .call("f")
        .json::<u32>(&SECRET)
        .client_context(&ClientContext::new().with_custom("k", SECRET))
        .tenant(SECRET)
        .tail_log();
    let error = call.await.unwrap_err();
    assert_eq!(error.did_run(), DidRun::Yes, "{error}");
    let functions = Functions::new(|lambda| lambda);
    let client = OrdersClient::new(&functions.orders.lambda());
    for sku in [SECRET, "own", "panic"] {
        client.refuse(sku).await.unwrap_err();
    }
    let spans = collector.spans();
    assert_eq!(spans.len(), 4 * 3);
    let shown = format!("{spans:?}");
    assert!(!shown.contains(SECRET), "{shown}");
}
