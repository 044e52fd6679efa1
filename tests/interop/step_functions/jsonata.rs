//! The reference implementation of JSONata, in the version that Step Functions has (AWS Step Functions Developer Guide, "Transforming
//! data with JSONata"), evaluates what generated tasks send about themselves.

use std::process::Command;

use lambda_client::ClientContext;
use lambda_client::client_context::InvokingState;
use lambda_client::step_functions::definition::Definition;
use serde_json::{Value, json};

use crate::install::{node, source};
use crate::serve::shop::DeskClient;

/// Returns what an expression in `{% %}` evaluates to.
fn evaluated(expression: &str, states: &Value) -> Value {
    let expression = expression
        .strip_prefix("{%")
        .and_then(|rest| rest.strip_suffix("%}"))
        .expect("an expression has delimiters");
    let request = json!({ "expression": expression, "bindings": { "states": states } });
    let output = Command::new("node")
        .arg(source().join("scripts/jsonata.mjs"))
        .arg(node("step-functions"))
        .arg(request.to_string())
        .output()
        .expect("node can be started");
    let printed = String::from_utf8_lossy(&output.stdout);
    let logged = String::from_utf8_lossy(&output.stderr);
    serde_json::from_str(&printed).unwrap_or_else(|error| panic!("{error}: {printed}{logged}"))
}

/// Returns a field of the first state's arguments.
fn argument(field: &str) -> String {
    let steps = DeskClient::place_order_task();
    let definition = Definition::standard(steps)
        .build()
        .expect("a valid definition");
    let json: Value = serde_json::from_str(&definition.to_json()).expect("JSON");
    let start = json["StartAt"].as_str().expect("a first state");
    let argument = &json["States"][start]["Arguments"][field];
    argument.as_str().expect("an expression").to_owned()
}

#[test]
fn step_functions_jsonata_makes_the_client_context_that_the_function_reads() {
    let expression = argument("ClientContext");
    for (arn, name, retries) in [
        (
            "arn:aws:states:us-east-1:123456789012:execution:orders:17",
            "place",
            0,
        ),
        (
            "arn:aws-cn:states:cn-north-1:123456789012:express:orders:a-b_c.(d)!:1",
            "take 'it' \"all\" \\ {%",
            7,
        ),
        (
            "arn:aws:states:us-east-1:123456789012:execution:bestellung:größe-☃-😀",
            "place",
            1_000,
        ),
    ] {
        let states = json!({
            "input": { "items": [] },
            "context": {
                "Execution": { "Id": arn },
                "State": { "Name": name, "RetryCount": retries },
            },
        });
        let header = evaluated(&expression, &states);
        let header = header.as_str().expect("base64");
        let context = ClientContext::from_base64(header).expect("a client context");
        let state = InvokingState::from_client_context(&context).expect("a task sent it");
        assert_eq!(
            (state.execution_arn(), state.name(), state.retry_count()),
            (arn, Some(name), retries)
        );
        // Lambda accepts no header that is longer.
        assert!(header.len() <= 3_583);
    }
}

#[test]
fn step_functions_jsonata_passes_the_input_on_as_the_payload() {
    let input = json!({ "items": [{ "sku": "größe \"☃\"", "quantity": 3 }] });
    let payload = evaluated(&argument("Payload"), &json!({ "input": input }));
    assert_eq!(payload, input);
}

#[test]
fn step_functions_jsonata_rounds_the_integers_that_constants_refuse() {
    let sent = |number: i64| {
        let expression = format!("{{% {number} %}}");
        evaluated(&expression, &json!({})) == json!(number)
    };
    let exact = 9_007_199_254_740_991;
    assert!(sent(exact) && sent(-exact));
    assert!(!sent(exact + 2) && !sent(-exact - 2));
}
