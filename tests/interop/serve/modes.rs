//! What the served function knows about an invocation, and the ways to invoke it, on ministack.

use std::collections::HashSet;
use std::fs;

use futures::future::try_join_all;
use lambda_client::{ClientContext, Error};
use serde_json::json;
use serde_json::value::RawValue;

use crate::counter::Counter;
use crate::ministack::{ACCOUNT, Ministack};
use crate::serve::deployed::{deploy, desk, publish, shop, shop_at};
use crate::serve::program::shortcut;
use crate::serve::shop::{Entry, Item, Order, ShopError, Visitor};

/// This endpoint parses events and results and writes them anew, so only what its parser keeps comes back.
#[tokio::test]
async fn ministack_serve_results_arrive() -> Result<(), ShopError> {
    for value in [
        "null",
        "\"näils ☃\"",
        "[1, {\"a\": []}, -0.5]",
        "18446744073709551616",
    ] {
        let sent = RawValue::from_string(value.to_owned()).expect("valid JSON");
        let arrived = shop().echo(sent).await?;
        let parse = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("valid");
        assert_eq!(parse(arrived.get()), parse(value));
    }
    let item = |sku: &str, quantity| Item {
        sku: sku.to_owned(),
        quantity,
    };
    let order = Order {
        items: vec![item("A-1", 2), item("B-2", 40)],
    };
    assert_eq!(desk().place_order(order).await?.pieces, 42);
    Ok(())
}

#[tokio::test]
async fn ministack_serve_the_context_is_that_of_the_invocation() {
    deploy("versioned-served-shop", shortcut(), |function| function);
    publish("versioned-served-shop");
    let shop = shop_at("versioned-served-shop");
    for (qualifier, version) in [("live", "1"), ("1", "1"), ("$LATEST", "$LATEST")] {
        let reply = shop
            .facts()
            .qualifier(qualifier)
            .send()
            .await
            .expect("the version exists");
        let facts = reply.value();
        assert_eq!(reply.executed_version(), Some(version), "{qualifier}");
        assert_eq!(facts.version.as_deref(), Some(version), "{qualifier}");
        let arn = format!(
            "arn:aws:lambda:us-east-1:{ACCOUNT}:function:versioned-served-shop:{qualifier}"
        );
        assert_eq!(facts.arn.as_deref(), Some(arn.as_str()));
        assert_eq!(facts.function.as_deref(), Some("versioned-served-shop"));
        let remaining = facts.remaining_ms.expect("an invocation has a limit");
        assert!((1..=30_000).contains(&remaining), "{remaining}");
        assert!(!facts.request_id.is_empty());
        assert_eq!((&facts.trace, &facts.tenant), (&None, &None));
        assert!(facts.log_stream.is_some());
        // Its account is one that AWS has not assigned.
        assert!(facts.is_local);
    }
}

/// This endpoint traces only functions that ask for it, and begins a trace with each invocation, whatever trace header the request has.
#[tokio::test]
async fn ministack_serve_a_traced_invocation_has_a_trace_header() {
    let name = "traced-served-shop";
    deploy(name, shortcut(), |function| function);
    let traced = json!({ "FunctionName": name, "TracingConfig": { "Mode": "Active" } });
    Ministack::shared().set_up("UpdateFunctionConfiguration", traced);
    let shop = shop_at(name);
    let mut traces = HashSet::new();
    for _ in 0..2 {
        let facts = shop.facts().await.expect("the function responds");
        let trace = facts.trace.expect("the endpoint began one");
        assert!(
            trace.starts_with("Root=1-") && trace.contains(";Sampled=1"),
            "{trace}"
        );
        traces.insert(trace);
    }
    assert_eq!(traces.len(), 2);
}

#[tokio::test]
async fn ministack_serve_an_event_runs_once() -> Result<(), Error> {
    let counter = Counter::new();
    let entry = Entry {
        count_in: counter.path().to_owned(),
        fails: false,
    };
    desk().audit(entry).await?;
    assert!(counter.settles_at(1).await, "{} runs", counter.runs());
    Ok(())
}

/// Lambda tries an event again under the same request ID. This endpoint uses another one for each try.
#[tokio::test]
async fn ministack_serve_an_event_that_fails_is_tried_again_by_the_endpoint() -> Result<(), Error> {
    let counter = Counter::new();
    let entry = Entry {
        count_in: counter.path().to_owned(),
        fails: true,
    };
    desk().audit(entry).await?;
    assert!(counter.settles_at(3).await, "{} runs", counter.runs());
    let lines = fs::read_to_string(counter.path()).expect("the function wrote it");
    let ids: HashSet<&str> = lines.lines().collect();
    assert_eq!(ids.len(), 3, "{ids:?}");
    Ok(())
}

#[tokio::test]
async fn ministack_serve_a_dry_run_runs_nothing() {
    let counter = Counter::new();
    let call = shop().sleep(1, Some(counter.path().to_owned())).dry_run();
    let reply = call.send().await.expect("a dry run is accepted");
    assert_eq!(reply.status(), 204);
    assert!(counter.settles_at(0).await);
}

#[tokio::test]
async fn ministack_serve_the_log_tail_is_what_the_function_wrote() {
    let lines = vec!["first".to_owned(), "zweite ☃".to_owned()];
    let reply = shop()
        .log(lines)
        .send()
        .await
        .expect("the function responds");
    assert_eq!(reply.value(), &2);
    let log = reply.log().expect("the method asks for it");
    let written: Vec<&str> = log.text().lines().collect();
    let [.., first, second] = &written[..] else {
        panic!("{written:?}")
    };
    assert!(first.ends_with("\tINFO\tfirst"), "{first}");
    assert!(second.ends_with("\tINFO\tzweite ☃"), "{second}");
}

#[tokio::test]
async fn ministack_serve_each_of_many_calls_has_its_own_context() -> Result<(), ShopError> {
    let shop = shop();
    let facts = try_join_all((0..8).map(|_| shop.facts())).await?;
    let ids: HashSet<String> = facts.into_iter().map(|facts| facts.request_id).collect();
    assert_eq!(ids.len(), 8);
    Ok(())
}

/// This endpoint passes on neither tenant nor client context.
#[tokio::test]
async fn ministack_serve_tenant_and_client_context_may_be_absent() -> Result<(), ShopError> {
    let context = ClientContext::new().with_custom("trace", "t-1");
    let visitor = shop()
        .visitor(Some("blue".to_owned()), Some(context))
        .await?;
    let nobody = Visitor {
        tenant: None,
        context: None,
    };
    assert_eq!(visitor, nobody);
    Ok(())
}
