use std::borrow::Cow;
use std::collections::BTreeMap;

use lambda_client::{Error, LocalLambda};

use crate::shop::{
    Order, OrderError, Orders, OrdersClient, OrdersServer, Shared, SharedServer, Shelves,
    StagedClient,
};

struct Shop;

impl Orders for Shop {
    async fn place_order(&self, order: Order) -> Result<Order, OrderError> {
        match order.quantity {
            0 => Err(OrderError::OutOfStock { sku: order.sku }),
            _ => Ok(order),
        }
    }
    async fn quote<'a>(
        &'a self,
        sku: &'a str,
        sizes: &[u8],
        note: Option<&str>,
        text: Cow<'a, str>,
    ) -> Result<String, OrderError> {
        Ok(format!("{sku} {sizes:?} {note:?} {text}"))
    }
    async fn r#match(
        &self,
        r#type: u8,
        stub: u8,
        method: u8,
        invocation: u8,
        call: u8,
        value: u8,
    ) -> Result<u8, Error> {
        Ok(r#type + stub + method + invocation + call + value)
    }
    async fn search(
        &self,
        on: Option<&str>,
        rest: BTreeMap<String, u8>,
        page_size: u8,
    ) -> Result<String, Error> {
        Ok(format!("{on:?} {rest:?} {page_size}"))
    }
    async fn bound(&self, tenant: &str, context: &Order, number: u8) -> Result<String, Error> {
        Ok(format!("{} {} {}", tenant, context.sku, number))
    }
    async fn audit(&self, _: &Order) -> Result<(), Error> {
        Ok(())
    }
    async fn check(&self) -> Result<(), Error> {
        Ok(())
    }
}

impl Shared for Shop {
    async fn list(&self) -> Result<Vec<String>, Error> {
        Ok(vec!["a".to_owned()])
    }
    async fn add(&self, name: String) -> Result<usize, Error> {
        Ok(name.len())
    }
}

fn order(quantity: u32) -> Order {
    Order {
        sku: "a".to_owned(),
        quantity,
    }
}

#[tokio::test]
async fn everything_arrives() {
    let local = LocalLambda::builder()
        .serve(OrdersServer::new(Shop))
        .serve(SharedServer::new(Shop))
        .build();
    let orders = OrdersClient::new(&local.lambda());
    assert_eq!(orders.place_order(order(2)).await.unwrap(), order(2));
    let refused = orders.place_order(order(0)).await;
    assert!(matches!(refused, Err(OrderError::OutOfStock { sku }) if sku == "a"));
    let quoted = orders.quote("a", &[1], Some("n"), "t".into()).await;
    assert_eq!(quoted.unwrap(), "a [1] Some(\"n\") t");
    assert_eq!(orders.r#match(1, 2, 3, 4, 5, 6).await.unwrap(), 21);
    let found = orders.search(None, BTreeMap::new(), 7).await;
    assert_eq!(found.unwrap(), "None {} 7");
    let bound = orders.bound("t-1", &order(1), 5).await;
    assert_eq!(bound.unwrap(), "t-1 a 5");
    orders.audit(&order(1)).await.unwrap();
    orders.check().await.unwrap();
    assert_eq!(orders.both(order(1), order(2)).await.unwrap(), 3);
    assert_eq!(orders.limit(), 5);

    let shelves = Shelves::new(&local.lambda());
    assert_eq!(shelves.add("abc".to_owned()).await.unwrap(), 3);
    assert_eq!(shelves.list().await.unwrap(), ["a"]);

    let staged = StagedClient::builder(&local.lambda());
    assert!(staged.set("stage", "test").build().is_ok());
}
