//! The served function in the Runtime Interface Emulator, which passes bytes on as they are.

use lambda_client::{ClientContext, DidRun, Error, ErrorKind, client_context::ClientApplication};
use lambda_client_test_support::raw;
use serde_json::value::RawValue;
use serde_json::{Value, json};

use crate::counter::Counter;
use crate::rie::{FUNCTION, Rie};
use crate::serve::program::program;
use crate::serve::shop::{ShopClient, ShopError, Visitor};
use crate::serve::{REFUSALS, desk_at, on_the_wire, shop_at};

/// Starts an emulator of the function with the routes.
pub(crate) fn start() -> Rie {
    Rie::start("served-shop", program(), &[])
}

fn shop(rie: &Rie) -> ShopClient {
    shop_at(rie.lambda(), FUNCTION)
}

fn other(error: ShopError) -> Error {
    match error {
        ShopError::Other(error) => error,
        typed => panic!("{typed:?}"),
    }
}

#[tokio::test]
async fn rie_serve_results_come_back_byte_for_byte() -> Result<(), ShopError> {
    let rie = start();
    let shop = shop(&rie);
    for value in [
        "1.10",
        "null",
        "18446744073709551616",
        "{ \"b\" : 1,\t\"a\" : [ ] }",
        "\"n\\u00e4ils \\ud83d\\ude00 ☃\"",
        "{\"a\":1,\"a\":2}",
    ] {
        let sent = RawValue::from_string(value.to_owned()).expect("valid JSON");
        assert_eq!(shop.echo(sent).await?.get(), value);
    }
    Ok(())
}

/// Without a header, an error is a result like any other. It does not match the method's type, so the caller is told that much and
/// what it looks like, and never that the call succeeded.
#[tokio::test]
async fn rie_serve_typed_errors_arrive_as_results_that_do_not_fit() {
    let rie = start();
    let shop = shop(&rie);
    for refusal in REFUSALS {
        let counter = Counter::new();
        let call = shop
            .refuse(refusal, Some(counter.path().to_owned()))
            .idempotent(true);
        let failed = call.send().await.unwrap_err();
        assert_eq!(failed.kind(), ErrorKind::Decode, "{refusal:?}");
        assert_eq!(failed.status(), Some(200));
        assert_eq!(failed.did_run(), DidRun::Unknown);
        let text = failed.error().to_string();
        assert!(
            text.contains("the header `X-Amz-Function-Error` is missing"),
            "{text}"
        );
        let document: Value = serde_json::from_slice(failed.raw().expect("a body")).unwrap();
        let (error_type, message) = on_the_wire(refusal);
        assert_eq!(
            document,
            json!({ "errorType": error_type, "errorMessage": message })
        );
        assert_eq!((failed.attempts().len(), counter.runs()), (1, 1));
    }
}

#[tokio::test]
async fn rie_serve_panics_and_events_that_do_not_fit_leave_the_process_alive() {
    let rie = start();
    let shop = shop(&rie);
    let before = shop.facts().await.expect("the function responds");

    let failed = shop
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

    let event = json!({ "action": "sleep", "milliseconds": "sixty" });
    let lambda = rie.lambda().build();
    let document: Value = lambda.call(FUNCTION).json(&event).await.unwrap();
    assert_eq!(document["errorType"], "Runtime.UnmarshalError");
    let message = document["errorMessage"].as_str().unwrap();
    assert!(
        message.contains("milliseconds") && !message.contains("sixty"),
        "{message}"
    );

    let after = shop.facts().await.expect("the function responds");
    assert_eq!(after.process, before.process);
}

#[tokio::test]
async fn rie_serve_undecodable_events_name_the_path() {
    let rie = Rie::start("served-place-order", program(), &[]);
    let lambda = rie.lambda().build();
    let event = json!({ "items": [{ "sku": "A-1", "quantity": 1 }, { "quantity": 2 }] });
    let document: Value = lambda.call(FUNCTION).json(&event).await.unwrap();
    let message = document["errorMessage"].as_str().unwrap();
    assert!(
        message.contains("items[1]") && message.contains("`sku`"),
        "{message}"
    );
}

/// The emulator has the same limit, but its message does not have the size of the response.
#[tokio::test]
async fn rie_serve_a_response_that_is_too_large_is_refused_before_it_is_sent() {
    let rie = start();
    let shop = shop(&rie);
    // 6,291,556 bytes with the two quotes.
    let largest = 6_291_554;
    assert_eq!(shop.fill(largest).await.unwrap().len(), largest);
    for characters in [largest + 1, 7_000_000] {
        let raw: Value = {
            let event = json!({ "action": "fill", "characters": characters });
            rie.lambda()
                .build()
                .call(FUNCTION)
                .json(&event)
                .await
                .unwrap()
        };
        assert_eq!(raw["errorType"], "Function.ResponseSizeTooLarge");
        let message = raw["errorMessage"].as_str().unwrap();
        assert!(message.contains(&(characters + 2).to_string()), "{message}");
    }
}

