//! Serves two functions on a port, for any AWS SDK.
//!
//! ```text
//! cargo run --example local_endpoint --no-default-features --features local
//! aws lambda invoke --endpoint-url http://127.0.0.1:9001 --function-name greet --payload '"Ada"' /dev/stdout
//! ```
//!
//! Any credentials work, for example `AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_REGION=us-east-1`. Version 2 of
//! the AWS CLI also needs `--cli-binary-format raw-in-base64-out`.

use lambda_client::local::{Function, log};
use lambda_client::{
    LocalLambda,
    server::{ErrorDocument, Invocation},
};

/// Greets the person that the event names.
async fn greet(invocation: Invocation) -> Result<String, ErrorDocument> {
    let name: String = serde_json::from_slice(&invocation.payload).map_err(|error| {
        ErrorDocument::new("BadName", format!("the event is not a string: {error}"))
    })?;
    log(format_args!("greeting {name}"));
    let greeting = format!("Hello, {name}!");
    Ok(serde_json::Value::String(greeting).to_string())
}

/// Returns the event.
async fn echo(invocation: Invocation) -> Result<Vec<u8>, ErrorDocument> {
    Ok(invocation.payload.to_vec())
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let port = match std::env::args().nth(1) {
        Some(port) => port.parse()?,
        None => 9001,
    };
    let local = LocalLambda::builder()
        .function("greet", Function::new(greet).publish().alias("live", 1))
        .function("echo", Function::new(echo))
        .try_build()?;
    let endpoint = local.listen(port).await?;
    println!("listening on {}; Ctrl-C ends it", endpoint.url());
    // The endpoint stops when it is dropped.
    std::future::pending().await
}
