//! Drives other AWS clients against the local endpoint.

use std::fs;

use lambda_client::local::{Endpoint, Function};
use lambda_client::{
    LocalLambda,
    log::LogTail,
    server::{ErrorDocument, Invocation},
};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::callers::{Caller, Keys};
use crate::install::home;

/// The number of functions besides those that are called: more than two pages.
const MORE: usize = 120;

/// One byte over the limit.
const TOO_LARGE: usize = 6_291_457;

/// A local endpoint, and a caller that uses it.
struct Desk {
    runtime: Runtime,
    local: LocalLambda,
    endpoint: Endpoint,
    caller: Caller,
}

fn functions() -> LocalLambda {
    let echo = || Function::new(|invocation: Invocation| async move { invocation.payload });
    let failing = Function::new(|_: Invocation| async {
        Err::<String, _>(ErrorDocument::new("OutOfStock", "no nails"))
    });
    let mut builder = LocalLambda::builder()
        .function(
            "echo",
            echo()
                .publish()
                .alias("live", 1)
                .maximum_retry_attempts(1)
                .memory_size_mb(256),
        )
        .function("failing", failing)
        .function("off", echo().reserved_concurrency(0));
    for number in 0..MORE {
        builder = builder.function(format!("more-{number:03}"), echo());
    }
    builder.build()
}

impl Desk {
    fn new(caller: impl Fn(&str, &Keys) -> Caller) -> Desk {
        let runtime = Runtime::new().expect("a runtime");
        let local = functions();
        let endpoint = runtime.block_on(local.listen(0)).expect("a free port");
        let caller = caller(&endpoint.url(), &Keys::new("test", "test"));
        Desk {
            runtime,
            local,
            endpoint,
            caller,
        }
    }

    fn invoke(&mut self, function: &str, more: Value) -> Result<Value, Value> {
        let mut arguments = more;
        arguments["FunctionName"] = json!(function);
        if arguments.get("Payload").is_none() {
            arguments["Payload"] = json!("{\"value\": \"ä\"}");
        }
        self.caller.call("Invoke", arguments)
    }

    fn get(&mut self, operation: &str, arguments: Value) -> Value {
        self.caller
            .call(operation, arguments)
            .unwrap_or_else(|error| panic!("{operation}: {error}"))
    }

    fn close(self) {
        drop(self.caller);
        self.runtime.block_on(self.endpoint.shutdown());
    }
}

fn invocations(caller: impl Fn(&str, &Keys) -> Caller) {
    let mut desk = Desk::new(caller);
    let response = desk.invoke("echo", json!({})).unwrap();
    assert_eq!(response["StatusCode"], 200);
    assert_eq!(response["ExecutedVersion"], "$LATEST");
    assert_eq!(response["Payload"], "{\"value\": \"ä\"}", "byte for byte");
    assert!(response.get("FunctionError").is_none());

    let failed = desk.invoke("failing", json!({})).unwrap();
    assert_eq!(failed["StatusCode"], 200);
    assert_eq!(failed["FunctionError"], "Unhandled");
    let document: Value = serde_json::from_str(failed["Payload"].as_str().unwrap()).unwrap();
    assert_eq!(
        document,
        json!({ "errorType": "OutOfStock", "errorMessage": "no nails" })
    );

    let event = json!({ "InvocationType": "Event" });
    assert_eq!(desk.invoke("echo", event).unwrap()["StatusCode"], 202);
    desk.runtime.block_on(desk.local.settled());
    desk.local.recorder().assert_runs("echo", 2);
    let dry = json!({ "InvocationType": "DryRun" });
    assert_eq!(desk.invoke("echo", dry).unwrap()["StatusCode"], 204);
    desk.local.recorder().assert_runs("echo", 2);

    let arn = "arn:aws:lambda:us-east-1:000000000000:function:echo:live";
    for (name, more) in [
        ("echo", json!({ "Qualifier": "live" })),
        ("echo:live", json!({})),
        (arn, json!({})),
    ] {
        assert_eq!(
            desk.invoke(name, more).unwrap()["ExecutedVersion"],
            "1",
            "{name}"
        );
    }

    let tail = desk.invoke("echo", json!({ "LogType": "Tail" })).unwrap();
    let tail = LogTail::decode(tail["LogResult"].as_str().unwrap()).unwrap();
    assert!(tail.text().starts_with("START RequestId: "), "{tail:?}");
    let report = tail.report().unwrap();
    assert!(report.duration().is_some() && report.memory_size_mb() == Some(256));
    desk.close();
}

