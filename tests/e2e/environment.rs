//! `Lambda::from_env`: endpoint, region and credentials of the environment.

use std::process::Command;

use lambda_client::Lambda;
use serde_json::Value;

use crate::server::{LambdaResponse, Server};

/// Marks the second process of this test, whose environment describes AWS.
const SECOND: &str = "LAMBDA_CLIENT_TEST_SECOND_PROCESS";

#[tokio::test]
async fn lambda_as_the_environment_says() {
    if std::env::var_os(SECOND).is_some() {
        let lambda = Lambda::from_env().await;
        let response: Value = lambda.call("orders").json("A-1").await.unwrap();
        assert_eq!(response, 7);
        #[cfg(target_os = "linux")]
        assert!(
            idle_connection_is_probed(),
            "the connection has a keepalive timer"
        );
        return;
    }
    let server = Server::start([LambdaResponse::ok("7")]).await;
    let endpoint = server.sdk_config().endpoint_url().unwrap().to_owned();
    let mut second = Command::new(std::env::current_exe().unwrap());
    second
        .args(["--exact", "environment::lambda_as_the_environment_says"])
        .env(SECOND, "1")
        .env("AWS_ENDPOINT_URL", endpoint)
        .env("AWS_REGION", "eu-central-1")
        .env("AWS_ACCESS_KEY_ID", "AKIDTEST")
        .env("AWS_SECRET_ACCESS_KEY", "secret");
    let ended = tokio::task::spawn_blocking(move || second.output());
    let ended = ended.await.unwrap().unwrap();
    assert!(
        ended.status.success(),
        "{}",
        String::from_utf8_lossy(&ended.stdout)
    );

    let request = server.request();
    assert_eq!(request.path, "/2015-03-31/functions/orders/invocations");
    let authorization = request.header("authorization").unwrap();
    assert!(
        authorization.contains("Credential=AKIDTEST/"),
        "{authorization}"
    );
    assert!(
        authorization.contains("/eu-central-1/lambda/"),
        "{authorization}"
    );
}

/// Returns whether the connection to the endpoint, which is idle now, has a timer of at most a minute: the keepalive.
///
/// In the kernel's table the fields are number, local address, remote address, state (01: established), queues, and timer
/// (02: keepalive, then its time in hundredths of a second).
#[cfg(target_os = "linux")]
fn idle_connection_is_probed() -> bool {
    let endpoint = std::env::var("AWS_ENDPOINT_URL").unwrap();
    let (_, port) = endpoint.rsplit_once(':').unwrap();
    let port: u16 = port.trim_end_matches('/').parse().unwrap();
    let table = std::fs::read_to_string("/proc/self/net/tcp").unwrap();
    table.lines().any(|line| {
        let fields: Vec<_> = line.split_whitespace().collect();
        let [_, _, remote, "01", _, timer, ..] = fields[..] else {
            return false;
        };
        let time = timer
            .strip_prefix("02:")
            .map(|time| u32::from_str_radix(time, 16));
        remote.ends_with(&format!(":{port:04X}")) && matches!(time, Some(Ok(1..=6_000)))
    })
}
