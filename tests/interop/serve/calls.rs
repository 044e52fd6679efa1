//! Calls that the served function makes itself, to functions on the same endpoint and with the credentials of its own role.

use lambda_client::{DidRun, Error, failure::FailureKind};

use crate::counter::Counter;
use crate::ministack::Function;
use crate::serve::deployed::{deploy, ministack, shop, shop_at};
use crate::serve::program::shortcut;
use crate::serve::shop::{Refusal, ShopError};
use crate::serve::{REFUSALS, on_the_wire};

/// Returns the error of a failure that matches no variant.
fn other(error: &ShopError) -> &Error {
    match error {
        ShopError::Other(error) => error,
        typed => panic!("taken for an error of the called function itself: {typed:?}"),
    }
}

#[tokio::test]
async fn ministack_serve_a_call_that_takes_too_long_ends_before_the_function_does() {
    deploy("calling-served-shop", shortcut(), |function| Function {
        timeout_seconds: 10,
        environment: &[("DEADLINE_MARGIN_SECONDS", "4")],
        ..function
    });
    let shop = shop_at("calling-served-shop");
    // The function in Python is a function of the same trait, as far as this method goes.
    assert_eq!(
        shop.wait_for("python".to_owned(), 1, None).await.unwrap(),
        1
    );

    let counter = Counter::new();
    let call = shop.wait_for("python".to_owned(), 30_000, Some(counter.path().to_owned()));
    let failed = call.send().await.unwrap_err();
    let failure = failed.failure().expect("the function reported it");
    assert_eq!(failure.error_type(), Some("lambda_client.Downstream"));
    assert_eq!(failure.kind(), FailureKind::Downstream);
    let message = failure.message().unwrap_or_default();
    assert!(message.contains("`python`"), "{message}");
    let cause = failure.cause().expect("the error of the call");
    assert_eq!(cause.error_type(), Some("lambda_client.InvocationDeadline"));
    // The function ran, and so did the one that it called, once.
    assert_eq!(failed.did_run(), DidRun::Yes);
    assert_eq!(failed.attempts().len(), 1);
    assert_eq!(counter.runs(), 1);
}

#[tokio::test]
async fn ministack_serve_an_error_of_a_called_function_is_not_taken_for_the_callers() {
    ministack();
    deploy("behind-served-shop", shortcut(), |function| function);
    for refusal in REFUSALS {
        let counter = Counter::new();
        let call = shop().ask(
            "behind-served-shop".to_owned(),
            refusal,
            Some(counter.path().to_owned()),
        );
        let failed = call.send().await.unwrap_err();
        let failure = other(failed.error())
            .failure()
            .expect("the function reported it");
        assert_eq!(failure.kind(), FailureKind::Downstream, "{refusal:?}");
        let cause = failure.cause().expect("the error of the call");
        let (error_type, message) = on_the_wire(refusal);
        assert_eq!(cause.error_type(), Some(error_type));
        assert_eq!(cause.message(), Some(message));
        assert_eq!(failed.did_run(), DidRun::Yes);
        // The called function is retried where its error asks for it, the calling one never.
        assert_eq!(failed.attempts().len(), 1, "{refusal:?}");
        let runs = if refusal == Refusal::Busy { 3 } else { 1 };
        assert_eq!(counter.runs(), runs, "{refusal:?}");
    }
}
