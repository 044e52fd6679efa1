//! What cannot be read becomes an error that keeps the bytes, and never a panic.

use lambda_client::{
    ClientContext, DidRun, Error, ErrorKind, Raw,
    failure::FailureKind,
    payload::{MAX_EVENT_PAYLOAD, MAX_PAYLOAD},
};
use serde::Serialize;
use serde_json::json;

use crate::orders::{OrderError, OrdersClient, StagedClient, order};
use crate::server::{LambdaResponse, Server};

fn other(error: OrderError) -> Error {
    match error {
        OrderError::Other(error) => error,
        typed => panic!("{typed:?} is no `Other`"),
    }
}

#[tokio::test]
async fn a_payload_that_is_too_large_is_not_sent() {
    let server = Server::start([]).await;
    let lambda = server.lambda().build();
    let large = "x".repeat(MAX_PAYLOAD);

    let error = lambda.call("f").json::<Raw>(&large).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    assert_eq!(error.did_run(), DidRun::No);
    let text = error.to_string();
    assert!(
        text.contains("6291458") && text.contains("6291456"),
        "{text}"
    );

    let event = lambda
        .call("f")
        .json::<()>(&large[..MAX_EVENT_PAYLOAD])
        .event();
    let error = event.await.unwrap_err();
    assert!(error.to_string().contains("1048576"), "{error}");

    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_client_context_that_is_too_large_is_not_sent() {
    let server = Server::start([]).await;
    let call = server.lambda().build().call("f").json::<Raw>(&1);
    let context = ClientContext::new().with_custom("k", "x".repeat(2_700));
    let error = call.client_context(&context).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    assert!(error.to_string().contains("3583"), "{error}");
    assert!(server.requests().is_empty());
}

/// A function on `lambda_runtime` crashes on such a context.
#[tokio::test]
async fn a_client_context_that_is_not_an_object_is_not_sent() {
    let server = Server::start([]).await;
    let call = server.lambda().build().call("f").json::<Raw>(&1);
    let error = call.client_context("a token").await.unwrap_err();
    assert_eq!(
        (error.kind(), error.did_run()),
        (ErrorKind::Configuration, DidRun::No)
    );
    let text = error.to_string();
    let advice = "the client context is not a JSON object; pass a `ClientContext`, a map or a struct with named fields";
    assert!(text.contains(advice), "{text}");
    assert!(!text.contains("token"), "{text}");
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn arguments_that_cannot_be_serialized() {
    #[derive(Serialize)]
    struct Pair((u8, u8));
    let server = Server::start([]).await;
    let map = std::collections::HashMap::from([(Pair((1, 2)).0, 3)]);
    let error = server
        .lambda()
        .build()
        .call("f")
        .json::<Raw>(&map)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Encode);
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_bad_function_name_at_run_time() {
    let server = Server::start([]).await;
    let lambda = server.lambda().build();
    for name in [
        "",
        "with space",
        "my/function",
        "arn:aws:s3:::bucket",
        &"x".repeat(65),
    ] {
        let error = lambda.call(name).json::<Raw>(&1).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration, "{name}: {error}");
        assert_eq!(error.did_run(), DidRun::No);
        assert!(error.attempts().is_empty());
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_name_variable_that_is_missing() {
    let server = Server::start([]).await;
    let lambda = server.lambda().build();
    let error = StagedClient::builder(&lambda).build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(error.to_string().contains("`stage`"), "{error}");

    let builder = OrdersClient::builder(&lambda);
    let error = builder
        .name("{env:LAMBDA_CLIENT_NOT_SET}-{nowhere}")
        .method("plase", |method| method.qualifier("1"))
        .build()
        .unwrap_err()
        .to_string();
    for part in [
        "LAMBDA_CLIENT_NOT_SET",
        "`nowhere`",
        "did you mean `place`?",
    ] {
        assert!(error.contains(part), "{part} is not in: {error}");
    }
}

#[tokio::test]
async fn a_response_that_is_not_json() {
    let server = Server::start([LambdaResponse::ok(&b"\xff<html>"[..])]).await;
    let orders = OrdersClient::new(&server.lambda().build());
    let error = orders.place(order()).send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.did_run(), DidRun::Yes);
    assert_eq!(&error.raw().unwrap()[..], b"\xff<html>");
    let error = other(error.into_error());
    assert!(error.to_string().contains("not valid JSON"), "{error}");
}

#[tokio::test]
async fn an_empty_response() {
    let server = Server::start([LambdaResponse::ok("")]).await;
    let orders = OrdersClient::new(&server.lambda().build());
    let error = other(orders.place(order()).await.unwrap_err());
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().contains("empty"), "{error}");
}

#[tokio::test]
async fn a_response_of_the_wrong_shape() {
    let response = r#"{"id":"r-1","secret":"4111"}"#;
    let server = Server::start([LambdaResponse::ok(response)]).await;
    let orders = OrdersClient::new(&server.lambda().build());
    let error = other(orders.place(order()).await.unwrap_err());
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(&error.raw().unwrap()[..], response.as_bytes());
    let text = format!("{error} {error:?}");
    assert!(text.contains("Receipt"), "{text}");
    assert!(
        !text.contains("4111"),
        "no payload in an error's text: {text}"
    );
    let cause = std::error::Error::source(&error).unwrap().to_string();
    assert!(cause.contains("total_cents"), "{cause}");
}

#[tokio::test]
async fn an_error_document_that_is_not_json() {
    for document in [
        &b"Task timed out after 3.00 seconds"[..],
        b"",
        b"\xff\xfe",
        b"[1",
    ] {
        let server = Server::start([LambdaResponse::failed(document)]).await;
        let orders = OrdersClient::new(&server.lambda().build());
        let error = orders.place(order()).send().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Function);
        assert_eq!(&error.raw().unwrap()[..], document);
        let timeout = error.failure().unwrap().kind() == FailureKind::Timeout;
        assert_eq!(timeout, document.starts_with(b"Task"));
    }
}

#[tokio::test]
async fn an_error_document_that_does_not_fit_its_variant() {
    let document = json!({ "errorType": "OutOfStock", "errorMessage": "sold out" }).to_string();
    let server = Server::start([LambdaResponse::failed(document.clone())]).await;
    let orders = OrdersClient::new(&server.lambda().build());
    let error = other(orders.place(order()).await.unwrap_err());
    assert_eq!(error.failure().unwrap().error_type(), Some("OutOfStock"));
    assert_eq!(error.raw().unwrap(), document.as_bytes());
}

#[tokio::test]
async fn options_that_the_invocation_type_cannot_honor() {
    let server = Server::start([]).await;
    let orders = OrdersClient::new(&server.lambda().build());
    let error = orders.audit("x").tail_log().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(error.to_string().contains("tail_log"), "{error}");
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_bad_qualifier_or_tenant_at_run_time() {
    let server = Server::start([]).await;
    let orders = OrdersClient::new(&server.lambda().build());
    let error = other(
        orders
            .place(order())
            .qualifier("my alias")
            .await
            .unwrap_err(),
    );
    assert_eq!(error.kind(), ErrorKind::Configuration);
    let error = other(orders.place(order()).tenant("tenant#1").await.unwrap_err());
    assert!(error.to_string().contains("'#'"), "{error}");
    assert!(server.requests().is_empty());
}