#[tokio::test]
async fn rie_serve_the_context_is_that_of_the_invocation() {
    let rie = start();
    let shop = shop(&rie);
    let reply = shop.facts().tenant("blue").send().await.unwrap();
    let facts = reply.value();
    assert_eq!(facts.function.as_deref(), Some("served-shop"));
    assert_eq!(
        facts.arn.as_deref(),
        Some("arn:aws:lambda:us-east-1:012345678912:function:served-shop")
    );
    assert_eq!(facts.version.as_deref(), Some("$LATEST"));
    assert_eq!(facts.tenant.as_deref(), Some("blue"));
    let remaining = facts.remaining_ms.expect("an invocation has a limit");
    assert!((1..=30_000).contains(&remaining), "{remaining}");
    // The response has no request ID, but the emulator writes the one that the function has.
    assert!(reply.request_id().is_none());
    assert!(
        rie.output()
            .contains(&format!("RequestId: {}", facts.request_id))
    );
}

#[tokio::test]
async fn rie_serve_tenant_and_client_context_arrive_whole() -> Result<(), ShopError> {
    let rie = start();
    let shop = shop(&rie);
    // `lambda_runtime` itself does not read `env`.
    let context = ClientContext::new()
        .with_custom("trace", "t-1")
        .with_env("locale", "de")
        .with_client(ClientApplication::new("installation-7").with_title("Shop"));
    let visitor = shop
        .visitor(Some("blue".to_owned()), Some(context.clone()))
        .await?;
    assert_eq!(visitor.tenant.as_deref(), Some("blue"));
    assert_eq!(visitor.context, Some(context));
    let visitor = shop.visitor(None, None).await?;
    assert_eq!(
        visitor,
        Visitor {
            tenant: None,
            context: None
        }
    );
    Ok(())
}

/// `lambda_runtime` reads the client context before anything of the function runs, and ends the process if it cannot: the caller
/// sees that the runtime exited. This client sends the form that it can read.
#[tokio::test]
async fn rie_serve_a_malformed_client_context_ends_the_process() {
    let rie = start();
    let path = format!("/2015-03-31/functions/{FUNCTION}/invocations");
    let address = (std::net::Ipv4Addr::LOCALHOST, rie.port()).into();
    let event = json!({ "action": "echo", "value": 1 }).to_string();
    // `{"client":{"app_title":"t"}}`
    let headers = [(
        "X-Amz-Client-Context",
        "eyJjbGllbnQiOnsiYXBwX3RpdGxlIjoidCJ9fQ==",
    )];
    let response = raw::exchange(address, "POST", &path, &headers, event.as_bytes()).unwrap();
    assert_eq!(response.status, 502);
    let document: Value = serde_json::from_slice(&response.body).unwrap();
    assert_eq!(document["errorType"], "Runtime.ExitError");
    let output = rie.output();
    assert!(
        output.contains("lambda_runtime cannot read the client context"),
        "{output}"
    );
    // The next call starts a new process.
    let shop = shop(&rie);
    let one = RawValue::from_string("1".to_owned()).unwrap();
    assert_eq!(shop.echo(one).await.unwrap().get(), "1");
}

/// The emulator runs a function in every mode and returns the result. A caller of an event or a dry run is told that this was
/// neither.
#[tokio::test]
async fn rie_serve_events_and_dry_runs_run_and_are_not_taken_for_such() {
    let rie = start();
    let counter = Counter::new();
    let call = || shop(&rie).sleep(1, Some(counter.path().to_owned()));
    for call in [call().event(), call().dry_run()] {
        let before = counter.runs();
        let failed = call.send().await.unwrap_err();
        assert_eq!(failed.kind(), ErrorKind::Response);
        assert_eq!(failed.did_run(), DidRun::Unknown);
        assert_eq!(counter.runs(), before + 1);
    }
}

/// To the client, what the emulator says in place of a response is a result that does not fit.
#[tokio::test]
async fn rie_serve_a_timeout_arrives_as_a_result_that_does_not_fit() {
    let rie = Rie::start(
        "served-shop",
        program(),
        &[("AWS_LAMBDA_FUNCTION_TIMEOUT", "1")],
    );
    let shop = shop(&rie);
    let failed = shop.sleep(20_000, None).send().await.unwrap_err();
    assert_eq!(failed.kind(), ErrorKind::Decode);
    assert_eq!(failed.did_run(), DidRun::Unknown);
    let text = failed.raw().expect("a body");
    assert_eq!(text, "Task timed out after 1.00 seconds");
    // The next call starts a new process.
    assert_eq!(shop.sleep(1, None).await.unwrap(), 1);
}

#[tokio::test]
async fn rie_serve_a_name_that_fits_no_method_fails_and_does_not_hang() {
    let rie = Rie::start("unrelated", program(), &[]);
    let error = other(shop(&rie).facts().await.unwrap_err());
    // On Lambda the status is 200. This one may come from a gateway, too.
    assert_eq!(error.status(), Some(502));
    assert_eq!(error.did_run(), DidRun::Unknown);
    let message = error.message().unwrap_or_default();
    assert!(message.contains("Runtime.InitError"), "{message}");
    assert!(message.contains("`unrelated`"), "{message}");
    assert!(message.contains("`served-shop` (Shop::echo, "), "{message}");
}

#[tokio::test]
async fn rie_serve_the_name_and_the_explicit_choice_choose() {
    let order = crate::serve::shop::Order { items: Vec::new() };
    let named = Rie::start("prod-served-place-order", program(), &[]);
    let chosen = Rie::start("anything", program(), &[("ONLY", "Desk::place_order")]);
    for rie in [named, chosen] {
        let desk = desk_at(rie.lambda(), FUNCTION);
        assert_eq!(desk.place_order(order.clone()).await.unwrap().pieces, 0);
    }
}
