//! Errors that a handler received from its own calls.

use lambda_client::{Error, FunctionError, failure::Failure, server::ErrorDocument};

use crate::{OrderError, called, received, sent};

#[tokio::test]
async fn an_error_from_further_down_keeps_its_name_out_of_this_function() {
    // A function that our handler calls fails with a type that our own callers know.
    let downstream = called(ErrorDocument::new("Closed", "another shop").to_bytes()).await;
    let handler = || -> Result<(), OrderError> { Err(downstream)? };
    let error = handler().expect_err("it fails");

    let document = error.to_document();
    assert_eq!(document.error_type(), "lambda_client.Downstream");
    assert_eq!(
        document.cause().map(ErrorDocument::error_type),
        Some("Closed")
    );
    let error = received(&document).await;
    assert!(
        matches!(&error, OrderError::Other(error) if error.code() == Some("lambda_client.Downstream")),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_busy_function_further_down_asks_nobody_for_a_retry() {
    let busy = called(ErrorDocument::new("Busy", "not me").to_bytes()).await;
    let document = OrderError::Other(busy).to_document();
    assert!(!OrderError::is_retryable(&Failure::decode(
        document.to_bytes()
    )));
}

#[tokio::test]
async fn an_error_made_by_the_handler_keeps_its_type() {
    let error = OrderError::from(Error::function("Closed", "on Sundays"));
    assert!(matches!(error, OrderError::Other(_)));
    assert_eq!(
        error.to_document(),
        ErrorDocument::new("Closed", "on Sundays")
    );
    assert!(matches!(sent(error).await, OrderError::Closed));
}
