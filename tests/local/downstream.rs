//! Errors of a handler's own calls: they leave as `lambda_client.Downstream`, and nobody retries because of them.

use std::sync::atomic::{AtomicU32, Ordering};

use lambda_client::failure::FailureKind;
use lambda_client::server::{ErrorDocument, Invocation};
use lambda_client::{DidRun, Error, FunctionError, Lambda, LocalLambda, lambda_fn};

/// The error type that both traits share.
#[derive(Debug, thiserror::Error, FunctionError)]
enum ShopError {
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
enum FrontError {
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
enum Platform {
    #[error("not ready")]
    #[function_error(type = "Runtime.InitError")]
    NotReady,
    #[error(transparent)]
    #[function_error(other)]
    Other(#[from] Error),
}

#[lambda_fn(name = "stock-{method}")]
trait Stock {
    async fn take(&self, sku: &str) -> Result<u32, ShopError>;
}

#[lambda_fn(name = "front-{method}")]
trait Front {
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
struct Shop {
    stock: LocalLambda,
    front: LocalLambda,
    client: FrontClient,
}

impl Shop {
    fn new() -> Shop {
        let stock = LocalLambda::builder()
            .serve(StockServer::new(StockRoom))
            .build();
        let desk = Desk {
            lambda: stock.lambda(),
            stock: StockClient::new(&stock.lambda()),
        };
        let front = LocalLambda::builder().serve(FrontServer::new(desk)).build();
        let client = FrontClient::new(&front.lambda());
        Shop {
            stock,
            front,
            client,
        }
    }

