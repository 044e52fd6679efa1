//! What a function sees of the stand-in for the Runtime API.

use lambda_client_test_support::raw::Connection;
use lambda_client_test_support::runtime_api::{Event, RuntimeApi};
use lambda_client_test_support::{Response, Step};

const INVOCATION_ID: &str = "lambda-runtime-invocation-id";

/// Asks for an invocation.
async fn next(client: &mut Connection) -> Response {
    client
        .request("GET", "/2018-06-01/runtime/invocation/next", &[], b"")
        .await;
    client.response().await.expect("an invocation")
}

/// Asks for an invocation, and returns its ID of this run.
async fn run(client: &mut Connection) -> String {
    let invocation = next(client).await;
    let id = invocation.header(INVOCATION_ID);
    id.expect("an invocation has an ID").to_owned()
}

/// Posts something for an invocation, and returns the status.
async fn post(client: &mut Connection, id: &str, kind: &str, echoed: &str, body: &[u8]) -> u16 {
    let path = format!("/2018-06-01/runtime/invocation/{id}/{kind}");
    client
        .request("POST", &path, &[(INVOCATION_ID, echoed)], body)
        .await;
    client.response().await.expect("a response").status
}

#[tokio::test]
async fn an_invocation_has_the_headers_of_lambda() {
    let api = RuntimeApi::start().await;
    let mut client = Connection::open(api.address()).await;
    let event = Event::new("1").with_header("Lambda-Runtime-Aws-Tenant-Id", "blue");
    let id = event.request_id().to_owned();
    api.push(event);
    let invocation = next(&mut client).await;
    assert_eq!((invocation.status, &*invocation.body), (200, &b"1"[..]));
    assert_eq!(
        invocation.header("lambda-runtime-aws-request-id"),
        Some(&*id)
    );
    assert_eq!(
        invocation.header("lambda-runtime-aws-tenant-id"),
        Some("blue")
    );
    for name in [
        INVOCATION_ID,
        "lambda-runtime-deadline-ms",
        "lambda-runtime-invoked-function-arn",
    ] {
        assert!(invocation.header(name).is_some(), "{name}");
    }
}

#[tokio::test]
async fn one_post_with_the_right_id_is_accepted() {
    let api = RuntimeApi::start().await;
    let mut client = Connection::open(api.address()).await;
    let event = Event::new("1");
    let id = event.request_id().to_owned();
    api.push(event);
    let run = run(&mut client).await;
    assert_eq!(
        post(&mut client, "another", "response", &run, b"1").await,
        400
    );
    assert_eq!(
        post(&mut client, &id, "response", "another", b"1").await,
        400
    );
    assert_eq!(post(&mut client, &id, "elsewhere", &run, b"1").await, 404);
    assert_eq!(api.mistakes().len(), 3);
    let too_large = vec![b'1'; 6 * 1024 * 1024 + 101];
    assert_eq!(
        post(&mut client, &id, "response", &run, &too_large).await,
        413
    );
    assert_eq!(api.mistakes().len(), 3);
    assert_eq!(post(&mut client, &id, "error", &run, b"{}").await, 202);
    assert_eq!(post(&mut client, &id, "response", &run, b"1").await, 403);
    assert_eq!(api.mistakes().len(), 4);
}

#[tokio::test]
async fn a_post_gets_the_response_that_the_event_says() {
    let api = RuntimeApi::start().await;
    let mut client = Connection::open(api.address()).await;
    let event = Event::new("1")
        .on_post(Response::new(410, ""))
        .on_post(Step::silence().close());
    let id = event.request_id().to_owned();
    api.push(event);
    let run = run(&mut client).await;
    assert_eq!(post(&mut client, &id, "response", &run, b"1").await, 410);
    let path = format!("/2018-06-01/runtime/invocation/{id}/response");
    client
        .request("POST", &path, &[(INVOCATION_ID, &run)], b"2")
        .await;
    assert!(client.is_over().await);
    assert_eq!(api.mistakes(), [""; 0]);
    assert_eq!(api.reply(&id).await.body(), b"1");
}

#[tokio::test]
async fn a_connection_breaks_in_the_middle_of_a_post() {
    let api = RuntimeApi::start().await;
    let mut client = Connection::open(api.address()).await;
    api.break_next_post_after(100);
    client
        .request("POST", "/2018-06-01/runtime/init/error", &[], &[b'x'; 1000])
        .await;
    assert!(client.is_over().await);
    let mut client = Connection::open(api.address()).await;
    client
        .request("POST", "/2018-06-01/runtime/init/error", &[], b"{}")
        .await;
    assert_eq!(client.response().await.expect("a response").status, 202);
    assert_eq!(api.init_error().await.body, b"{}");
}
