//! An event or a response that does not match its type: the error names the place, and shows nothing of the document.

use std::collections::BTreeMap;
use std::error::Error as _;

use lambda_client::failure::FailureKind;
use lambda_client::server::Invocation;
use lambda_client::{ClientContext, DidRun, Error, ErrorKind, LocalLambda, Raw, lambda_fn};
use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, Deserialize)]
struct Order {
    items: Vec<Item>,
    #[serde(default)]
    notes: BTreeMap<String, Item>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Item {
    sku: String,
}

#[lambda_fn(name = "{method}")]
trait Orders {
    async fn whole(&self, order: Order) -> Result<(), Error>;

    async fn named(&self, order: Order, count: u8) -> Result<(), Error>;

    async fn bound(&self, #[lambda_fn(client_context)] context: Order) -> Result<(), Error>;

    async fn receipt(&self) -> Result<Order, Error>;
}

struct Shop;

impl Orders for Shop {
    async fn whole(&self, _: Order) -> Result<(), Error> {
        Ok(())
    }

    async fn named(&self, _: Order, _: u8) -> Result<(), Error> {
        Ok(())
    }

    async fn bound(&self, _: Order) -> Result<(), Error> {
        Ok(())
    }

    async fn receipt(&self) -> Result<Order, Error> {
        Err(Error::function("Closed", ""))
    }
}

/// Returns what the function says about this event.
async fn said(function: &str, event: &str) -> String {
    let local = LocalLambda::builder()
        .serve(OrdersServer::new(Shop))
        .build();
    let call = local
        .lambda()
        .call(function)
        .json::<Raw>(&Raw::from(event.to_owned()));
    let call = match function {
        "bound" => call.client_context(&ClientContext::new().with_custom("marker", "marker")),
        _ => call,
    };
    let error = call.await.unwrap_err();
    let failure = error.failure().expect("the function says why");
    assert_eq!(failure.kind(), FailureKind::BadEvent);
    assert_eq!(failure.error_type(), Some("Runtime.UnmarshalError"));
    assert_eq!(error.did_run(), DidRun::InitOnly);
    failure.message().unwrap_or_default().to_owned()
}

#[tokio::test(start_paused = true)]
async fn an_event_that_does_not_match_names_the_place() {
    for (function, event, place) in [
        (
            "whole",
            r#"{"items":[{"sku":"marker"},{}]}"#,
            "`local::paths::Order`: items[1]: missing field `sku` at line 1 column 29",
        ),
        (
            "whole",
            r#"{"items":[{"sku":7}]}"#,
            "`local::paths::Order`: items[0].sku: expected a string at line 1 column 18",
        ),
        (
            "whole",
            r#"{"items":[],"notes":{"marker":{"sku":"a"},"x":{"sku":["marker"]}}}"#,
            "`local::paths::Order`: notes[..].sku: expected a string at line 1 column 53",
        ),
        (
            "named",
            r#"{"count":1,"order":{"items":["marker"]}}"#,
            "field `order`: items[0]: expected struct Item at line 1 column 18",
        ),
        (
            "named",
            r#"{"count":"marker","order":{"items":[]}}"#,
            "field `count`: expected u8 at line 1 column 8",
        ),
        ("bound", "{}", "the client context: missing field `items`"),
    ] {
        let message = said(function, event).await;
        assert!(message.contains(place), "{message}");
        assert!(!message.contains("marker"), "{message}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_response_that_does_not_match_names_the_place() {
    for (response, place) in [
        (
            r#"{"items":[{"sku":"marker"},{}]}"#,
            "items[1]: missing field `sku` at line 1 column 29",
        ),
        (
            r#"{"items":[],"notes":{"marker":{"sku":7}}}"#,
            "notes[..].sku: expected a string at line 1 column 38",
        ),
        ("\"marker\"", "expected struct Order at line 1 column 8"),
    ] {
        let local = LocalLambda::builder()
            .handler("receipt", move |_: Invocation| async move { response })
            .build();
        let client = OrdersClient::new(&local.lambda());
        let error = client.receipt().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert_eq!(error.did_run(), DidRun::Yes);
        assert!(
            error.to_string().contains("valid JSON, but not a `"),
            "{error}"
        );
        let source = error.source().expect("what does not match").to_string();
        assert_eq!(source, place);
        assert!(
            !format!("{error:?} {error}").contains("marker"),
            "{error:?}"
        );
    }
}
