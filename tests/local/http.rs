//! The endpoint: Lambda's REST API.

use std::time::Duration;

use lambda_client::local::{Destination, Endpoint, Fault};
use lambda_client::{LocalLambda, clock::ManualClock, log::LogTail};
use serde_json::json;

use crate::raw::{Connection, invoke, send};
use crate::shop::{OrdersServer, Shop, echo, failing};

pub(crate) async fn endpoint() -> (LocalLambda, Endpoint) {
    let local = LocalLambda::builder()
        .serve(OrdersServer::new(Shop))
        .function(
            "echo",
            echo()
                .publish()
                .publish()
                .weighted_alias("live", 1, 2, 0.0)
                .description("echo"),
        )
        .function(
            "failing",
            failing()
                .maximum_retry_attempts(0)
                .on_failure(Destination::function("echo")),
        )
        .function("off", echo().reserved_concurrency(0))
        .function("tenants", echo().tenant_isolation())
        .build();
    let endpoint = local.listen(0).await.unwrap();
    (local, endpoint)
}

#[tokio::test]
async fn an_endpoint_listens_on_loopback_by_default() {
    let (_local, endpoint) = endpoint().await;
    assert!(endpoint.address().ip().is_loopback());
    assert_eq!(endpoint.url(), format!("http://{}", endpoint.address()));
    let taken = LocalLambda::builder()
        .build()
        .listen(endpoint.address())
        .await;
    assert_eq!(taken.unwrap_err().kind(), std::io::ErrorKind::AddrInUse);
    let mistaken = LocalLambda::builder()
        .function("f", echo().alias("live", 1))
        .build();
    assert_eq!(
        mistaken.listen(0).await.unwrap_err().kind(),
        std::io::ErrorKind::InvalidInput
    );
}

#[tokio::test]
async fn a_synchronous_call() {
    let (local, endpoint) = endpoint().await;
    let response = invoke(
        &endpoint,
        "orders-place",
        &[],
        br#"{"sku":"A-1","quantity":2}"#,
    )
    .await;
    assert_eq!(response.status, 200);
    assert_eq!(response.body, b"\"2 x A-1\"");
    assert_eq!(response.header("x-amz-executed-version"), Some("$LATEST"));
    assert_eq!(response.header("x-amz-function-error"), None);
    assert_eq!(response.header("x-amz-log-result"), None);
    let id = response.header("x-amzn-requestid").unwrap();
    assert_eq!(local.recorder().requests()[0].request_id, id);
}

#[tokio::test]
async fn a_function_error_keeps_status_200() {
    let (_local, endpoint) = endpoint().await;
    let response = invoke(&endpoint, "failing", &[], b"1").await;
    assert_eq!(response.status, 200);
    assert_eq!(response.header("x-amz-function-error"), Some("Unhandled"));
    assert_eq!(
        response.body,
        br#"{"errorType":"Oops","errorMessage":"no"}"#
    );
}

#[tokio::test]
async fn events_and_dry_runs() {
    let (local, endpoint) = endpoint().await;
    let event = invoke(
        &endpoint,
        "echo",
        &[("X-Amz-Invocation-Type", "Event")],
        b"1",
    )
    .await;
    assert_eq!((event.status, &event.body[..]), (202, &b""[..]));
    assert_eq!(event.header("x-amz-executed-version"), None);
    let dry = invoke(
        &endpoint,
        "echo",
        &[("X-Amz-Invocation-Type", "DryRun")],
        b"1",
    )
    .await;
    assert_eq!((dry.status, &dry.body[..]), (204, &b""[..]));
    local.settled().await;
    local.recorder().assert_runs("echo", 1);
    let odd = invoke(
        &endpoint,
        "echo",
        &[("X-Amz-Invocation-Type", "Later")],
        b"1",
    )
    .await;
    assert_eq!(
        (odd.status, odd.header("x-amzn-errortype")),
        (400, Some("ValidationException"))
    );
}

#[tokio::test]
async fn names_and_qualifiers() {
    let (_local, endpoint) = endpoint().await;
    for (name, version) in [
        ("echo", "$LATEST"),
        ("echo?Qualifier=2", "2"),
        ("echo%3Alive", "1"),
        (
            "arn%3Aaws%3Alambda%3Aus-east-1%3A000000000000%3Afunction%3Aecho%3Alive",
            "1",
        ),
        (
            "arn:aws:lambda:us-east-1:000000000000:function:echo",
            "$LATEST",
        ),
        ("000000000000:function:echo:2", "2"),
    ] {
        let (name, query) = name.split_once('?').unwrap_or((name, ""));
        let path = format!("/2015-03-31/functions/{name}/invocations?{query}");
        let response = send(&endpoint, "POST", &path, &[], b"1").await.unwrap();
        assert_eq!(
            response.header("x-amz-executed-version"),
            Some(version),
            "{name}"
        );
    }
}

