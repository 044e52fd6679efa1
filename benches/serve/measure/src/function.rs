//! The process of a function, and what it is invoked with.

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use lambda_client_test_support::runtime_api::{Event, RuntimeApi};
use tokio::process::Command;

const EVENT: &str = r#"{"sku":"cup","quantity":2}"#;
const RESPONSE: &[u8] = br#"{"id":"r-1","total_cents":998}"#;

/// Returns the command that starts a program in the environment that Lambda gives to a function.
pub(crate) fn command(program: &Path, arguments: &[String], api: &RuntimeApi) -> Command {
    let mut command = Command::new(program);
    command
        .args(arguments)
        .env("AWS_LAMBDA_RUNTIME_API", api.address().to_string())
        .env("AWS_LAMBDA_FUNCTION_NAME", "orders-place")
        .env("AWS_LAMBDA_FUNCTION_VERSION", "1")
        .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128")
        .env("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/orders-place")
        .env(
            "AWS_LAMBDA_LOG_STREAM_NAME",
            "2026/07/01/[1]0123456789abcdef",
        )
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true);
    command
}

/// Invokes the function and checks the response.
pub(crate) async fn invoke(api: &RuntimeApi) {
    let event = Event::new(EVENT).with_header(
        "Lambda-Runtime-Trace-Id",
        "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0",
    );
    let reply = api.invoke(event).await;
    assert!(
        !reply.is_error && reply.body() == RESPONSE,
        "an unexpected response"
    );
}

/// Returns how long a program takes from its start to its first response. Its invocation waits for it.
pub(crate) async fn time_to_first_response(program: &Path) -> Duration {
    let api = RuntimeApi::start().await;
    let mut command = command(program, &[], &api);
    let started = Instant::now();
    let mut process = command.spawn().expect("the program starts");
    invoke(&api).await;
    let time = started.elapsed();
    let _ = process.kill().await;
    time
}
