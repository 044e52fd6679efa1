//! Requests over separate connections, byte for byte.

use lambda_client::local::Endpoint;
pub(crate) use lambda_client_test_support::Response;
pub(crate) use lambda_client_test_support::raw::Connection;

pub(crate) async fn send(
    endpoint: &Endpoint,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Option<Response> {
    let mut connection = Connection::open(endpoint.address()).await;
    connection.request(method, path, headers, body).await;
    connection.response().await
}

pub(crate) async fn invoke(
    endpoint: &Endpoint,
    function: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Response {
    let path = format!("/2015-03-31/functions/{function}/invocations");
    send(endpoint, "POST", &path, headers, body)
        .await
        .expect("a response")
}

pub(crate) async fn get(endpoint: &Endpoint, path: &str) -> Response {
    send(endpoint, "GET", path, &[], b"")
        .await
        .expect("a response")
}
