//! One connection for many stubs, and one trait for client, fake and generic code.

use std::sync::Arc;

use futures::StreamExt;
use lambda_client::Error;

use crate::orders::{
    Order, OrderError, Orders, OrdersClient, RECEIPT, Receipt, StagedClient, order, receipt,
};
use crate::server::{LambdaResponse, Server};

#[tokio::test]
async fn many_stubs_share_one_connection() {
    let responses = (0..6).map(|_| LambdaResponse::ok("\"pong\""));
    let server = Server::start(responses).await;
    let lambda = server.lambda().build();
    for stage in ["a", "b", "c"] {
        let client = StagedClient::builder(&lambda)
            .set("stage", stage)
            .build()
            .unwrap();
        for _ in 0..2 {
            client.clone().ping_me().await.unwrap();
        }
    }
    assert_eq!(server.requests().len(), 6);
    assert_eq!(server.connections(), 1);
}

async fn buy(shop: impl Orders) -> Result<Receipt, OrderError> {
    shop.place(order()).await
}

/// A shop that needs no Lambda.
struct Fake;

impl Orders for Fake {
    async fn place(&self, order: Order) -> Result<Receipt, OrderError> {
        match order.quantity {
            0 => Err(OrderError::OutOfStock { sku: order.sku }),
            _ => Ok(receipt()),
        }
    }

    async fn quote(&self, _sku: &str, quantity: u32) -> Result<u64, OrderError> {
        Ok(u64::from(quantity) * 499)
    }

    async fn audit(&self, _entry: &str) -> Result<(), Error> {
        Ok(())
    }

    async fn check(&self) -> Result<(), Error> {
        Ok(())
    }
}

#[tokio::test]
async fn generic_code_takes_client_and_fake() {
    let server = Server::start([LambdaResponse::ok(RECEIPT), LambdaResponse::ok(RECEIPT)]).await;
    let orders = OrdersClient::new(&server.lambda().build());
    assert_eq!(buy(&orders).await.unwrap(), receipt());
    assert_eq!(buy(orders).await.unwrap(), receipt());
    assert_eq!(buy(Fake).await.unwrap(), receipt());
    assert_eq!(buy(Arc::new(Fake)).await.unwrap(), receipt());
}

#[tokio::test]
async fn a_call_can_be_spawned_joined_and_buffered() {
    let responses = (0..13).map(|_| LambdaResponse::ok("7"));
    let server = Server::start(responses).await;
    let orders = OrdersClient::new(&server.lambda().build());

    let spawned = tokio::spawn(orders.quote("A-1", 1));
    assert_eq!(spawned.await.unwrap().unwrap(), 7);

    let (one, two) = tokio::join!(orders.quote("A-1", 1), orders.quote("A-2", 1));
    assert_eq!(one.unwrap() + two.unwrap(), 14);

    let calls = (0..10).map(|n| orders.clone().quote("A-3", n));
    let responses: Vec<_> = futures::stream::iter(calls).buffered(4).collect().await;
    assert_eq!(responses.into_iter().map(Result::unwrap).sum::<u64>(), 70);
    assert_eq!(server.requests().len(), 13);
}
