//! What generated clients put on the wire, and what generated servers make of it again.

mod bindings;
mod server;

use std::borrow::Cow;
use std::sync::{Arc, Mutex};

use lambda_client::{
    DidRun, Error, Lambda, LocalLambda, lambda_fn,
    transport::{
        BoxFuture, InvocationType, InvokeRequest, InvokeResponse, Transport, TransportError,
    },
};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Order {
    sku: String,
    quantity: u32,
}

fn order() -> Order {
    Order {
        sku: "a".to_owned(),
        quantity: 2,
    }
}

/// A number as hexadecimal text, as a module for `#[serde(with = "..")]`.
mod hex {
    use serde::{Deserialize, Deserializer, Serializer};

    pub(crate) fn serialize<S: Serializer>(number: &u32, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{number:x}"))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
        let text = String::deserialize(deserializer)?;
        u32::from_str_radix(&text, 16).map_err(serde::de::Error::custom)
    }
}

#[lambda_fn(name = "payloads-{method}", qualifier = "live")]
trait Payloads {
    async fn none(&self) -> Result<String, Error>;
    async fn one(&self, order: Order) -> Result<String, Error>;
    async fn text(&self, text: &str) -> Result<String, Error>;
    async fn slice(&self, numbers: &[u8]) -> Result<String, Error>;
    async fn maybe(&self, text: Option<&str>) -> Result<String, Error>;
    async fn several(
        &self,
        order: &Order,
        note: Cow<'_, str>,
        r#type: Option<&str>,
    ) -> Result<String, Error>;
    #[lambda_fn(named, rename_all = "camelCase")]
    async fn named(&self, order_id: u32) -> Result<String, Error>;
    async fn renamed(
        &self,
        #[lambda_fn(rename = "Id")] id: u32,
        other: u32,
    ) -> Result<String, Error>;
    async fn hexadecimal(&self, #[serde(with = "hex")] id: u32) -> Result<String, Error>;
    #[lambda_fn(rename_all = "kebab-case")]
    async fn fields<'a>(
        &'a self,
        plain_one: u8,
        #[serde(with = "hex")] id: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")] the_note: Option<&'a str>,
        #[serde(default, skip_serializing_if = "str::is_empty")] text: &str,
        #[serde(flatten)] order: Order,
    ) -> Result<String, Error>;
    async fn bound(
        &self,
        #[lambda_fn(tenant)] tenant: &str,
        #[lambda_fn(client_context)] context: &Order,
        rest: u8,
    ) -> Result<String, Error>;
    async fn conditional(
        &self,
        #[cfg(not(any()))] here: u8,
        #[cfg(any())] here: NoSuchType,
        #[cfg(any())]
        #[serde(default)]
        gone: NoSuchType,
        #[cfg(any())]
        #[lambda_fn(tenant)]
        tenant: &NoSuchType,
        #[cfg(not(any()))]
        #[lambda_fn(tenant)]
        tenant: &str,
    ) -> Result<String, Error>;
    #[lambda_fn(mode = "event")]
    async fn event(&self, order: Order) -> Result<(), Error>;
    #[lambda_fn(mode = "dry_run")]
    async fn dry_run(&self, order: Order) -> Result<(), Error>;
    #[cfg(any())]
    async fn absent(&self, order: NoSuchType) -> Result<NoSuchType, Error>;
    #[cfg(not(any()))]
    async fn present(&self, order: Order) -> Result<Order, Error>;
}

