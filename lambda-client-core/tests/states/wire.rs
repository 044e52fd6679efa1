//! The bytes of AWS JSON 1.0, both ways.

use std::time::Duration;

use lambda_client_core::step_functions::{Machines, StartOutcome};
use lambda_client_core::{DidRun, ErrorKind, RetryConfig};
use lambda_client_test_support::{Peer, Response, Step, nowhere};
use serde_json::json;

use crate::service::{Service, error, machine, ok, transport};

fn once(endpoint: &str) -> Machines {
    Machines::builder(transport(endpoint))
        .retry(RetryConfig::never())
        .build()
}

#[tokio::test]
async fn a_start_is_sent_as_the_api_expects_it() {
    let service = Service::start().await;
    let start = service
        .machines()
        .machine(&machine("waiting"))
        .start(&json!({"id": 17}))
        .name("n");
    let started = start.trace_header("Root=1-2-3").await.unwrap();
    assert_eq!(started.outcome(), StartOutcome::New);
    assert_eq!(started.attempts()[0].request_id(), Some("id-1"));
    let request = service.peer().request();
    assert_eq!((&*request.method, &*request.path), ("POST", "/"));
    assert_eq!(
        request.header("content-type"),
        Some("application/x-amz-json-1.0")
    );
    assert_eq!(
        request.header("x-amz-target"),
        Some("AWSStepFunctions.StartExecution")
    );
    let signature = request.header("authorization").unwrap();
    assert!(
        signature.contains("/us-east-1/states/aws4_request"),
        "{signature}"
    );
    assert_eq!(
        request.json(),
        json!({"stateMachineArn": machine("waiting"), "name": "n", "input": "{\"id\":17}", "traceHeader": "Root=1-2-3"})
    );
}

#[tokio::test]
async fn errors_are_read_with_and_without_a_namespace() {
    let bare = Response::new(
        400,
        r#"{"__type":"StateMachineDoesNotExist","Message":"as told"}"#,
    );
    let head = Response::new(400, "{}").with_header(
        "x-amzn-errortype",
        "StateMachineDoesNotExist:http://internal",
    );
    for response in [error("StateMachineDoesNotExist"), bare, head] {
        let peer = Peer::always(response).await;
        let error = once(&peer.http())
            .machine(&machine("m"))
            .start(&1)
            .await
            .unwrap_err();
        assert_eq!(error.code(), Some("StateMachineDoesNotExist"), "{error}");
        assert!(error.is_not_found());
        assert_eq!(
            (error.kind(), error.did_run()),
            (ErrorKind::Service, DidRun::No)
        );
        assert_eq!(peer.request_count(), 1, "the SDK does not retry");
    }
    // `__type` of `null`, as moto sends it for a malformed input.
    let peer = Peer::always(Response::new(400, r#"{"__type":null,"message":"Invalid"}"#)).await;
    let error = once(&peer.http())
        .machine(&machine("m"))
        .start(&1)
        .await
        .unwrap_err();
    assert_eq!((error.code(), error.did_run()), (None, DidRun::No));
}

#[tokio::test]
async fn what_breaks_proves_what_it_can() {
    let started =
        ok(&json!({"executionArn": "arn:aws:states:us-east-1:1:execution:m:n", "startDate": 1.5}));
    let faults = [
        (
            "reset",
            Step::silence().reset(),
            ErrorKind::Connection,
            DidRun::Unknown,
        ),
        (
            "close",
            Step::silence().close(),
            ErrorKind::Connection,
            DidRun::Unknown,
        ),
        (
            "cut",
            Step::cut(&started, 5).close(),
            ErrorKind::Response,
            DidRun::Unknown,
        ),
        (
            "500",
            Response::new(500, "{}").into(),
            ErrorKind::Service,
            DidRun::Unknown,
        ),
        (
            "503",
            Response::new(503, "<html>").into(),
            ErrorKind::Service,
            DidRun::Unknown,
        ),
        (
            "page",
            Response::new(200, "<html>").into(),
            ErrorKind::Response,
            DidRun::Unknown,
        ),
        (
            "empty",
            Response::new(200, "{}").into(),
            ErrorKind::Response,
            DidRun::Unknown,
        ),
        (
            "throttle",
            error("ThrottlingException").into(),
            ErrorKind::Throttled,
            DidRun::No,
        ),
        (
            "429",
            Response::new(429, "{}").into(),
            ErrorKind::Throttled,
            DidRun::No,
        ),
        (
            "kms",
            error("KmsThrottlingException").into(),
            ErrorKind::Throttled,
            DidRun::No,
        ),
    ];
    for (name, step, kind, did_run) in faults {
        let peer = Peer::always(step).await;
        let error = once(&peer.http())
            .machine(&machine("m"))
            .start(&1)
            .await
            .unwrap_err();
        assert_eq!(
            (error.kind(), error.did_run()),
            (kind, did_run),
            "{name}: {error:?}"
        );
        assert_eq!(peer.request_count(), 1, "{name}");
    }
    let refused = once(&nowhere::refused().await);
    let error = refused.machine(&machine("m")).start(&1).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.did_run()),
        (ErrorKind::Connect, DidRun::No)
    );
    // Time runs out after the request was sent.
    let peer = Peer::always(Step::silence().stall()).await;
    let machines = Machines::builder(transport(&peer.http())).retry(RetryConfig::never());
    let machines = machines.timeout(Duration::from_millis(300)).build();
    let error = machines.machine(&machine("m")).start(&1).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.did_run()),
        (ErrorKind::Timeout, DidRun::Unknown)
    );
}

#[tokio::test]
async fn an_express_run_reaches_an_endpoint_without_a_name_of_its_own() {
    let service = Service::start().await;
    let express = service
        .machines()
        .express(&machine("express"))
        .output::<u8>();
    assert_eq!(express.run(&7).await.unwrap(), 7);
    let request = service.peer().request();
    assert_eq!(
        request.header("x-amz-target"),
        Some("AWSStepFunctions.StartSyncExecution")
    );
    let host = request.header("host").unwrap();
    assert_eq!(
        host,
        service.peer().address().to_string(),
        "signed for the host that is reached"
    );
}

#[tokio::test]
async fn an_empty_endpoint_and_a_missing_region_are_explained() {
    let error = once("").machine(&machine("m")).start(&1).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.did_run()),
        (ErrorKind::Credentials, DidRun::No)
    );
    assert!(
        error.to_string().contains("the endpoint URL is empty"),
        "{error}"
    );
}
