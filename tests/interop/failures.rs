//! Errors that functions report, and errors of functions that end without a response.

use std::time::{Duration, Instant};

use lambda_client::{DidRun, Error, ErrorKind, failure::FailureKind};
use serde_json::json;

use crate::client::{CountedClient, ShopError, WorkshopClient};
use crate::counter::Counter;
use crate::functions::Language;
use crate::ministack::{Function, Ministack};

fn workshop(function: &str) -> WorkshopClient {
    let lambda = Ministack::shared().lambda().build();
    let builder = WorkshopClient::builder(&lambda).set("function", function);
    builder.build().expect("the function's name is one")
}

fn counted(function: &str) -> CountedClient {
    let lambda = Ministack::shared().lambda().build();
    let builder = CountedClient::builder(&lambda).set("function", function);
    builder.build().expect("the function's name is one")
}

async fn errors_are_typed(language: Language) {
    let shop = workshop(language.name());

    let fields = json!({ "sku": "A-1", "message": "A-1 is out of stock" }).to_string();
    let error = shop.fail("OutOfStock", &fields, "").await.unwrap_err();
    assert!(
        matches!(&error, ShopError::OutOfStock { sku } if sku == "A-1"),
        "{error:?}"
    );

    let failed = shop
        .fail("com.acme.CardDeclined", "näils ☃", "the bank said no")
        .send()
        .await;
    let failed = failed.unwrap_err();
    assert!(matches!(failed.error(), ShopError::CardDeclined(why) if why == "näils ☃"));
    assert_eq!(failed.status(), Some(200));
    assert_eq!(failed.did_run(), DidRun::Yes);
    assert_eq!(failed.attempts().len(), 1);
    let failure = failed.failure().expect("the function reported it");
    assert_eq!(failure.kind(), FailureKind::Application);
    assert_eq!(failure.error_type(), Some("com.acme.CardDeclined"));
    // None of these runtime clients sends an error's cause.
    assert!(failure.cause().is_none());
    let traced = matches!(language, Language::Python | Language::Node);
    assert_eq!(!failure.trace().is_empty(), traced, "{:?}", failure.trace());

    let error = shop.fail("Ünbekannt", "", "").await.unwrap_err();
    let other = error.other();
    assert_eq!(other.kind(), ErrorKind::Function);
    let failure = other.failure().expect("the function reported it");
    assert_eq!(
        (failure.error_type(), failure.message()),
        (Some("Ünbekannt"), Some(""))
    );
}

#[tokio::test]
async fn ministack_python_errors_are_typed() {
    errors_are_typed(Language::Python).await;
}

#[tokio::test]
async fn ministack_node_errors_are_typed() {
    errors_are_typed(Language::Node).await;
}

#[tokio::test]
async fn ministack_rust_errors_are_typed() {
    errors_are_typed(Language::Rust).await;
}

/// A function that returns a value that looks like an error document has not failed.
#[tokio::test]
async fn ministack_a_response_that_looks_like_an_error_is_a_response() -> Result<(), Error> {
    let document = json!({ "errorType": "OutOfStock", "errorMessage": "not really" });
    for language in Language::ALL {
        assert_eq!(workshop(language.name()).echo(&document).await?, document);
    }
    Ok(())
}

#[tokio::test]
async fn ministack_what_ran_is_not_run_again_unless_the_error_asks_for_it() {
    for language in Language::ALL {
        let shop = counted(language.name());
        let counter = Counter::new();
        let call = shop
            .fail("OutOfStock", "{}", counter.path())
            .idempotent(true);
        call.await.unwrap_err();
        assert_eq!(counter.runs(), 1, "{language:?}");

        let counter = Counter::new();
        let quick = lambda_client::RetryConfig::new().base_delay(Duration::from_millis(1));
        let failed = shop
            .fail("Busy", "busy", counter.path())
            .retry(quick)
            .send()
            .await;
        let failed = failed.unwrap_err();
        assert!(matches!(failed.error(), ShopError::Busy));
        assert_eq!(failed.attempts().len(), 3);
        assert_eq!(failed.request_ids().count(), 3);
        assert_eq!(counter.runs(), 3, "{language:?}");
    }
}

#[tokio::test]
async fn ministack_a_timeout_of_the_function_is_one() -> Result<(), Error> {
    for language in Language::ALL {
        let name = format!("hurried-{}", language.name());
        let function = Function {
            timeout_seconds: 1,
            ..Function::new(&name, language)
        };
        Ministack::shared().create(function);
        let shop = counted(&name);
        let counter = Counter::new();
        let started = Instant::now();
        let error = shop.sleep(20_000, counter.path()).await.unwrap_err();
        assert!(
            started.elapsed() < Duration::from_secs(10),
            "{:?}",
            started.elapsed()
        );
        assert!(error.is_timeout());
        assert_eq!(error.kind(), ErrorKind::Function);
        assert_eq!(error.did_run(), DidRun::Yes);
        let failure = error.failure().expect("the endpoint reported it");
        assert_eq!(failure.kind(), FailureKind::Timeout);
        assert_eq!(failure.message(), Some("Task timed out after 1.00 seconds"));
        assert_eq!(counter.runs(), 1, "{language:?}");
        // The endpoint starts another environment.
        assert_eq!(workshop(&name).sleep(1).await?, 1);
    }
    Ok(())
}

#[tokio::test]
async fn ministack_a_crash_is_one_and_the_next_call_works() -> Result<(), Error> {
    for language in Language::ALL {
        let name = format!("crashing-{}", language.name());
        Ministack::shared().create(Function::new(&name, language));
        let shop = workshop(&name);
        for error in [
            shop.leave(0).await.unwrap_err(),
            shop.leave(3).await.unwrap_err(),
            shop.crash().await.unwrap_err(),
        ] {
            assert_eq!(error.code(), Some("Runtime.ExitError"), "{language:?}");
            assert_eq!(error.did_run(), DidRun::Yes);
            assert_eq!(
                error.failure().map(|failure| failure.kind()),
                Some(FailureKind::Exit)
            );
        }
        assert_eq!(shop.echo(&json!(1)).await?, json!(1));
    }
    Ok(())
}

#[tokio::test]
async fn ministack_a_panic_in_rust_is_an_error_of_the_function() {
    let error = workshop("rust").panic("out of nails").await.unwrap_err();
    let failure = error.failure().expect("the function reported it");
    assert_eq!(failure.kind(), FailureKind::Application);
    assert_eq!(failure.message(), Some("Lambda panicked: out of nails"));
    assert_eq!(error.did_run(), DidRun::Yes);
}

/// Lambda forwards the document of the runtime client. This endpoint replaces it with a message of type `Runtime.Unknown`,
/// which says nothing about the handler, so it is unknown whether the handler was entered.
#[tokio::test]
async fn ministack_a_function_that_cannot_start_may_have_run() {
    for language in Language::ALL {
        let name = format!("stillborn-{}", language.name());
        let environment = [("FAIL_AT_INIT", "1")];
        Ministack::shared().create(Function {
            environment: &environment,
            ..Function::new(&name, language)
        });
        let error = workshop(&name).echo(&json!(1)).await.unwrap_err();
        let failure = error.failure().expect("the endpoint reported it");
        assert_eq!(
            failure.error_type(),
            Some("Runtime.Unknown"),
            "{language:?}"
        );
        assert_eq!(failure.kind(), FailureKind::Platform);
        let message = failure.message().unwrap_or_default();
        assert!(
            message.contains("the function refuses to start"),
            "{message}"
        );
        assert_eq!(error.did_run(), DidRun::Unknown);
    }
}
