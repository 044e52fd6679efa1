//! Methods with a body, supertraits, and what the trait can be called through.
#![deny(warnings, missing_docs)]

use std::fmt::Debug;
use std::sync::Arc;

use lambda_client::{Error, lambda_fn, server::Service};

/// What an implementation must be able to do, too.
pub trait Named {
    /// Its name.
    fn name(&self) -> String;
}

/// Orders.
#[lambda_fn(name = "orders-{method}", forward(Arc, Box))]
pub trait Orders: Named + Debug + Send + Sync + 'static
where
    Self: Unpin,
{
    /// Counts.
    async fn count(&self, of: &str) -> Result<u32, Error>;

    /// Counts two.
    async fn both(&self, mut a: String, b: &str) -> Result<u32, Error> {
        a.push('!');
        Ok(self.count(&a).await? + self.count(b).await?)
    }

    /// Borrows from the implementation.
    async fn borrowed<'a>(&'a self, text: &'a str) -> &'a str {
        text
    }

    /// Not async.
    fn twice<T: Clone>(&self, value: T) -> (T, T) {
        (value.clone(), value)
    }

    /// Hides its type.
    fn shown(&self, value: impl Debug) -> String {
        format!("{} {value:?}", self.name())
    }

    /// No receiver.
    fn limit() -> u32 {
        5
    }

    /// By value.
    async fn consume(self) -> Result<u32, Error>
    where
        Self: Sized,
    {
        self.count("").await
    }

    /// Old.
    #[deprecated]
    #[cfg(not(any()))]
    fn old(&self, (a, b): (u32, u32)) -> u32
    where
        Self: Sized,
    {
        a + b
    }
}

impl Named for OrdersClient {
    fn name(&self) -> String {
        "client".to_owned()
    }
}

impl<T: Named> Named for &T {
    fn name(&self) -> String {
        (**self).name()
    }
}

impl<T: Named> Named for Box<T> {
    fn name(&self) -> String {
        (**self).name()
    }
}

impl<T: Named> Named for Arc<T> {
    fn name(&self) -> String {
        (**self).name()
    }
}

#[derive(Debug)]
struct Shop;

impl Named for Shop {
    fn name(&self) -> String {
        "shop".to_owned()
    }
}

impl Orders for Shop {
    async fn count(&self, of: &str) -> Result<u32, Error> {
        Ok(u32::try_from(of.len()).unwrap_or(u32::MAX))
    }
    fn limit() -> u32 {
        6
    }
    async fn borrowed<'a>(&'a self, text: &'a str) -> &'a str {
        &text[1..]
    }
}

fn limit_of<T: Orders>(_: &T) -> u32 {
    T::limit()
}

fn is_service<T: Service>(_: &T) {}

fn main() {
    let shop: &'static Shop = Box::leak(Box::new(Shop));
    let shared = Arc::new(Shop);
    assert_eq!((limit_of(&shop), limit_of(&shared)), (6, 6));
    assert_eq!(shared.twice(1), (1, 1));
    assert_eq!(Orders::shown(&shared, 1), "shop 1");
    #[allow(deprecated)]
    {
        assert_eq!(shared.old((1, 2)), 3);
    }
    is_service(&OrdersServer::new(shop));
    is_service(&OrdersServer::new(shared));
    is_service(&OrdersServer::new(Box::new(Shop)));
    is_service(&OrdersServer::new(Shop));
    drop(Shop.both(String::new(), ""));
    drop(Shop.consume());
    drop(shop.borrowed("a"));
}
