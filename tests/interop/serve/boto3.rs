//! The served function, called by boto3: what callers that know nothing of this crate see.

use base64::Engine as _;
use serde_json::{Value, json};

use crate::callers::Caller;
use crate::counter::Counter;
use crate::ministack::Ministack;
use crate::serve::cargo_lambda::cargo_lambda;
use crate::serve::deployed::ministack;
use crate::serve::rie::start;
use crate::serve::shop::Refusal;
use crate::serve::{REFUSALS, on_the_wire};

fn invoke(
    caller: &mut Caller,
    function: &str,
    event: &Value,
    more: &Value,
) -> Result<Value, Value> {
    let mut arguments = json!({ "FunctionName": function, "Payload": event.to_string() });
    if let (Some(arguments), Some(more)) = (arguments.as_object_mut(), more.as_object()) {
        arguments.extend(more.clone());
    }
    caller.call("Invoke", arguments)
}

fn document(response: &Value) -> Value {
    let text = response["Payload"].as_str().expect("a payload is text");
    serde_json::from_str(text).expect("an error document is JSON")
}

fn at(ministack: &Ministack) -> Caller {
    Caller::boto3(&ministack.endpoint(), ministack.keys())
}

#[test]
fn boto3_serve_ministack_errors_have_their_type_and_their_fields() {
    let mut caller = at(ministack());
    for refusal in REFUSALS {
        let event = json!({ "action": "refuse", "refusal": refusal });
        let response = invoke(&mut caller, "served-shop", &event, &json!({})).unwrap();
        assert_eq!(response["StatusCode"], 200);
        assert_eq!(response["FunctionError"], "Unhandled");
        let (error_type, message) = on_the_wire(refusal);
        assert_eq!(
            document(&response),
            json!({ "errorType": error_type, "errorMessage": message })
        );
    }
}

#[test]
fn boto3_serve_ministack_results_logs_and_invocation_types_are_those_of_any_function() {
    let mut caller = at(ministack());
    let order = json!({ "items": [{ "sku": "A-1", "quantity": 2 }] });
    let response = invoke(&mut caller, "served-place-order", &order, &json!({})).unwrap();
    assert_eq!(response["Payload"], r#"{"pieces": 2}"#);
    assert_eq!(response["ExecutedVersion"], "$LATEST");
    assert!(response.get("FunctionError").is_none());

    let event = json!({ "action": "log", "lines": ["first"] });
    let tail = json!({ "LogType": "Tail" });
    let response = invoke(&mut caller, "served-shop", &event, &tail).unwrap();
    let log = response["LogResult"]
        .as_str()
        .expect("the log was asked for");
    let log = base64::engine::general_purpose::STANDARD
        .decode(log)
        .unwrap();
    let log = String::from_utf8(log).unwrap();
    assert!(log.ends_with("\tINFO\tfirst"), "{log}");

    let counter = Counter::new();
    let event = json!({ "action": "sleep", "milliseconds": 1, "count_in": counter.path() });
    let dry = json!({ "InvocationType": "DryRun" });
    let response = invoke(&mut caller, "served-shop", &event, &dry).unwrap();
    assert_eq!((&response["StatusCode"], counter.runs()), (&json!(204), 0));
    let queued = json!({ "InvocationType": "Event" });
    let response = invoke(&mut caller, "served-shop", &event, &queued).unwrap();
    assert_eq!(response["StatusCode"], 202);
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    assert!(runtime.block_on(counter.settles_at(1)));

    // A client of another language that leaves out the route.
    let response = invoke(&mut caller, "served-shop", &json!([]), &json!({})).unwrap();
    assert_eq!(document(&response)["errorType"], "Runtime.UnmarshalError");
}

/// The emulator has no header for errors: to boto3, an error is a result that looks like one.
#[test]
fn boto3_serve_rie_errors_are_results_that_look_like_errors() {
    let rie = start();
    let mut caller = rie.boto3();
    for refusal in REFUSALS {
        let event = json!({ "action": "refuse", "refusal": refusal });
        let response = invoke(&mut caller, "function", &event, &json!({})).unwrap();
        assert_eq!(response["StatusCode"], 200);
        assert!(response.get("FunctionError").is_none());
        let (error_type, message) = on_the_wire(refusal);
        let document = format!(
            r#"{{"errorType":"{error_type}","errorMessage":{}}}"#,
            json!(message)
        );
        assert_eq!(response["Payload"], document);
    }
    let event = json!({ "action": "echo", "value": [1, 2] });
    let response = invoke(&mut caller, "function", &event, &json!({})).unwrap();
    assert_eq!(response["Payload"], "[1,2]");
}

/// `cargo lambda watch` responds to an error with status 500, which boto3 takes for a failure of Lambda. The document is lost.
#[test]
fn boto3_serve_cargo_lambda_errors_are_failures_of_the_service() {
    let mut caller = cargo_lambda().boto3();
    let counter = Counter::new();
    let event =
        json!({ "action": "refuse", "refusal": Refusal::OutOfStock, "count_in": counter.path() });
    let error = invoke(&mut caller, "served-shop", &event, &json!({})).unwrap_err();
    assert_eq!(
        (&error["class"], &error["code"]),
        (&json!("ClientError"), &json!("500"))
    );
    assert_eq!(error["status"], 500);
    assert_eq!(counter.runs(), 1);
    let event = json!({ "action": "echo", "value": [1, 2] });
    let response = invoke(&mut caller, "served-shop", &event, &json!({})).unwrap();
    assert_eq!(response["Payload"], "[1,2]");
}
