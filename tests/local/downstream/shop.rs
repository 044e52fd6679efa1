//! A stock, a front that calls it, and the errors that they share.

use lambda_client::failure::FailureKind;
use lambda_client::server::Service;
use lambda_client::{Error, FunctionError, Lambda, LocalLambda, lambda_fn};

/// The error type that both traits share.
#[derive(Debug, thiserror::Error, FunctionError)]
pub(crate) enum ShopError {
    #[error("busy")]
    #[function_error(retry)]
    Busy,
    #[error("{sku} is out of stock")]
    #[function_error(type = "com.acme.OutOfStock", type = "OutOfStock")]
    OutOfStock { sku: String },
    #[error("the front desk is closed")]
    #[function_error(retry)]
    Closed,
    #[error(transparent)]
    #[function_error(other)]
    Other(#[from] Error),
}

/// An error type of the front alone. `Busy` reads like the one of `ShopError`.
#[derive(Debug, thiserror::Error, FunctionError)]
pub(crate) enum FrontError {
    #[error("busy")]
    #[function_error(retry)]
    Busy,
    #[error("the stock is not available: {0}")]
    Stock(String),
    #[error(transparent)]
    #[function_error(other)]
    Other(#[from] Error),
}

impl From<ShopError> for FrontError {
    fn from(error: ShopError) -> Self {
        match error {
            ShopError::Busy => FrontError::Busy,
            ShopError::Other(error) => FrontError::Other(error),
            other => FrontError::Stock(other.to_string()),
        }
    }
}

/// Names its errors like the platform does.
#[derive(Debug, thiserror::Error, FunctionError)]
pub(crate) enum Platform {
    #[error("not ready")]
    #[function_error(type = "Runtime.InitError")]
    NotReady,
    #[error(transparent)]
    #[function_error(other)]
    Other(#[from] Error),
}

#[lambda_fn(name = "stock-{method}")]
pub(crate) trait Stock {
    async fn take(&self, sku: &str) -> Result<u32, ShopError>;
}

#[lambda_fn(name = "front-{method}")]
pub(crate) trait Front {
    async fn order(&self, sku: &str) -> Result<u32, ShopError>;
    async fn convert(&self, sku: &str) -> Result<u32, FrontError>;
    async fn untyped(&self, sku: &str) -> Result<u32, Error>;
    async fn joined(&self) -> Result<u32, ShopError>;
    async fn own(&self, sku: &str) -> Result<u32, ShopError>;
    async fn recover(&self) -> Result<u32, ShopError>;
    async fn by_name(&self) -> Result<u32, ShopError>;
    async fn platform(&self) -> Result<u32, Platform>;
}

struct StockRoom;

impl Stock for StockRoom {
    async fn take(&self, sku: &str) -> Result<u32, ShopError> {
        match sku {
            "busy" => Err(ShopError::Busy),
            _ => Err(ShopError::OutOfStock { sku: sku.into() }),
        }
    }
}

struct Desk {
    lambda: Lambda,
    stock: StockClient,
}

impl Front for Desk {
    async fn order(&self, sku: &str) -> Result<u32, ShopError> {
        self.stock.take(sku).await
    }

    async fn convert(&self, sku: &str) -> Result<u32, FrontError> {
        Ok(self.stock.take(sku).await?)
    }

    async fn untyped(&self, sku: &str) -> Result<u32, Error> {
        self.lambda.call("stock-take").json(sku).await
    }

    async fn joined(&self) -> Result<u32, ShopError> {
        let (_, _, last) = tokio::join!(
            self.stock.take("cup"),
            self.stock.take("busy"),
            self.stock.take("pot")
        );
        last
    }

    async fn own(&self, sku: &str) -> Result<u32, ShopError> {
        self.stock.take(sku).await.unwrap_err();
        Err(ShopError::Closed)
    }

    async fn recover(&self) -> Result<u32, ShopError> {
        Ok(self.stock.take("cup").await.unwrap_or(7))
    }

    async fn by_name(&self) -> Result<u32, ShopError> {
        self.stock.take("busy").await.unwrap_err();
        Err(Error::function("Busy", "busy").into())
    }

    async fn platform(&self) -> Result<u32, Platform> {
        Err(Platform::NotReady)
    }
}

/// A stock, and a front that calls it.
pub(crate) struct Shop {
    pub(crate) stock: LocalLambda,
    pub(crate) front: LocalLambda,
    pub(crate) client: FrontClient,
}

/// The server of a front that calls this stock.
pub(crate) fn server(stock: &LocalLambda) -> impl Service {
    FrontServer::new(Desk {
        lambda: stock.lambda(),
        stock: StockClient::new(&stock.lambda()),
    })
}

impl Shop {
    pub(crate) fn new() -> Shop {
        let stock = LocalLambda::builder()
            .serve(StockServer::new(StockRoom))
            .build();
        let front = LocalLambda::builder().serve(server(&stock)).build();
        let client = FrontClient::new(&front.lambda());
        Shop {
            stock,
            front,
            client,
        }
    }

    /// How often the method of the front ran, how often the stock, and the `errorType` of the front's last run.
    pub(crate) fn runs(&self, method: &str) -> (usize, usize, Option<String>) {
        let front = self.front.recorder().runs_of(&format!("front-{method}"));
        let stock = self.stock.recorder().runs_of("stock-take");
        let last = front.last().and_then(|run| run.error_type.clone());
        (front.len(), stock.len(), last)
    }
}

pub(crate) const DOWNSTREAM: &str = "lambda_client.Downstream";

/// The `errorType` and the message of the cause of a `Downstream` error.
pub(crate) fn cause(error: &Error) -> (&str, &str) {
    let failure = error.failure().expect("the function failed");
    assert_eq!(failure.kind(), FailureKind::Downstream, "{error:?}");
    let cause = failure.cause().expect("the original is the cause");
    (
        cause.error_type().unwrap_or_default(),
        cause.message().unwrap_or_default(),
    )
}
