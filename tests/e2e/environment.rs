//! The way to Lambda that the environment describes.

use std::process::Command;

use lambda_client::Lambda;
use serde_json::Value;

use crate::server::{Answer, Server};

/// Tells this test's second process, whose environment is its own to describe AWS in, from the first.
const SECOND: &str = "LAMBDA_CLIENT_TEST_SECOND_PROCESS";

#[tokio::test]
async fn lambda_as_the_environment_says() {
    if std::env::var_os(SECOND).is_some() {
        let lambda = Lambda::from_env().await;
        let answer: Value = lambda.call("orders").json("A-1").await.unwrap();
        assert_eq!(answer, 7);
        return;
    }
    let server = Server::start([Answer::ok("7")]).await;
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
