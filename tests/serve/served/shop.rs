//! Traits with a method for each thing that is tested.

use std::time::Duration;

use lambda_client::observe::{CallEnd, Observer};
use lambda_client::{Context, Error, FunctionError, Lambda, SdkTransport, lambda_fn, server};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

#[derive(Serialize, Deserialize)]
pub(crate) struct Item {
    sku: String,
    quantity: u32,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Order {
    items: Vec<Item>,
}

/// What a method has seen of its context.
#[derive(Serialize, Deserialize)]
pub(crate) struct Seen {
    request_id: String,
    remaining_ms: u64,
    function_name: Option<String>,
    function_arn: Option<String>,
    version: Option<String>,
    tenant: Option<String>,
    trace_header: Option<String>,
    client_context: Option<Value>,
    log_group: Option<String>,
    log_stream: Option<String>,
    is_local: bool,
}

impl Seen {
    fn now() -> Result<Seen, Error> {
        let context = Context::current()
            .ok_or_else(|| Error::function("NoContext", "not part of an invocation"))?;
        let own = |text: Option<&str>| text.map(str::to_owned);
        Ok(Seen {
            request_id: context.request_id().to_owned(),
            remaining_ms: context
                .remaining_time()
                .as_millis()
                .try_into()
                .unwrap_or(u64::MAX),
            function_name: own(context.function_name()),
            function_arn: own(context.function_arn()),
            version: own(context.version()),
            tenant: own(context.tenant_id()),
            trace_header: own(context.trace_header()),
            client_context: context.client_context()?,
            log_group: own(context.log_group()),
            log_stream: own(context.log_stream()),
            is_local: context.is_local(),
        })
    }
}

#[derive(Debug, thiserror::Error, FunctionError)]
pub(crate) enum ShopError {
    #[error("{sku} is out of stock")]
    OutOfStock { sku: String },
    #[error(transparent)]
    #[function_error(other)]
    Other(#[from] Error),
}

#[lambda_fn(name = "shop-{method:kebab-case}")]
pub(crate) trait Shop {
    async fn place(&self, order: Order) -> Result<u32, ShopError>;
    /// Returns its argument as it was written.
    async fn echo(&self, json: Box<RawValue>) -> Result<Box<RawValue>, ShopError>;
    async fn nothing(&self) -> Result<(), ShopError>;
    async fn seen(
        &self,
        wait_ms: u64,
        #[lambda_fn(tenant)] tenant: Option<String>,
        #[lambda_fn(client_context)] context: Option<Value>,
    ) -> Result<Seen, ShopError>;
    async fn panics(&self, secret: String) -> Result<(), ShopError>;
    /// Returns this many bytes, quotes included.
    async fn large(&self, bytes: usize) -> Result<String, ShopError>;
    /// Fails with this many bytes.
    async fn large_error(&self, bytes: usize) -> Result<(), ShopError>;
    async fn says(&self, text: String) -> Result<(), ShopError>;
    /// Asks another function for a price.
    async fn asks(&self, sku: String) -> Result<u64, ShopError>;
    #[lambda_fn(name = "shop-admin", route = "action")]
    async fn cancel(&self, order: u32) -> Result<u32, ShopError>;
    #[lambda_fn(name = "shop-admin", route = "action")]
    async fn refund(&self, order: u32) -> Result<u32, ShopError>;
    #[lambda_fn(name = "shop-{stage}-staged")]
    async fn staged(&self) -> Result<u32, ShopError>;
}

/// The function that `asks` calls.
#[lambda_fn(name = "prices")]
pub(crate) trait Prices {
    async fn price(&self, sku: &str) -> Result<u64, Error>;
}

#[derive(Clone)]
pub(crate) struct Store {
    prices: Option<PricesClient>,
}

impl Store {
    /// Creates a store that knows where to ask for prices, if the environment has an endpoint.
    pub(crate) async fn from_env() -> Store {
        let endpoint = std::env::var_os("AWS_ENDPOINT_URL");
        let prices = match endpoint {
            Some(_) => {
                let mut lambda = Lambda::builder(SdkTransport::from_env().await);
                let time = std::env::var("SERVE_OBSERVER_TAKES_MS").ok();
                if let Some(time) = time.and_then(|time| time.parse().ok()) {
                    lambda = lambda.observer(Slow(Duration::from_millis(time)));
                }
                Some(PricesClient::new(&lambda.build()))
            }
            None => None,
        };
        Store { prices }
    }
}

/// Takes this long for each call.
struct Slow(Duration);

impl Observer for Slow {
    fn call_finished(&self, call: &CallEnd) {
        std::thread::sleep(self.0);
        eprintln!("observed a call of {}", call.target().function());
    }
}

impl Shop for Store {
    async fn place(&self, order: Order) -> Result<u32, ShopError> {
        match order.items.iter().find(|item| item.quantity > 100) {
            Some(item) => Err(ShopError::OutOfStock {
                sku: item.sku.clone(),
            }),
            None => Ok(order.items.iter().map(|item| item.quantity).sum()),
        }
    }

    async fn echo(&self, json: Box<RawValue>) -> Result<Box<RawValue>, ShopError> {
        Ok(json)
    }

    async fn nothing(&self) -> Result<(), ShopError> {
        Ok(())
    }

    async fn seen(
        &self,
        wait_ms: u64,
        tenant: Option<String>,
        context: Option<Value>,
    ) -> Result<Seen, ShopError> {
        let before = Seen::now()?;
        server::log(format_args!("before {}", before.request_id));
        tokio::time::sleep(Duration::from_millis(wait_ms)).await;
        let seen = Seen::now()?;
        server::log(format_args!("after {}", seen.request_id));
        let is_same = before.request_id == seen.request_id
            && before.trace_header == seen.trace_header
            && before.tenant == seen.tenant
            && tenant == seen.tenant
            && context == seen.client_context;
        match is_same {
            true => Ok(seen),
            false => Err(Error::function("MixedUp", "the context has changed").into()),
        }
    }

    async fn panics(&self, secret: String) -> Result<(), ShopError> {
        panic!("no {secret} left");
    }

    async fn large(&self, bytes: usize) -> Result<String, ShopError> {
        Ok("x".repeat(bytes - 2))
    }

    async fn large_error(&self, bytes: usize) -> Result<(), ShopError> {
        let sku = "x".repeat(bytes);
        Err(ShopError::OutOfStock { sku })
    }

    async fn says(&self, text: String) -> Result<(), ShopError> {
        server::log(text);
        Ok(())
    }

    async fn asks(&self, sku: String) -> Result<u64, ShopError> {
        match &self.prices {
            Some(prices) => Ok(prices.price(&sku).await?),
            None => Err(Error::function("NoEndpoint", "no endpoint to ask").into()),
        }
    }

    async fn cancel(&self, order: u32) -> Result<u32, ShopError> {
        Ok(order)
    }

    async fn refund(&self, order: u32) -> Result<u32, ShopError> {
        Ok(order + 1000)
    }

    async fn staged(&self) -> Result<u32, ShopError> {
        Ok(7)
    }
}

#[lambda_fn(name = "other-{method}")]
pub(crate) trait Other {
    async fn place(&self) -> Result<u32, Error>;
}

impl Other for Store {
    async fn place(&self) -> Result<u32, Error> {
        Ok(99)
    }
}