#[lambda_fn(name = "shared", route = "action", rename_all = "camelCase")]
trait Shared {
    async fn list_items(&self) -> Result<String, Error>;
    #[lambda_fn(rename = "put")]
    async fn put_item(&self, item_id: u32) -> Result<String, Error>;
    async fn spread(&self, #[serde(flatten)] order: Order) -> Result<String, Error>;
}

/// Returns what the arguments were decoded to.
struct Echo;

impl Payloads for Echo {
    async fn none(&self) -> Result<String, Error> {
        Ok("none".to_owned())
    }
    async fn one(&self, order: Order) -> Result<String, Error> {
        Ok(format!("{order:?}"))
    }
    async fn text(&self, text: &str) -> Result<String, Error> {
        Ok(text.to_owned())
    }
    async fn slice(&self, numbers: &[u8]) -> Result<String, Error> {
        Ok(format!("{numbers:?}"))
    }
    async fn maybe(&self, text: Option<&str>) -> Result<String, Error> {
        Ok(format!("{text:?}"))
    }
    async fn several(
        &self,
        order: &Order,
        note: Cow<'_, str>,
        r#type: Option<&str>,
    ) -> Result<String, Error> {
        Ok(format!("{} {note} {type:?}", order.sku))
    }
    async fn named(&self, order_id: u32) -> Result<String, Error> {
        Ok(order_id.to_string())
    }
    async fn renamed(&self, id: u32, other: u32) -> Result<String, Error> {
        Ok(format!("{id} {other}"))
    }
    async fn hexadecimal(&self, id: u32) -> Result<String, Error> {
        Ok(id.to_string())
    }
    async fn fields<'a>(
        &'a self,
        plain_one: u8,
        id: u32,
        the_note: Option<&'a str>,
        text: &str,
        order: Order,
    ) -> Result<String, Error> {
        Ok(format!(
            "{plain_one} {id} {the_note:?} {text:?} {}",
            order.sku
        ))
    }
    async fn bound(&self, tenant: &str, context: &Order, rest: u8) -> Result<String, Error> {
        Ok(format!("{tenant} {} {rest}", context.sku))
    }
    async fn conditional(&self, here: u8, tenant: &str) -> Result<String, Error> {
        Ok(format!("{here} {tenant}"))
    }
    async fn event(&self, _: Order) -> Result<(), Error> {
        Ok(())
    }
    async fn dry_run(&self, _: Order) -> Result<(), Error> {
        Ok(())
    }
    async fn present(&self, order: Order) -> Result<Order, Error> {
        Ok(order)
    }
}

impl Shared for Echo {
    async fn list_items(&self) -> Result<String, Error> {
        Ok("items".to_owned())
    }
    async fn put_item(&self, item_id: u32) -> Result<String, Error> {
        Ok(item_id.to_string())
    }
    async fn spread(&self, order: Order) -> Result<String, Error> {
        Ok(order.sku)
    }
}

/// What arrived at the transport.
#[derive(Clone, Debug)]
struct Seen {
    function: String,
    qualifier: Option<String>,
    mode: InvocationType,
    payload: String,
    tenant: Option<String>,
    has_context: bool,
}

/// Writes down every request on its way to the functions in this process.
#[derive(Debug)]
struct Recorder {
    local: LocalLambda,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Transport for Recorder {
    fn invoke<'a>(
        &'a self,
        request: InvokeRequest<'a>,
    ) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
        self.seen.lock().unwrap().push(Seen {
            function: request.function().to_owned(),
            qualifier: request.qualifier().map(str::to_owned),
            mode: request.invocation_type(),
            payload: String::from_utf8(request.payload().to_vec()).unwrap(),
            tenant: request.tenant_id().map(str::to_owned),
            has_context: request.client_context().is_some(),
        });
        self.local.invoke(request)
    }
}