    /// How often the method of the front ran, how often the stock, and the `errorType` of the front's last run.
    fn runs(&self, method: &str) -> (usize, usize, Option<String>) {
        let front = self.front.recorder().runs_of(&format!("front-{method}"));
        let stock = self.stock.recorder().runs_of("stock-take");
        let last = front.last().and_then(|run| run.error_type.clone());
        (front.len(), stock.len(), last)
    }
}

const DOWNSTREAM: &str = "lambda_client.Downstream";

/// The `errorType` and the message of the cause of a `Downstream` error.
fn cause(error: &Error) -> (&str, &str) {
    let failure = error.failure().expect("the function failed");
    assert_eq!(failure.kind(), FailureKind::Downstream, "{error:?}");
    let cause = failure.cause().expect("the original is the cause");
    (
        cause.error_type().unwrap_or_default(),
        cause.message().unwrap_or_default(),
    )
}

#[tokio::test(start_paused = true)]
async fn a_shared_variant_that_asks_for_retries_is_retried_where_it_arose_only() {
    let shop = Shop::new();
    let error = shop.client.order("busy").await.unwrap_err();
    assert_eq!(shop.runs("order"), (1, 3, Some(DOWNSTREAM.to_owned())));
    let ShopError::Other(error) = error else {
        panic!("{error:?} is the stock's, not the front's");
    };
    assert_eq!(cause(&error), ("Busy", "busy"));
    assert_eq!(
        error.failure().unwrap().message(),
        Some("a call to `stock-take` failed: Busy")
    );
}

#[tokio::test(start_paused = true)]
async fn a_shared_variant_with_fields_leaves_as_downstream() {
    let shop = Shop::new();
    let error = shop.client.order("cup").await.unwrap_err();
    assert_eq!(shop.runs("order"), (1, 1, Some(DOWNSTREAM.to_owned())));
    let ShopError::Other(error) = error else {
        panic!("{error:?} is the stock's, not the front's");
    };
    let (error_type, message) = cause(&error);
    assert_eq!(error_type, "com.acme.OutOfStock");
    assert!(message.contains(r#""sku":"cup""#), "{message}");
}

#[tokio::test(start_paused = true)]
async fn a_variant_of_another_enum_that_reads_the_same_leaves_as_downstream() {
    let shop = Shop::new();
    let error = shop.client.convert("busy").await.unwrap_err();
    assert_eq!(shop.runs("convert"), (1, 3, Some(DOWNSTREAM.to_owned())));
    assert!(matches!(error, FrontError::Other(error) if cause(&error) == ("Busy", "busy")));
}

#[tokio::test(start_paused = true)]
async fn an_error_converted_into_another_variant_is_the_handlers_own() {
    let shop = Shop::new();
    let error = shop.client.convert("cup").await.unwrap_err();
    assert!(matches!(error, FrontError::Stock(message) if message == "cup is out of stock"));
    assert_eq!(shop.runs("convert"), (1, 1, Some("Stock".to_owned())));
}

#[tokio::test(start_paused = true)]
async fn an_untyped_error_leaves_as_downstream() {
    let shop = Shop::new();
    let error = shop.client.untyped("cup").await.unwrap_err();
    assert_eq!(cause(&error).0, "com.acme.OutOfStock");
    assert_eq!(shop.runs("untyped"), (1, 1, Some(DOWNSTREAM.to_owned())));
}

#[tokio::test(start_paused = true)]
async fn every_one_of_several_joined_calls_is_noted() {
    let shop = Shop::new();
    let error = shop.client.joined().await.unwrap_err();
    assert_eq!(shop.runs("joined"), (1, 5, Some(DOWNSTREAM.to_owned())));
    let ShopError::Other(error) = error else {
        panic!("{error:?} is the stock's, not the front's");
    };
    assert!(cause(&error).1.contains("pot"), "{error:?}");
}

#[tokio::test(start_paused = true)]
async fn an_own_error_asks_for_retries_also_after_a_failed_call() {
    let shop = Shop::new();
    let error = shop.client.own("cup").await.unwrap_err();
    assert!(matches!(error, ShopError::Closed), "{error:?}");
    assert_eq!(shop.runs("own"), (3, 3, Some("Closed".to_owned())));
}

#[tokio::test(start_paused = true)]
async fn a_handler_that_recovers_succeeds() {
    let shop = Shop::new();
    assert_eq!(shop.client.recover().await.unwrap(), 7);
    assert_eq!(shop.runs("recover"), (1, 1, None));
}

#[tokio::test(start_paused = true)]
async fn an_error_made_by_the_handler_is_its_own_even_if_it_equals_one_from_downstream() {
    let shop = Shop::new();
    let error = shop.client.by_name().await.unwrap_err();
    assert!(matches!(error, ShopError::Busy), "{error:?}");
    assert_eq!(shop.runs("by_name"), (3, 9, Some("Busy".to_owned())));
}

#[tokio::test(start_paused = true)]
async fn an_error_noted_in_one_invocation_does_not_outlive_it() {
    let shop = Shop::new();
    shop.client.order("cup").await.unwrap_err();
    let error = shop.client.own("busy").await.unwrap_err();
    assert!(matches!(error, ShopError::Closed), "{error:?}");

    let calls = AtomicU32::new(0);
    let stock = shop.stock.lambda();
    let twice = move |_: Invocation| {
        let first = calls.fetch_add(1, Ordering::Relaxed) == 0;
        let stock = StockClient::new(&stock);
        async move {
            match first {
                true => Err::<String, _>(stock.take("busy").await.unwrap_err().to_document()),
                false => Err(ShopError::Busy.to_document()),
            }
        }
    };
    let local = LocalLambda::builder().handler("twice", twice).build();
    let mut names = Vec::new();
    for _ in 0..2 {
        let error = local.lambda().call("twice").json::<u8>(&1).await;
        names.push(error.unwrap_err().code().map(str::to_owned));
    }
    assert_eq!(
        names,
        [Some(DOWNSTREAM.to_owned()), Some("Busy".to_owned())]
    );
}

#[tokio::test(start_paused = true)]
async fn more_errors_than_are_kept_whole_leave_as_downstream() {
    let shop = Shop::new();
    let stock = StockClient::new(&shop.stock.lambda());
    let many = move |_: Invocation| {
        let stock = stock.clone();
        async move {
            let mut last = None;
            for number in 0..100 {
                last = stock.take(&format!("sku-{number}")).await.err();
            }
            Err::<String, ErrorDocument>(last.unwrap().to_document())
        }
    };
    let local = LocalLambda::builder().handler("many", many).build();
    let error = local.lambda().call("many").json::<u8>(&1).await;
    let error = error.unwrap_err();
    let (error_type, message) = cause(&error);
    assert_eq!(error_type, "com.acme.OutOfStock");
    assert!(message.contains("sku-99"), "{message}");
}

#[tokio::test(start_paused = true)]
async fn calls_of_a_spawned_task_are_not_noted() {
    let shop = Shop::new();
    let stock = StockClient::new(&shop.stock.lambda());
    let spawns = move |_: Invocation| {
        let stock = stock.clone();
        async move {
            let task = tokio::spawn(async move { stock.take("busy").await });
            let error = task.await.unwrap().unwrap_err();
            Err::<String, ErrorDocument>(error.to_document())
        }
    };
    let local = LocalLambda::builder().handler("spawns", spawns).build();
    let error = local.lambda().call("spawns").json::<u8>(&1).await;
    assert_eq!(error.unwrap_err().code(), Some("Busy"));
}

#[tokio::test(start_paused = true)]
async fn a_name_of_the_platform_is_not_sent() {
    let shop = Shop::new();
    let error = shop
        .client
        .platform()
        .idempotent(true)
        .send()
        .await
        .unwrap_err();
    let failure = error.failure().unwrap();
    assert_eq!(failure.error_type(), Some("Runtime_InitError"));
    assert_eq!(failure.kind(), FailureKind::Application);
    assert_eq!(error.did_run(), DidRun::Yes);
    assert_eq!(
        shop.runs("platform").0,
        1,
        "not even an idempotent call is retried"
    );
}

#[tokio::test(start_paused = true)]
async fn a_document_made_by_hand_cannot_name_the_platform_either() {
    for (name, sent) in [
        ("Sandbox.Timedout", "Sandbox_Timedout"),
        ("Function.A.B", "Function_A.B"),
        ("Extension.Crash", "Extension_Crash"),
        ("States.Timeout", "States_Timeout"),
        (DOWNSTREAM, "lambda_client_Downstream"),
        ("com.acme.Runtime.Error", "com.acme.Runtime.Error"),
        ("RuntimeError", "RuntimeError"),
    ] {
        let fails = move |_: Invocation| async move {
            Err::<String, ErrorDocument>(ErrorDocument::new(name, "no"))
        };
        let local = LocalLambda::builder().handler("fails", fails).build();
        let error = local.lambda().call("fails").json::<u8>(&1).await;
        assert_eq!(error.unwrap_err().code(), Some(sent));
    }
}