#[tokio::test]
async fn log_context_and_tenant_travel_as_headers() {
    let (local, endpoint) = endpoint().await;
    let headers = [
        ("X-Amz-Log-Type", "Tail"),
        ("X-Amz-Client-Context", "e30="),
        ("X-Amz-Tenant-Id", "blue"),
    ];
    let response = invoke(&endpoint, "tenants", &headers, b"1").await;
    let log = LogTail::decode(response.header("x-amz-log-result").unwrap()).unwrap();
    assert!(log.report().unwrap().duration().is_some());
    let request = &local.recorder().requests()[0];
    assert_eq!(
        (
            request.tenant_id.as_deref(),
            request.client_context.as_deref()
        ),
        (Some("blue"), Some("e30="))
    );
    let refused = invoke(&endpoint, "tenants", &[], b"1").await;
    assert_eq!(
        refused.header("x-amzn-errortype"),
        Some("InvalidParameterValueException")
    );
}

#[tokio::test]
async fn rejections_have_a_code_header_and_a_body() {
    let (_local, endpoint) = endpoint().await;
    let missing = invoke(&endpoint, "nope", &[], b"1").await;
    assert_eq!(
        (missing.status, missing.header("x-amzn-errortype")),
        (404, Some("ResourceNotFoundException"))
    );
    assert_eq!(missing.header("content-type"), Some("application/json"));
    let message = "Function not found: arn:aws:lambda:us-east-1:000000000000:function:nope";
    assert_eq!(missing.json(), json!({"Type": "User", "Message": message}));

    let off = invoke(&endpoint, "off", &[], b"1").await;
    assert_eq!(
        (off.status, off.header("x-amzn-errortype")),
        (429, Some("TooManyRequestsException"))
    );
    assert_eq!(off.header("retry-after"), Some("1"));
    assert_eq!(
        off.json()["Reason"],
        "ReservedFunctionConcurrentInvocationLimitExceeded"
    );

    let large = invoke(&endpoint, "echo", &[], &vec![b'1'; 6_991_583]).await;
    assert_eq!(
        (large.status, large.header("x-amzn-errortype")),
        (413, Some("RequestTooLargeException"))
    );
    let message = "6991583 byte payload is too large for the RequestResponse invocation type (limit 6291456 bytes)";
    assert_eq!(large.json()["message"], message);

    let invalid = invoke(&endpoint, "echo", &[], b"{").await;
    assert_eq!(
        (invalid.status, invalid.header("x-amzn-errortype")),
        (400, Some("InvalidRequestContentException"))
    );
}

#[tokio::test]
async fn faults_reach_the_wire() {
    let (local, endpoint) = endpoint().await;
    let call = || {
        send(
            &endpoint,
            "POST",
            "/2015-03-31/functions/echo/invocations",
            &[],
            b"\"0123456789\"",
        )
    };
    for reset in [Fault::reset_before_run(), Fault::reset_after_run()] {
        local.inject("echo", reset.on_call(1)).unwrap();
        assert!(call().await.is_none(), "no response");
    }
    local.recorder().assert_runs("echo", 1);
    local
        .inject("echo", Fault::cut_off_body(5).on_call(1))
        .unwrap();
    let cut = call().await.unwrap();
    assert_eq!(cut.header("content-length"), Some("12"));
    assert_eq!(cut.body, b"\"0123");
    local.inject("echo", Fault::status(504).on_call(1)).unwrap();
    let gateway = call().await.unwrap();
    assert_eq!(
        (
            gateway.status,
            gateway.header("x-amzn-errortype"),
            gateway.body.len()
        ),
        (504, None, 0)
    );
    assert_eq!(call().await.unwrap().status, 200);
}

#[tokio::test]
async fn a_connection_is_used_again() {
    let (_local, endpoint) = endpoint().await;
    let mut connection = Connection::open(endpoint.address()).await;
    for _ in 0..3 {
        connection
            .request("POST", "/2015-03-31/functions/echo/invocations", &[], b"1")
            .await;
        assert_eq!(connection.response().await.unwrap().body, b"1");
    }
}

#[tokio::test]
async fn events_wait_on_the_given_clock() {
    let clock = ManualClock::new();
    let local = LocalLambda::builder()
        .clock(clock.clone())
        .function("failing", failing())
        .build();
    let endpoint = local.listen(0).await.unwrap();
    let headers = [("X-Amz-Invocation-Type", "Event")];
    assert_eq!(
        invoke(&endpoint, "failing", &headers, b"1").await.status,
        202
    );
    for (runs, delay) in [(1, 60), (2, 120), (3, 0)] {
        while local
            .recorder()
            .runs()
            .iter()
            .filter(|run| run.duration.is_some())
            .count()
            < runs
            || (delay > 0 && clock.sleepers() == 0)
        {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        clock.advance(Duration::from_secs(delay));
    }
    local.settled().await;
    local.recorder().assert_runs("failing", 3);
}
