//! What callers make of a document that somebody else wrote.

use bytes::Bytes;
use lambda_client::{DidRun, Error, FunctionError, failure::Failure, server::ErrorDocument};

use crate::{OrderError, called, received};

#[tokio::test]
async fn every_declared_type_is_read() {
    for error_type in ["com.acme.CardDeclined", "CardDeclinedException"] {
        let document = ErrorDocument::new(error_type, "expired");
        let error = received(&document).await;
        assert!(
            matches!(&error, OrderError::CardDeclined(message) if message == "expired"),
            "{error:?}"
        );
    }
    // The variant's own name is not matched once it declares others.
    let error = received(&ErrorDocument::new("CardDeclined", "expired")).await;
    assert!(matches!(error, OrderError::Other(_)), "{error:?}");
}

#[tokio::test]
async fn what_a_function_in_another_language_writes_is_read() {
    let document = r#"{"errorMessage": "{\"sku\": \"A-1\", \"near\": [], \"extra\": {}}",
        "errorType": "OutOfStock", "requestId": "", "stackTrace": ["  File \"/var/task/app.py\""]}"#;
    let error = OrderError::from_error(called(document).await);
    let OrderError::OutOfStock { sku, left, near } = error else {
        panic!("{error:?}");
    };
    assert_eq!((sku.as_str(), left, near), ("A-1", None, Vec::new()));

    let error = OrderError::from_error(called(r#"{"errorType":"com.acme.CardDeclined"}"#).await);
    assert!(
        matches!(&error, OrderError::CardDeclined(message) if message.is_empty()),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_misfit_goes_to_other_with_its_bytes() {
    let documents: &[&[u8]] = &[
        // The fields do not fit.
        br#"{"errorType":"OutOfStock","errorMessage":"A-1 is out of stock"}"#,
        br#"{"errorType":"OutOfStock","errorMessage":"{\"sku\":1,\"left\":0,\"near\":[]}"}"#,
        br#"{"errorType":"OutOfStock","errorMessage":"{\"sku\":\"A-1\"}"}"#,
        br#"{"errorType":"OutOfStock","errorMessage":"[\"A-1\",null,[]]"}"#,
        br#"{"errorType":"OutOfStock","errorMessage":null}"#,
        br#"{"errorType":"OutOfStock"}"#,
        br#"{"errorType":"Row","errorMessage":"{\"type\":256}"}"#,
        // Not declared.
        br#"{"errorType":"outofstock","errorMessage":"A-1"}"#,
        br#"{"errorType":"Other","errorMessage":"named like the variant"}"#,
        br#"{"errorType":"","errorMessage":""}"#,
        br#"{"errorMessage":"no type"}"#,
        br#"{"errorType":"lambda_client.Downstream","errorMessage":"x","cause":{"errorType":"Closed","errorMessage":"y"}}"#,
        // No document.
        b"",
        b"null",
        b"\xff\xfe",
        b"{\"errorType\":",
    ];
    for raw in documents {
        let error = OrderError::from_error(called(Bytes::from_static(raw)).await);
        let OrderError::Other(error) = error else {
            panic!("{error:?} of {}", String::from_utf8_lossy(raw));
        };
        assert_eq!(error.raw().map(Bytes::as_ref), Some(*raw), "{error:?}");
        assert!(error.failure().is_some(), "{error:?}");
    }
}

#[derive(Debug, thiserror::Error, FunctionError)]
enum PlatformError {
    #[error("timed out: {0}")]
    #[function_error(type = "Sandbox.Timedout")]
    TimedOut(String),
    #[error("failed further down: {0}")]
    #[function_error(type = "lambda_client.Downstream")]
    Downstream(String),
    #[error(transparent)]
    #[function_error(other)]
    Other(Error),
}

#[tokio::test]
async fn a_declared_error_of_the_platform_becomes_its_variant() {
    let document = ErrorDocument::new("Sandbox.Timedout", "after 3.00 seconds");
    let error = PlatformError::from_error(called(document.to_bytes()).await);
    assert!(
        matches!(&error, PlatformError::TimedOut(message) if message == "after 3.00 seconds"),
        "{error:?}"
    );
    let document = ErrorDocument::new("lambda_client.Downstream", "a call failed: Closed");
    let error = PlatformError::from_error(called(document.to_bytes()).await);
    assert!(matches!(error, PlatformError::Downstream(_)), "{error:?}");
}

#[tokio::test]
async fn an_undeclared_error_of_the_platform_goes_to_other() {
    let document = ErrorDocument::new(
        "Sandbox.Timedout",
        "RequestId: 8e1b Error: Task timed out after 3.00 seconds",
    );
    let OrderError::Other(error) = received(&document).await else {
        panic!("declared by nobody");
    };
    assert!(error.is_timeout());
    assert_eq!(error.did_run(), DidRun::Yes);
}

#[test]
fn only_the_variants_marked_so_ask_for_a_retry() {
    let asks = |error_type: &str| {
        let document = ErrorDocument::new(error_type, "");
        OrderError::is_retryable(&Failure::decode(document.to_bytes()))
    };
    assert!(asks("Busy"));
    assert!(asks("com.acme.Busy"));
    for error_type in ["IsBusy", "Closed", "busy", "", "Other", "Sandbox.Timedout"] {
        assert!(!asks(error_type), "{error_type}");
    }
    assert!(!OrderError::is_retryable(&Failure::decode(Bytes::new())));
}

/// An error type with the default of `is_retryable`.
struct Plain;

impl FunctionError for Plain {
    fn from_error(_: Error) -> Self {
        Plain
    }

    fn to_document(&self) -> ErrorDocument {
        ErrorDocument::new("Plain", "")
    }
}

#[test]
fn by_default_no_error_asks_for_a_retry() {
    for document in [
        Plain.to_document(),
        ErrorDocument::new("Busy", "retry"),
        ErrorDocument::new("Sandbox.Timedout", ""),
    ] {
        assert!(!Plain::is_retryable(&Failure::decode(document.to_bytes())));
    }
}
