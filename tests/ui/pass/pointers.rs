//! A client behind a pointer, with the trait in scope: its calls keep their options and are `'static`.
#![deny(warnings)]

use std::future::Future;
use std::rc::Rc;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use lambda_client::{Error, Lambda, LocalLambda, lambda_fn};

mod api {
    use super::*;

    #[lambda_fn(name = "orders-{method}")]
    pub trait Orders {
        async fn place(&self, order: String) -> Result<u32, Error>;

        async fn quote(&self, sku: &str) -> Result<u32, Error>;
    }

    /// A trait that pointers to an implementation implement as well.
    #[lambda_fn(name = "stock-{method}", forward(Arc, Box, Rc))]
    pub trait Stock {
        async fn count(&self, sku: &str) -> Result<u32, Error>;
    }
}

use api::{Orders, OrdersClient, OrdersServer, Stock, StockClient, StockServer};

struct App<'a> {
    shared: Arc<OrdersClient>,
    boxed: Box<OrdersClient>,
    counted: Rc<OrdersClient>,
    borrowed: &'a Arc<OrdersClient>,
    plain: &'a OrdersClient,
    nested: Arc<Box<OrdersClient>>,
}

fn spawned(future: impl Future<Output = Result<u32, Error>> + Send + 'static) {
    drop(future);
}

impl App<'_> {
    async fn options(&self) -> Result<(), Error> {
        let limit = Duration::from_secs(1);
        self.shared.place(String::new()).timeout(limit).await?;
        self.boxed.place(String::new()).timeout(limit).await?;
        self.counted.place(String::new()).timeout(limit).await?;
        self.borrowed.place(String::new()).timeout(limit).await?;
        self.plain.place(String::new()).timeout(limit).await?;
        self.nested.quote("a").timeout(limit).await?;
        let _ = self.shared.quote("a").send().await;
        for client in [&self.shared] {
            client.quote("a").timeout(limit).await?;
        }
        Ok(())
    }

    fn spawns(&self) {
        spawned(self.shared.place(String::new()));
        spawned(self.boxed.quote("a"));
        spawned(self.borrowed.quote("a"));
        spawned(self.plain.quote("a"));
        let shared = Arc::clone(&self.shared);
        spawned(async move { shared.quote("a").idempotent(true).await });
        let wanted = ["a", "b"].map(|sku| self.shared.quote(sku));
        wanted.into_iter().for_each(spawned);
    }
}

/// The method of the trait also returns a `Call` where the type of the client is known.
fn through_the_trait(client: &OrdersClient) {
    spawned(Orders::place(client, String::new()).timeout(Duration::from_secs(1)));
}

struct Shop;

impl Orders for Shop {
    async fn place(&self, _: String) -> Result<u32, Error> {
        Ok(1)
    }
    async fn quote(&self, _: &str) -> Result<u32, Error> {
        Ok(2)
    }
}

impl Stock for Shop {
    async fn count(&self, _: &str) -> Result<u32, Error> {
        Ok(3)
    }
}

async fn counted(stock: impl Stock) -> Result<u32, Error> {
    stock.count("a").await
}

fn lambda() -> Lambda {
    let local = LocalLambda::builder().serve(OrdersServer::new(Shop));
    local.serve(StockServer::new(Arc::new(Shop))).build().lambda()
}

static CLIENT: LazyLock<OrdersClient> = LazyLock::new(|| OrdersClient::new(&lambda()));

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let client = OrdersClient::new(&lambda());
    let shared = Arc::new(client.clone());
    let app = App {
        shared: Arc::clone(&shared),
        boxed: Box::new(client.clone()),
        counted: Rc::new(client.clone()),
        borrowed: &shared,
        plain: &client,
        nested: Arc::new(Box::new(client.clone())),
    };
    app.options().await.unwrap();
    app.spawns();
    through_the_trait(&client);
    CLIENT.quote("a").timeout(Duration::from_secs(1)).await.unwrap();

    let stock = StockClient::new(&lambda());
    assert_eq!(counted(&stock).await.unwrap(), 3);
    assert_eq!(counted(Box::new(stock.clone())).await.unwrap(), 3);
    assert_eq!(counted(Rc::new(stock.clone())).await.unwrap(), 3);
    assert_eq!(counted(Arc::new(stock)).await.unwrap(), 3);
}