fn refusals(caller: impl Fn(&str, &Keys) -> Caller, has_fields: bool, large: Value) {
    let mut desk = Desk::new(caller);
    for (function, more, class, status, words) in [
        (
            "nope",
            json!({}),
            "ResourceNotFoundException",
            404,
            "Function not found: arn:aws:lambda:us-east-1:000000000000:function:nope",
        ),
        (
            "echo",
            json!({ "Qualifier": "dead" }),
            "ResourceNotFoundException",
            404,
            "Function not found: arn:aws:lambda:us-east-1:000000000000:function:echo:dead",
        ),
        (
            "off",
            json!({}),
            "TooManyRequestsException",
            429,
            "Rate Exceeded.",
        ),
        (
            "echo",
            json!({ "Payload": "{" }),
            "InvalidRequestContentException",
            400,
            "Could not parse request body into json",
        ),
        (
            "echo",
            json!({ "Payload": large }),
            "RequestTooLargeException",
            413,
            "6291457 byte payload is too large for the RequestResponse invocation type (limit 6291456 bytes)",
        ),
    ] {
        let error = desk.invoke(function, more).unwrap_err();
        assert_eq!(error["class"], class, "{error}");
        assert_eq!(error["code"], class, "{error}");
        assert!(
            error["message"].as_str().unwrap().contains(words),
            "{error}"
        );
        if has_fields {
            assert_eq!(error["status"], status, "{error}");
        }
        if has_fields && status == 429 {
            assert_eq!(
                error["members"]["Reason"],
                "ReservedFunctionConcurrentInvocationLimitExceeded"
            );
            assert_eq!(error["members"]["retryAfterSeconds"], "1");
        }
    }
    desk.close();
}

fn listings(caller: impl Fn(&str, &Keys) -> Caller) {
    let mut desk = Desk::new(caller);
    let request = json!({ "operation": "ListFunctions", "all_pages": true });
    let listed = desk.caller.send(&request);
    // One client returns pages, another joins them.
    let pages = match &listed["response"] {
        Value::Array(pages) => {
            assert_eq!(pages.len(), 3, "never more than 50 on a page");
            pages.clone()
        }
        whole => vec![whole.clone()],
    };
    let names: Vec<&str> = pages
        .iter()
        .filter_map(|page| page["Functions"].as_array())
        .flatten()
        .filter_map(|function| function["FunctionName"].as_str())
        .collect();
    assert_eq!(names.len(), MORE + 3, "{listed}");
    assert!(names.is_sorted());

    let named = json!({ "FunctionName": "echo" });
    let arn = "arn:aws:lambda:us-east-1:000000000000:function:echo";
    let function = desk.get("GetFunction", named.clone());
    assert_eq!(function["Configuration"]["FunctionArn"], arn);
    let configuration = desk.get("GetFunctionConfiguration", named.clone());
    assert_eq!(configuration["State"], "Active");
    assert_eq!(configuration["MemorySize"], 256);
    let aliases = desk.get("ListAliases", named.clone());
    assert_eq!(aliases["Aliases"][0]["FunctionVersion"], "1");
    let alias = desk.get(
        "GetAlias",
        json!({ "FunctionName": "echo", "Name": "live" }),
    );
    assert_eq!(alias["AliasArn"], format!("{arn}:live"));
    let versions = desk.get("ListVersionsByFunction", named.clone());
    assert_eq!(versions["Versions"][1]["Version"], "1");
    let off = desk.get("GetFunctionConcurrency", json!({ "FunctionName": "off" }));
    assert_eq!(off["ReservedConcurrentExecutions"], 0);
    let events = desk.get("GetFunctionEventInvokeConfig", named.clone());
    assert_eq!(events["MaximumRetryAttempts"], 1);
    let error = desk.caller.call("GetPolicy", named).unwrap_err();
    assert_eq!(error["code"], "UnsupportedOperationException", "{error}");
    desk.close();
}

#[test]
fn boto3_invokes_at_the_local_endpoint() {
    invocations(Caller::boto3);
}

#[test]
fn aws_cli_invokes_at_the_local_endpoint() {
    invocations(Caller::aws_cli);
}

#[test]
fn javascript_invokes_at_the_local_endpoint() {
    invocations(Caller::javascript);
}

#[test]
fn boto3_reads_the_refusals_of_the_local_endpoint() {
    refusals(Caller::boto3, true, json!("1".repeat(TOO_LARGE)));
}

#[test]
fn aws_cli_reads_the_refusals_of_the_local_endpoint() {
    // The operating system limits the length of an argument.
    let file = home().join("scratch").join("too-large.json");
    fs::create_dir_all(file.parent().expect("a file is in a folder")).expect("a folder");
    fs::write(&file, "1".repeat(TOO_LARGE)).expect("a file");
    let large = json!(format!("fileb://{}", file.display()));
    refusals(Caller::aws_cli, false, large);
}

#[test]
fn javascript_reads_the_refusals_of_the_local_endpoint() {
    refusals(Caller::javascript, true, json!("1".repeat(TOO_LARGE)));
}

#[test]
fn boto3_lists_at_the_local_endpoint() {
    listings(Caller::boto3);
}

#[test]
fn aws_cli_lists_at_the_local_endpoint() {
    listings(Caller::aws_cli);
}

#[test]
fn javascript_lists_at_the_local_endpoint() {
    listings(Caller::javascript);
}
