//! What goes over the wire, and what comes back.

use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use lambda_client::{DidRun, ErrorKind, Lambda, Raw, failure::FailureKind};
use serde_json::json;

use crate::orders::{
    FromEnvironmentClient, OrderError, OrdersClient, RECEIPT, StagedClient, order, receipt,
};
use crate::server::{LambdaResponse, Server};

#[tokio::test]
async fn a_synchronous_call() {
    let server = Server::start([LambdaResponse::ok(RECEIPT)]).await;
    let orders = OrdersClient::new(&server.lambda().build());

    let reply = orders.place(order()).send().await.unwrap();

    assert_eq!(reply.value(), &receipt());
    assert_eq!(reply.request_id(), Some("id-1"));
    assert_eq!(reply.executed_version(), Some("$LATEST"));
    assert_eq!(reply.status(), 200);
    assert_eq!(reply.attempts().len(), 1);
    assert_eq!(reply.attempts()[0].did_run(), DidRun::Yes);
    let request = server.request();
    assert_eq!(request.method, "POST");
    assert_eq!(
        request.path,
        "/2015-03-31/functions/orders-place/invocations?Qualifier=live"
    );
    assert_eq!(request.body, br#"{"sku":"A-1","quantity":2}"#);
    assert_eq!(request.header("x-amz-log-type"), None);
    assert_eq!(request.header("x-amz-client-context"), None);
    assert!(request.header("authorization").is_some());
}

#[tokio::test]
async fn several_arguments_travel_as_an_object() {
    let server = Server::start([LambdaResponse::ok("1998")]).await;
    let orders = OrdersClient::new(&server.lambda().build());
    assert_eq!(orders.quote("A-1", 2).await.unwrap(), 1998);
    assert_eq!(server.request().body, br#"{"sku":"A-1","quantity":2}"#);
}

#[tokio::test]
async fn an_event() {
    let server = Server::start([LambdaResponse::new(202, "")]).await;
    let orders = OrdersClient::new(&server.lambda().build());

    let reply = orders.audit("placed").send().await.unwrap();

    assert_eq!(reply.status(), 202);
    let request = server.request();
    assert_eq!(request.header("x-amz-invocation-type"), Some("Event"));
    assert_eq!(
        request.path,
        "/2015-03-31/functions/audit/invocations?Qualifier=7"
    );
    assert_eq!(request.body, br#""placed""#);
}

#[tokio::test]
async fn a_dry_run() {
    let server = Server::start([LambdaResponse::new(204, ""), LambdaResponse::new(204, "")]).await;
    let orders = OrdersClient::new(&server.lambda().build());

    let reply = orders.check().send().await.unwrap();
    orders.place(order()).dry_run().await.unwrap();

    assert_eq!(reply.status(), 204);
    assert_eq!(reply.attempts()[0].did_run(), DidRun::No);
    for request in server.requests() {
        assert_eq!(request.header("x-amz-invocation-type"), Some("DryRun"));
    }
    assert_eq!(server.requests()[0].body, b"{}");
}

#[tokio::test]
async fn a_version_and_an_alias() {
    let server =
        Server::start([LambdaResponse::ok(RECEIPT).header("X-Amz-Executed-Version", "42")]).await;
    let lambda = server.lambda().build();
    let orders = OrdersClient::new(&lambda);

    let _ = orders.place(order()).qualifier("42").await;
    let blue = OrdersClient::builder(&lambda)
        .qualifier("blue")
        .build()
        .unwrap();
    let _ = blue.place(order()).await;
    let _: Result<Raw, _> = lambda.call("orders-place:green").bytes("{}").await;

    let paths: Vec<String> = server
        .requests()
        .into_iter()
        .map(|request| request.path)
        .collect();
    for (path, qualifier) in paths.iter().zip(["42", "blue", "green"]) {
        let wanted =
            format!("/2015-03-31/functions/orders-place/invocations?Qualifier={qualifier}");
        assert_eq!(path, &wanted);
    }
}

#[tokio::test]
async fn a_function_error_with_type_message_and_trace() {
    let document = json!({
        "errorType": "com.acme.CardDeclined",
        "errorMessage": "insufficient funds",
        "stackTrace": ["  File \"pay.py\", line 3, in handler\n"],
    });
    let server = Server::start([LambdaResponse::failed(document.to_string())]).await;
    let orders = OrdersClient::new(&server.lambda().build());

    let error = orders.place(order()).send().await.unwrap_err();

    assert!(matches!(error.error(), OrderError::CardDeclined(why) if why == "insufficient funds"));
    let failure = error.failure().unwrap();
    assert_eq!(failure.error_type(), Some("com.acme.CardDeclined"));
    assert_eq!(failure.message(), Some("insufficient funds"));
    assert_eq!(failure.trace().len(), 1);
    assert_eq!(failure.kind(), FailureKind::Application);
    assert_eq!(failure.raw(), document.to_string().as_bytes());
    assert_eq!(error.did_run(), DidRun::Yes);
    assert_eq!(error.request_ids().collect::<Vec<_>>(), ["id-1"]);
    assert_eq!(server.requests().len(), 1, "what ran is not run again");
}

#[tokio::test]
async fn a_log_tail_and_its_report() {
    let log = "START RequestId: a Version: 3\nhello\nREPORT RequestId: a\tDuration: 12.50 ms\t\
               Billed Duration: 13 ms\tMemory Size: 128 MB\tMax Memory Used: 31 MB\t\n";
    let encoded = base64_of(log);
    let server =
        Server::start([LambdaResponse::ok(RECEIPT).header("X-Amz-Log-Result", encoded)]).await;
    let orders = OrdersClient::new(&server.lambda().build());

    let reply = orders.place(order()).tail_log().send().await.unwrap();

    assert_eq!(server.request().header("x-amz-log-type"), Some("Tail"));
    assert_eq!(reply.log().unwrap().text(), log);
    let report = reply.report().unwrap();
    assert_eq!(report.duration(), Some(Duration::from_micros(12_500)));
    assert_eq!(report.max_memory_used_mb(), Some(31));
}

#[tokio::test]
async fn a_throttled_call_is_repeated() {
    let throttle =
        LambdaResponse::refused(429, "TooManyRequestsException").header("Retry-After", "0");
    let server = Server::start([throttle.clone(), throttle, LambdaResponse::ok("5")]).await;
    let orders = OrdersClient::new(&server.lambda().build());

    let reply = orders.quote("A-1", 1).send().await.unwrap();

    assert_eq!(reply.value(), &5);
    assert_eq!(reply.attempts().len(), 3);
    let first = &reply.attempts()[0];
    assert_eq!(first.code(), Some("TooManyRequestsException"));
    assert_eq!(first.did_run(), DidRun::No);
    let requests = server.requests();
    assert_eq!(requests.len(), 3);
    assert!(
        requests
            .iter()
            .all(|request| request.body == requests[0].body)
    );
}

#[tokio::test]
async fn an_unknown_outcome_is_not_repeated_unless_idempotent() {
    let broken = || LambdaResponse::refused(500, "ServiceException");
    let server = Server::start([broken(), broken(), LambdaResponse::ok("5")]).await;
    let orders = OrdersClient::new(&server.lambda().build());

    let error = orders.place(order()).send().await.unwrap_err();
    assert_eq!(error.did_run(), DidRun::Unknown);
    assert_eq!(error.kind(), ErrorKind::Service);
    assert_eq!(server.requests().len(), 1);

    assert_eq!(orders.quote("A-1", 1).await.unwrap(), 5);
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn a_function_name_from_the_environment() {
    let server = Server::start([LambdaResponse::ok("\"pong\"")]).await;
    let client = FromEnvironmentClient::builder(&server.lambda().build())
        .build()
        .unwrap();

    assert_eq!(client.ping().await.unwrap(), "pong");

    let path = "/2015-03-31/functions/ping-from-env/invocations?Qualifier=blue";
    assert_eq!(server.request().path, path);
}

#[tokio::test]
async fn a_function_name_with_a_key() {
    let server = Server::start([LambdaResponse::ok("\"pong\"")]).await;
    let lambda = server.lambda().build();
    let client = StagedClient::builder(&lambda)
        .set("stage", "prod")
        .build()
        .unwrap();
    assert_eq!(client.ping_me().await.unwrap(), "pong");
    assert_eq!(
        server.request().path,
        "/2015-03-31/functions/prod-ping-me/invocations"
    );
}

#[tokio::test]
async fn an_untyped_call() {
    let server = Server::start([
        LambdaResponse::ok("[1,2]"),
        LambdaResponse::ok(&b"\x89PNG"[..]),
    ])
    .await;
    let lambda: Lambda = server.lambda().build();

    let list: Vec<u8> = lambda
        .call("lists")
        .json(&json!({ "up_to": 2 }))
        .await
        .unwrap();
    let picture: Raw = lambda.call("pictures").bytes("{}").await.unwrap();

    assert_eq!(list, [1, 2]);
    assert_eq!(&picture.bytes()[..], b"\x89PNG");
    assert_eq!(server.requests()[0].json(), json!({ "up_to": 2 }));
}

#[tokio::test]
async fn tenant_and_client_context() {
    let server = Server::start([]).await;
    let lambda = server.lambda().build();
    let context = lambda_client::ClientContext::new().with_custom("trace", "t-1");

    let call = lambda.call("tenants").json::<()>(&json!({}));
    call.tenant("blue tenant")
        .client_context(&context)
        .await
        .unwrap();

    let request = server.request();
    assert_eq!(request.header("x-amz-tenant-id"), Some("blue tenant"));
    assert_eq!(
        request.header("x-amz-client-context"),
        Some(base64_of(r#"{"custom":{"trace":"t-1"}}"#).as_str())
    );
}

fn base64_of(text: &str) -> String {
    BASE64_STANDARD.encode(text)
}
