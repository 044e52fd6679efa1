//! What is noted of a handler's own calls, and for how long; seen through handlers of plain documents.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};

use lambda_client::failure::Failure;
use lambda_client::local::{Fault, FunctionResponse};
use lambda_client::server::{self, ErrorDocument, Invocation, ServedFunction};
use lambda_client::{Error, FunctionError, Lambda, LocalLambda, lambda_fn};

use super::shop::{DOWNSTREAM, Shop, ShopError, StockClient, cause, server as front_server};

/// The error of a function that runs `handler`.
async fn error_of<F, Fut>(handler: F) -> Error
where
    F: Fn(Invocation) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<String, ErrorDocument>> + Send + 'static,
{
    let local = LocalLambda::builder().handler("outer", handler).build();
    let outcome = local.lambda().call("outer").json::<u8>(&1).await;
    outcome.unwrap_err()
}

/// A stock in another language: an older name of the error, and spaces in the JSON of its message.
fn python_stock() -> Lambda {
    let document = r#"{"errorMessage": "{\"sku\": \"cup\"}", "errorType": "OutOfStock", "stackTrace": ["in take"]}"#;
    let stock = move |_: Invocation| async move { FunctionResponse::failure(document) };
    let local = LocalLambda::builder().handler("stock-take", stock).build();
    local.lambda()
}

#[tokio::test(start_paused = true)]
async fn a_typed_error_is_recognized_though_it_is_written_otherwise() {
    let stock = StockClient::new(&python_stock());
    let error = error_of(move |_| {
        let stock = stock.clone();
        async move {
            let error = stock.take("cup").await.unwrap_err();
            assert!(matches!(error, ShopError::OutOfStock { .. }), "{error:?}");
            assert_eq!(error.to_document().error_type(), "com.acme.OutOfStock");
            Err(error.to_document())
        }
    })
    .await;
    assert_eq!(cause(&error), ("OutOfStock", r#"{"sku": "cup"}"#));
    let original = error.failure().unwrap().cause().unwrap();
    assert_eq!(original.trace(), ["in take"]);
}

#[tokio::test(start_paused = true)]
async fn an_error_made_from_its_document_is_recognized() {
    let stock = StockClient::new(&python_stock());
    let error = error_of(move |_| {
        let stock = stock.clone();
        async move {
            let error = stock.take("cup").await.unwrap_err();
            Err(Error::from(error.to_document()).into())
        }
    })
    .await;
    assert_eq!(cause(&error), ("OutOfStock", r#"{"sku": "cup"}"#));
}

#[tokio::test(start_paused = true)]
async fn a_document_that_is_copied_by_hand_is_recognized() {
    let stock = StockClient::new(&python_stock());
    let error = error_of(move |_| {
        let stock = stock.clone();
        async move {
            let error = stock.take("cup").send().await.unwrap_err();
            let failure = error.failure().unwrap();
            let name = failure.error_type().unwrap();
            Err(ErrorDocument::new(name, failure.message().unwrap()))
        }
    })
    .await;
    assert_eq!(cause(&error).0, "OutOfStock");
}

/// Takes every failure for a reason to come back later.
#[derive(Debug)]
struct Later;

impl FunctionError for Later {
    fn from_error(_: Error) -> Self {
        Later
    }

    fn to_document(&self) -> ErrorDocument {
        ErrorDocument::new("Later", "come back later")
    }
}

#[lambda_fn(name = "stock-{method}")]
trait LaterStock {
    async fn take(&self, sku: &str) -> Result<u32, Later>;
}

#[tokio::test(start_paused = true)]
async fn a_typed_error_of_a_call_that_reached_no_function_is_recognized() {
    let shop = Shop::new();
    let denied = Fault::error(403, "AccessDeniedException", "no permission");
    shop.stock.inject("stock-take", denied).unwrap();
    let stock = LaterStockClient::new(&shop.stock.lambda());
    let error = error_of(move |_| {
        let stock = stock.clone();
        async move { Err(stock.take("cup").await.unwrap_err().to_document()) }
    })
    .await;
    assert_eq!(cause(&error).0, "lambda_client.Service");
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
async fn calls_that_a_task_makes_are_noted_only_in_the_context_of_the_handler() {
    for (in_context, sent) in [(false, "Busy"), (true, DOWNSTREAM)] {
        let shop = Shop::new();
        let stock = StockClient::new(&shop.stock.lambda());
        let spawns = move |_: Invocation| {
            let stock = stock.clone();
            async move {
                let work = async move { stock.take("busy").await };
                let task = match in_context {
                    true => tokio::spawn(server::in_context(work)),
                    false => tokio::spawn(work),
                };
                let error = task.await.unwrap().unwrap_err();
                Err::<String, ErrorDocument>(error.to_document())
            }
        };
        let local = LocalLambda::builder().handler("spawns", spawns).build();
        let error = local.lambda().call("spawns").json::<u8>(&1).await;
        assert_eq!(error.unwrap_err().code(), Some(sent));
    }
    // Outside of a handler it changes nothing.
    assert_eq!(server::in_context(async { 7 }).await, 7);
}

#[tokio::test(start_paused = true)]
async fn an_error_that_a_later_invocation_returns_is_not_recognized() {
    let shop = Shop::new();
    let stock = StockClient::new(&shop.stock.lambda());
    let kept = std::sync::Arc::new(std::sync::Mutex::new(None::<ErrorDocument>));
    let keeps = move |_: Invocation| {
        let (stock, kept) = (stock.clone(), std::sync::Arc::clone(&kept));
        async move {
            let earlier = kept.lock().unwrap().take();
            if let Some(document) = earlier {
                return Err::<String, ErrorDocument>(document);
            }
            let document = stock.take("busy").await.unwrap_err().to_document();
            *kept.lock().unwrap() = Some(document.clone());
            Err(document)
        }
    };
    let local = LocalLambda::builder().handler("keeps", keeps).build();
    for sent in [DOWNSTREAM, "Busy"] {
        let error = local.lambda().call("keeps").json::<u8>(&1).await;
        assert_eq!(error.unwrap_err().code(), Some(sent));
    }
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

#[tokio::test(start_paused = true)]
async fn a_server_in_another_runtime_has_the_same_rules() {
    let shop = Shop::new();
    let functions = ServedFunction::all(front_server(&shop.stock), &BTreeMap::new()).unwrap();
    let order = functions
        .iter()
        .find(|function| function.name() == "front-order")
        .unwrap();
    let response = order.invoke(Invocation::new(r#""busy""#)).await;
    assert!(response.is_failure());
    let failure = Failure::decode(response.into_payload());
    assert_eq!(failure.error_type(), Some(DOWNSTREAM));
    assert_eq!(failure.cause().unwrap().error_type(), Some("Busy"));
}
