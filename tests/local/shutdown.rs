//! The end of an endpoint.

use std::time::Duration;

use lambda_client::LocalLambda;

use crate::raw::Connection;
use crate::shop::{echo, sleeping};

#[tokio::test]
async fn a_shutdown_completes_requests_in_progress() {
    let local = LocalLambda::builder().function("slow", sleeping()).build();
    let endpoint = local.listen(0).await.unwrap();
    let address = endpoint.address();
    let mut busy = Connection::open(address).await;
    busy.request(
        "POST",
        "/2015-03-31/functions/slow/invocations",
        &[],
        b"300",
    )
    .await;
    let mut idle = Connection::open(address).await;
    while local.recorder().runs().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let (response, ()) = tokio::join!(busy.response(), endpoint.shutdown());
    assert_eq!(response.unwrap().status, 200);
    assert!(idle.is_over().await);
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn a_shutdown_does_not_wait_for_ever() {
    let local = LocalLambda::builder()
        .function("slow", sleeping().timeout(Duration::from_secs(120)))
        .build();
    let endpoint = local
        .endpoint()
        .shutdown_timeout(Duration::from_millis(50))
        .listen(0)
        .await
        .unwrap();
    let mut busy = Connection::open(endpoint.address()).await;
    busy.request(
        "POST",
        "/2015-03-31/functions/slow/invocations",
        &[],
        b"60000",
    )
    .await;
    while local.recorder().runs().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    endpoint.shutdown().await;
    assert!(busy.is_over().await);
    assert_eq!(local.recorder().runs()[0].duration, None, "the run goes on");
}

#[tokio::test]
async fn connections_without_a_request_are_not_waited_for() {
    let local = LocalLambda::builder().function("echo", echo()).build();
    let endpoint = local.listen(0).await.unwrap();
    let silent = Connection::open(endpoint.address()).await;
    let mut half = Connection::open(endpoint.address()).await;
    half.write(b"POST /2015-03-31/functions/ec").await;
    let mut idle = Connection::open(endpoint.address()).await;
    let path = "/2015-03-31/functions/echo/invocations";
    idle.request("POST", path, &[], b"1").await;
    assert_eq!(idle.response().await.unwrap().status, 200);
    let shutdown = tokio::time::timeout(Duration::from_secs(5), endpoint.shutdown());
    shutdown.await.expect("less than the patience for requests");
    drop((silent, half));
}
