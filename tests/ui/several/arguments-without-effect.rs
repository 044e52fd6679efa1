//! Attributes without an effect.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    #[lambda_fn(rename = "put")]
    async fn place(&self, #[lambda_fn(rename = "o")] order: String) -> Result<(), Error>;

    async fn tenants(
        &self,
        #[lambda_fn(tenant)] a: &str,
        #[lambda_fn(tenant, rename = "c")] b: &str,
        #[lambda_fn(tenant, client_context)] c: &str,
    ) -> Result<(), Error>;

    async fn only(&self, #[serde(default, rename = "o")] order: String) -> Result<(), Error>;

    async fn bound(
        &self,
        #[lambda_fn(client_context)] #[serde(default)] context: String,
        #[lambda_fn(tenant)] #[serde(default)] tenant: String,
    ) -> Result<(), Error>;

    async fn several(
        &self,
        #[lambda_fn(rename = "x")] #[serde(rename = "y")] a: u8,
        #[lambda_fn(rename = "z")] b: u8,
        z: u8,
        #[serde] c: u8,
    ) -> Result<(), Error>;
}

fn main() {}
