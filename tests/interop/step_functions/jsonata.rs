//! The reference implementation of JSONata, in the version that Step Functions has (AWS Step Functions Developer Guide, "Transforming
//! data with JSONata"), evaluates what generated tasks send about themselves.

use std::process::Command;

use lambda_client::client_context::InvokingState;
use lambda_client::step_functions::TaskToken;
use lambda_client::step_functions::definition::{Definition, DefinitionBuilder, fail_with_caught};
use lambda_client::{ClientContext, Error, lambda_fn};
use serde_json::{Value, json};

use crate::install::{node, source};
use crate::serve::shop::DeskClient;

/// A function that tells its methods apart by a field of the event.
#[lambda_fn(name = "merged", route = "action")]
trait Merged {
    async fn ask(
        &self,
        #[serde(flatten)] order: Option<Value>,
        token: TaskToken,
    ) -> Result<(), Error>;
}

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
    argument_of(Definition::standard(DeskClient::place_order_task()), field)
}

fn argument_of(definition: DefinitionBuilder, field: &str) -> String {
    let argument = &first_state(definition)["Arguments"][field];
    argument.as_str().expect("an expression").to_owned()
}

fn first_state(definition: DefinitionBuilder) -> Value {
    let definition = definition.build().expect("a valid definition");
    let json: Value = serde_json::from_str(&definition.to_json()).expect("JSON");
    let start = json["StartAt"].as_str().expect("a first state");
    json["States"][start].clone()
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

#[test]
fn step_functions_jsonata_lets_no_entry_of_the_input_replace_the_route_or_the_token() {
    let asked = MergedClient::ask_task().wait_for_token::<()>();
    let hour = std::time::Duration::from_secs(3_600);
    let expression = argument_of(Definition::standard(asked.timeout(hour)), "Payload");
    let payload = |input: Value| {
        let context = json!({ "Task": { "Token": "t" } });
        evaluated(&expression, &json!({ "input": input, "context": context }))
    };
    let routed = json!({ "action": "ask", "token": "t" });
    assert_eq!(payload(Value::Null), routed);
    assert_eq!(payload(json!({ "action": "refund", "token": "x" })), routed);
    assert_eq!(
        payload(json!({ "id": 7, "action": "refund" })),
        json!({ "id": 7, "action": "ask", "token": "t" })
    );
}

#[test]
fn step_functions_jsonata_fails_with_the_caught_error_even_without_a_cause() {
    let state = first_state(Definition::standard(fail_with_caught::<(), ()>()));
    let cause = r#"{"errorType": "größe \"☃\"", "errorMessage": "{% 7 %}"}"#;
    for (error, expected) in [
        (json!({ "Error": "Lost", "Cause": cause }), ["Lost", cause]),
        (json!({ "Error": "Lost", "Cause": "" }), ["Lost", ""]),
        (json!({ "Error": "Lost" }), ["Lost", ""]),
        // This is how a function that takes and returns a `Caught` writes it.
        (json!({ "Error": "Lost", "Cause": null }), ["Lost", ""]),
        (json!({ "Cause": cause }), ["", cause]),
    ] {
        let states = json!({ "input": { "input": null, "error": error } });
        let failed = ["Error", "Cause"].map(|field| {
            let expression = state[field].as_str().expect("an expression");
            evaluated(expression, &states)
        });
        assert_eq!(failed, expected.map(Value::from), "{error}");
    }
}