struct Fixture {
    lambda: Lambda,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Fixture {
    fn new() -> Self {
        let local = LocalLambda::builder()
            .serve(PayloadsServer::new(Echo))
            .serve(SharedServer::new(Echo))
            .build();
        let seen = Arc::default();
        let recorder = Recorder {
            local,
            seen: Arc::clone(&seen),
        };
        Self {
            lambda: Lambda::new(recorder),
            seen,
        }
    }

    fn last(&self) -> Seen {
        self.seen.lock().unwrap().last().cloned().unwrap()
    }

    /// Compares as JSON: the order of keys means nothing.
    #[track_caller]
    fn assert_sent(&self, payload: &str) {
        let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(json(&self.last().payload), json(payload));
    }
}

#[tokio::test]
async fn payloads_follow_the_number_of_arguments() {
    let fixture = Fixture::new();
    let client = PayloadsClient::new(&fixture.lambda);

    assert_eq!(client.none().await.unwrap(), "none");
    fixture.assert_sent("{}");
    assert_eq!(client.one(order()).await.unwrap(), format!("{:?}", order()));
    fixture.assert_sent(r#"{"sku":"a","quantity":2}"#);
    assert_eq!(client.text("words").await.unwrap(), "words");
    fixture.assert_sent(r#""words""#);
    assert_eq!(client.slice(&[1, 2]).await.unwrap(), "[1, 2]");
    fixture.assert_sent("[1,2]");
    assert_eq!(client.maybe(None).await.unwrap(), "None");
    fixture.assert_sent("null");
    assert_eq!(client.maybe(Some("x")).await.unwrap(), r#"Some("x")"#);
    assert_eq!(
        client
            .several(&order(), "n".into(), Some("t"))
            .await
            .unwrap(),
        r#"a n Some("t")"#
    );
    fixture.assert_sent(r#"{"order":{"sku":"a","quantity":2},"note":"n","type":"t"}"#);
    assert_eq!(client.named(5).await.unwrap(), "5");
    fixture.assert_sent(r#"{"orderId":5}"#);
    assert_eq!(client.renamed(5, 6).await.unwrap(), "5 6");
    fixture.assert_sent(r#"{"Id":5,"other":6}"#);
}

#[tokio::test]
async fn serde_attributes_hold_at_both_ends() {
    let fixture = Fixture::new();
    let client = PayloadsClient::new(&fixture.lambda);

    assert_eq!(client.hexadecimal(255).await.unwrap(), "255");
    fixture.assert_sent(r#""ff""#);
    let all = client.fields(1, 255, Some("n"), "t", order()).await;
    assert_eq!(all.unwrap(), r#"1 255 Some("n") "t" a"#);
    fixture.assert_sent(
        r#"{"plain-one":1,"id":"ff","the-note":"n","text":"t","sku":"a","quantity":2}"#,
    );
    let none = client.fields(1, 255, None, "", order()).await;
    assert_eq!(none.unwrap(), r#"1 255 None "" a"#);
    fixture.assert_sent(r#"{"plain-one":1,"id":"ff","sku":"a","quantity":2}"#);
}

#[tokio::test]
async fn bound_arguments_are_no_part_of_the_payload() {
    let fixture = Fixture::new();
    let client = PayloadsClient::new(&fixture.lambda);

    assert_eq!(client.bound("t-1", &order(), 3).await.unwrap(), "t-1 a 3");
    let seen = fixture.last();
    assert_eq!(seen.payload, "3");
    assert_eq!(seen.tenant.as_deref(), Some("t-1"));
    assert!(seen.has_context);
}

#[tokio::test]
async fn conditions_of_arguments_hold_at_both_ends() {
    let fixture = Fixture::new();
    let client = PayloadsClient::new(&fixture.lambda);

    assert_eq!(client.conditional(1, "t-1").await.unwrap(), "1 t-1");
    // One argument is left, and the payload is still the object that all of them make up.
    fixture.assert_sent(r#"{"here":1}"#);
    assert_eq!(fixture.last().tenant.as_deref(), Some("t-1"));
}

#[tokio::test]
async fn names_qualifiers_and_modes_are_those_of_the_attributes() {
    let fixture = Fixture::new();
    let client = PayloadsClient::new(&fixture.lambda);

    client.event(order()).await.unwrap();
    let seen = fixture.last();
    assert_eq!(seen.function, "payloads-event");
    assert_eq!(seen.qualifier.as_deref(), Some("live"));
    assert_eq!(seen.mode, InvocationType::Event);
    client.dry_run(order()).await.unwrap();
    assert_eq!(fixture.last().mode, InvocationType::DryRun);
    assert_eq!(client.present(order()).await.unwrap(), order());
    assert_eq!(fixture.last().function, "payloads-present");
}

#[tokio::test]
async fn routed_methods_share_a_function() {
    let fixture = Fixture::new();
    let client = SharedClient::new(&fixture.lambda);

    assert_eq!(client.list_items().await.unwrap(), "items");
    fixture.assert_sent(r#"{"action":"listItems"}"#);
    assert_eq!(client.put_item(7).await.unwrap(), "7");
    fixture.assert_sent(r#"{"action":"put","itemId":7}"#);
    assert_eq!(client.spread(order()).await.unwrap(), "a");
    fixture.assert_sent(r#"{"action":"spread","sku":"a","quantity":2}"#);
}

#[tokio::test]
async fn an_event_that_does_not_fit_never_reaches_the_method() {
    let fixture = Fixture::new();
    let wrong = fixture
        .lambda
        .call("payloads-one")
        .json::<String>(&"not an order");
    let error = wrong.qualifier("live").await.unwrap_err();
    assert_eq!(error.did_run(), DidRun::InitOnly);
}

#[tokio::test]
async fn a_client_is_called_wherever_the_trait_is() {
    async fn placed(orders: impl Payloads) -> Result<String, Error> {
        orders.text("generic").await
    }

    let fixture = Fixture::new();
    let client = PayloadsClient::new(&fixture.lambda);
    assert_eq!(placed(&client).await.unwrap(), "generic");
    assert_eq!(placed(client).await.unwrap(), "generic");
    assert_eq!(placed(Echo).await.unwrap(), "generic");
}
