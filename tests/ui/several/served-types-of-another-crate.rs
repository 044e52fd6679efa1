//! Types that neither side accepts, in a trait that is served: each is reported where it is written, and not once more where the
//! server is used.

use std::time::Instant;

use lambda_client::{Error, Lambda, lambda_fn, local::LocalLambda};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn sent(&self, since: Instant) -> Result<(), Error>;

    async fn sent_in_an_object(&self, since: Option<&Instant>, count: u32) -> Result<(), Error>;

    async fn received(&self) -> Result<Instant, Error>;

    async fn failing(&self) -> Result<(), std::fmt::Error>;

    async fn of_a_tenant(&self, #[lambda_fn(tenant)] tenant: Instant) -> Result<(), Error>;

    async fn in_the_context(&self, #[lambda_fn(client_context)] context: Instant) -> Result<(), Error>;

    #[cfg(all())]
    async fn conditional(&self, #[cfg(all())] since: Instant, count: u32) -> Result<(), Error>;

    // Neither side checks what goes through functions.
    async fn with_functions(&self, #[serde(with = "seconds")] since: Instant) -> Result<(), Error>;
}

struct Shop;

impl Orders for Shop {
    async fn sent(&self, _: Instant) -> Result<(), Error> {
        Ok(())
    }

    async fn sent_in_an_object(&self, _: Option<&Instant>, _: u32) -> Result<(), Error> {
        Ok(())
    }

    async fn received(&self) -> Result<Instant, Error> {
        Ok(Instant::now())
    }

    async fn failing(&self) -> Result<(), std::fmt::Error> {
        Ok(())
    }

    async fn of_a_tenant(&self, _: Instant) -> Result<(), Error> {
        Ok(())
    }

    async fn in_the_context(&self, _: Instant) -> Result<(), Error> {
        Ok(())
    }

    async fn conditional(&self, _: Instant, _: u32) -> Result<(), Error> {
        Ok(())
    }

    async fn with_functions(&self, _: Instant) -> Result<(), Error> {
        Ok(())
    }
}

mod seconds {
    use std::time::Instant;

    use serde::{Deserializer, Serializer};

    pub fn serialize<S: Serializer>(_: &Instant, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(0)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(_: D) -> Result<Instant, D::Error> {
        Ok(Instant::now())
    }
}

fn lambda() -> Lambda {
    let local = LocalLambda::builder().serve(OrdersServer::new(Shop));
    local.build().lambda()
}

fn main() {
    lambda();
}
