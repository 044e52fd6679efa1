//! A service whose trait is mocked: `#[lambda_fn]` stands above `#[automock]`, which then sees no `async fn`.

// The mock and its expectations come from mockall.
#![allow(missing_docs, missing_debug_implementations)]

use lambda_client::{Error, lambda_fn};

/// Orders.
#[lambda_fn(name = "orders-{method}", forward(Arc))]
#[mockall::automock]
pub trait Orders {
    /// Places an order.
    async fn place(&self, order: String) -> Result<u32, Error>;

    /// Takes references.
    async fn quote(&self, sku: &str, quantity: u32) -> Result<u32, Error>;

    /// Takes a reference within a type, whose lifetime needs a name. Without it, the mock does not compile:
    ///
    /// ```compile_fail,E0106
    /// use lambda_client::{Error, lambda_fn};
    ///
    /// #[lambda_fn(name = "orders-{method}")]
    /// #[mockall::automock]
    /// pub trait Orders {
    ///     async fn find(&self, sku: Option<&str>) -> Result<u32, Error>;
    /// }
    /// ```
    async fn find<'a>(&self, sku: Option<&'a str>) -> Result<u32, Error>;

    /// Has a body.
    async fn both(&self, sku: &str) -> Result<u32, Error> {
        Ok(self.place(sku.to_owned()).await? + self.quote(sku, 1).await?)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use lambda_client::LocalLambda;

    use super::*;

    async fn placed(orders: impl Orders) -> u32 {
        orders.place("a".to_owned()).await.unwrap()
    }

    #[tokio::test]
    async fn a_mock_stands_in_for_the_client() {
        let mut mock = MockOrders::new();
        mock.expect_place().returning(|order| {
            assert_eq!(order, "a");
            Box::pin(async { Ok(7) })
        });
        assert_eq!(placed(mock).await, 7);
    }

    #[tokio::test]
    async fn a_mock_takes_an_optional_reference() {
        let mut mock = MockOrders::new();
        mock.expect_find()
            .withf(|sku| *sku == Some("a"))
            .returning(|sku| {
                let length = sku.map_or(0, str::len) as u32;
                Box::pin(async move { Ok(length) })
            });
        let sku = String::from("a");
        assert_eq!(mock.find(Some(&sku)).await.unwrap(), 1);

        // The same trait serves the function and calls it.
        let mut mock = MockOrders::new();
        mock.expect_find().returning(|_| Box::pin(async { Ok(2) }));
        let local = LocalLambda::builder()
            .serve(OrdersServer::new(mock))
            .build();
        let orders = OrdersClient::new(&local.lambda());
        assert_eq!(orders.find(Some(&sku)).await.unwrap(), 2);
        assert_eq!(orders.find(None).await.unwrap(), 2);
    }

    #[tokio::test]
    async fn a_mock_stands_in_for_the_function() {
        let mut mock = MockOrders::new();
        mock.expect_place()
            .times(1)
            .returning(|_| Box::pin(async { Ok(1) }));
        mock.expect_quote()
            .times(1)
            .withf(|sku, quantity| sku == "b" && *quantity == 1)
            .returning(|_, _| Box::pin(async { Ok(2) }));
        let mock = Arc::new(mock);
        let local = LocalLambda::builder()
            .serve(OrdersServer::new(Arc::clone(&mock)))
            .build();
        let orders = OrdersClient::new(&local.lambda());
        assert_eq!(orders.both("b").await.unwrap(), 3);
    }
}
