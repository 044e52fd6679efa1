//! Errors of a handler's own calls: they leave as `lambda_client.Downstream`, and nobody retries because of them.

mod forms;
mod names;
mod notes;
mod shop;

use lambda_client::failure::{Failure, FailureKind};
use lambda_client::{DidRun, Error, FunctionError, lambda_fn, server::ErrorDocument};

use self::shop::{DOWNSTREAM, FrontError, Shop, ShopError, cause};

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

/// Asks for a retry after every failure.
#[derive(Debug)]
struct Insistent(Error);

impl FunctionError for Insistent {
    fn from_error(error: Error) -> Self {
        Insistent(error)
    }

    fn to_document(&self) -> ErrorDocument {
        self.0.to_document()
    }

    fn is_retryable(_: &Failure) -> bool {
        true
    }
}

#[lambda_fn(name = "front-{method}")]
trait Ordering {
    async fn order(&self, sku: &str) -> Result<u32, Insistent>;
}

#[tokio::test(start_paused = true)]
async fn a_downstream_error_cannot_ask_for_a_retry() {
    let shop = Shop::new();
    let client = OrderingClient::new(&shop.front.lambda());
    let error = client.order("cup").await.unwrap_err();
    assert_eq!(cause(&error.0).0, "com.acme.OutOfStock");
    assert_eq!(shop.runs("order"), (1, 1, Some(DOWNSTREAM.to_owned())));
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
