//! Calibrates the other AWS clients against a known endpoint, before other tests rely on what they report.

use serde_json::{Value, json};

use crate::callers::Caller;
use crate::functions::Language;
use crate::ministack::{Function, Ministack};

/// What a caller reports about one request, reduced to what all three report.
fn outcome(caller: &mut Caller, operation: &str, arguments: Value) -> Value {
    match caller.call(operation, arguments) {
        Ok(response) => {
            let mut told = json!({});
            for member in [
                "StatusCode",
                "FunctionError",
                "ExecutedVersion",
                "LogResult",
            ] {
                if let Some(value) = response.get(member) {
                    told[member] = value.clone();
                }
            }
            if let Some(payload) = response["Payload"].as_str() {
                let document: Value = serde_json::from_str(payload).unwrap_or_default();
                told["Payload"] = document.get("errorType").cloned().unwrap_or(document);
            }
            told
        }
        Err(error) => json!({ "code": error["code"] }),
    }
}

fn calibrate(caller: impl Fn(&str, &crate::callers::Keys) -> Caller, name: &str) {
    let ministack = Ministack::shared();
    let function = format!("calibration-{name}");
    ministack.create(Function::new(&function, Language::Python));
    ministack.set_up("PublishVersion", json!({ "FunctionName": function }));
    ministack.set_up(
        "CreateAlias",
        json!({ "FunctionName": function, "Name": "live", "FunctionVersion": "1" }),
    );
    let throttled = format!("calibration-{name}-throttled");
    ministack.create(Function::new(&throttled, Language::Python));
    let none = json!({ "FunctionName": throttled, "ReservedConcurrentExecutions": 0 });
    ministack.set_up("PutFunctionConcurrency", none);

    let mut caller = caller(&ministack.endpoint(), ministack.keys());
    let mut invoke = |name: &str, payload: Value, more: Value| {
        let mut arguments = more;
        arguments["FunctionName"] = json!(name);
        arguments["Payload"] = json!(payload.to_string());
        outcome(&mut caller, "Invoke", arguments)
    };
    let echo = json!({ "action": "echo", "value": "ä" });
    let succeeded = json!({ "StatusCode": 200, "ExecutedVersion": "$LATEST", "Payload": "ä" });
    assert_eq!(invoke(&function, echo.clone(), json!({})), succeeded);

    let failure = json!({ "action": "fail", "type": "OutOfStock", "message": "no nails" });
    let failed = json!({ "StatusCode": 200, "ExecutedVersion": "$LATEST", "FunctionError": "Unhandled", "Payload": "OutOfStock" });
    assert_eq!(invoke(&function, failure, json!({})), failed);

    let event = invoke(
        &function,
        echo.clone(),
        json!({ "InvocationType": "Event" }),
    );
    assert_eq!(event["StatusCode"], 202, "{event}");
    let dry_run = invoke(
        &function,
        echo.clone(),
        json!({ "InvocationType": "DryRun" }),
    );
    assert_eq!(dry_run["StatusCode"], 204, "{dry_run}");

    let alias = invoke(&function, echo.clone(), json!({ "Qualifier": "live" }));
    assert_eq!(alias["ExecutedVersion"], "1");

    let log = invoke(
        &function,
        json!({ "action": "log", "lines": ["one line"] }),
        json!({ "LogType": "Tail" }),
    );
    assert_eq!(log["LogResult"], "b25lIGxpbmU=", "the base64 of the line");

    assert_eq!(
        invoke(&throttled, echo.clone(), json!({})),
        json!({ "code": "TooManyRequestsException" })
    );
    assert_eq!(
        invoke("nobody", echo, json!({})),
        json!({ "code": "ResourceNotFoundException" })
    );
}

#[test]
fn boto3_is_read_right_at_ministack() {
    calibrate(Caller::boto3, "boto3");
}

#[test]
fn aws_cli_is_read_right_at_ministack() {
    calibrate(Caller::aws_cli, "aws-cli");
}

#[test]
fn javascript_is_read_right_at_ministack() {
    calibrate(Caller::javascript, "javascript");
}
