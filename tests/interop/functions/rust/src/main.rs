//! The test function in Rust: does what the event's `action` says.
//!
//! An event without an action comes back as it is, so that every kind of JSON value can be sent through the function.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::time::{Duration, SystemTime};

use lambda_runtime::{Context, Diagnostic, Error, LambdaEvent, service_fn};
use serde_json::{Value, json};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    if std::env::var_os("FAIL_AT_INIT").is_some() {
        return Err("the function refuses to start".into());
    }
    lambda_runtime::run(service_fn(handle)).await
}

async fn handle(event: LambdaEvent<Value>) -> Result<Value, Diagnostic> {
    let LambdaEvent { payload, context } = event;
    let Some(action) = payload["action"].as_str() else {
        return Ok(payload);
    };
    if let Some(path) = payload["count_in"].as_str() {
        count(path, &context.request_id).map_err(unexpected)?;
    }
    match action {
        "echo" => Ok(payload["value"].clone()),
        "fail" => Err(Diagnostic {
            error_type: text(&payload["type"])?,
            error_message: text(&payload["message"])?,
        }),
        "sleep" => {
            tokio::time::sleep(Duration::from_millis(number(&payload["milliseconds"])?)).await;
            Ok(payload["milliseconds"].clone())
        }
        "log" => {
            let lines = payload["lines"]
                .as_array()
                .map(Vec::as_slice)
                .unwrap_or_default();
            for line in lines {
                println!("{}", text(line)?);
            }
            Ok(json!(lines.len()))
        }
        "leave" => std::process::exit(number(&payload["status"])? as i32),
        "crash" => std::process::abort(),
        "panic" => panic!("{}", text(&payload["message"])?),
        "facts" => Ok(facts(&context)),
        other => Err(unexpected(format!("no such action: {other}"))),
    }
}

/// Adds one line per run, so that a test can count the runs.
fn count(path: &str, request_id: &str) -> std::io::Result<()> {
    let mut file = OpenOptions::new().create(true).append(true).open(path)?;
    file.write_all(format!("{request_id}\n").as_bytes())
}

fn facts(context: &Context) -> Value {
    let remaining = context
        .deadline()
        .duration_since(SystemTime::now())
        .unwrap_or_default();
    json!({
        "request_id": context.request_id,
        "function": context.env_config.function_name,
        "version": context.env_config.version,
        "arn": context.invoked_function_arn,
        "memory_mb": context.env_config.memory,
        "remaining_ms": remaining.as_millis() as u64,
        "tenant": context.tenant_id,
        "client_context": context.client_context,
    })
}

fn text(value: &Value) -> Result<String, Diagnostic> {
    value
        .as_str()
        .map(str::to_owned)
        .ok_or_else(|| unexpected(format!("not a string: {value}")))
}

fn number(value: &Value) -> Result<u64, Diagnostic> {
    value
        .as_u64()
        .ok_or_else(|| unexpected(format!("not a number: {value}")))
}

/// A mistake in the test, as opposed to an error that a test asked for.
fn unexpected(error: impl std::fmt::Display) -> Diagnostic {
    Diagnostic {
        error_type: "BadTest".into(),
        error_message: error.to_string(),
    }
}
