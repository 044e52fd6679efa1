//! The payload of each form of a method.

use serde_json::{Value, json};

use super::support::{Order, OrderError, cancel, first_state, refusal, with_payload};
use crate::declaration::{Declaration, MethodEntry};
use crate::step_functions::definition::{Definition, Step, TaskArgument, TaskPayload, pass, task};
use TaskArgument::{Field, Flattened};

#[track_caller]
fn jsonata<In, Out>(step: impl Step<In, Out>) -> Value {
    first_state(&Definition::standard(step).build().unwrap())["Arguments"]["Payload"].clone()
}

/// Returns the payload and the path of one.
#[track_caller]
fn json_path<In, Out>(step: impl Step<In, Out>) -> (Value, Value) {
    let definition = Definition::standard(step).json_path().build().unwrap();
    let parameters = &first_state(&definition)["Parameters"];
    (
        parameters["Payload"].clone(),
        parameters["Payload.$"].clone(),
    )
}

#[test]
fn a_method_without_arguments_gets_an_empty_object() {
    let empty = || with_payload(TaskPayload::Empty);
    assert_eq!(jsonata(empty()), json!({}));
    assert_eq!(json_path(empty()), (json!({}), Value::Null));
    assert_eq!(
        jsonata(pass::<Order>().then(empty().for_any_input())),
        Value::Null
    );
    assert_eq!(jsonata(empty().for_any_input::<Order>()), json!({}));
}

#[test]
fn a_single_argument_is_the_payload() {
    let value = || with_payload(TaskPayload::Value);
    assert_eq!(jsonata(value()), "{% $states.input %}");
    assert_eq!(json_path(value()), (Value::Null, json!("$")));
    let order = || value().input_from::<Order>(["$.order"]);
    assert_eq!(json_path(order()), (Value::Null, json!("$.order")));
    let order = value().input_from::<Order>([" $states.input.order "]);
    assert_eq!(jsonata(order), "{% $states.input.order %}");
}

#[test]
fn several_arguments_are_taken_from_a_tuple() {
    let pair = || cancel::<(Order, u8)>(&[Field("order"), Field("it's")]);
    let expected = json!({
        "action": "cancel",
        "order": "{% $states.input[0] %}",
        "it's": "{% $states.input[1] %}",
    });
    assert_eq!(jsonata(pair()), expected);
    let expected = json!({"action": "cancel", "order.$": "$[0]", "it's.$": "$[1]"});
    assert_eq!(json_path(pair()), (expected, Value::Null));
    let other = pair().input_from::<Order>(["$states.input.order", "1 + 1"]);
    assert_eq!(jsonata(other)["it's"], "{% 1 + 1 %}");
    let other = pair().input_from::<Order>(["$.order", "$.n"]);
    assert_eq!(json_path(other).0["order.$"], "$.order");
}

#[test]
fn a_routed_method_names_its_arguments() {
    assert_eq!(jsonata(cancel::<()>(&[])), json!({"action": "cancel"}));
    assert_eq!(
        jsonata(cancel::<Order>(&[Field("order")])),
        json!({"action": "cancel", "order": "{% $states.input %}"})
    );
}

/// Methods whose routes have the marks of expressions.
static MARKED: Declaration = Declaration::new(
    "Marked",
    &[
        MethodEntry::new("text", "orders").route("action", "{% $states.context %}"),
        MethodEntry::new("path", "orders").route("action.$", "$$.Execution"),
    ],
);

#[test]
fn a_route_is_not_evaluated() {
    let marked = |method| {
        let arguments = const { TaskPayload::Object(&[]) };
        Definition::standard(task::<(), Result<(), OrderError>>(
            &MARKED, method, arguments,
        ))
    };
    for builder in [marked(0), marked(1), marked(1).json_path()] {
        let message = refusal(builder);
        assert!(
            message.contains("` is taken for an expression; rename it"),
            "{message}"
        );
    }
    // JSONPath has no such delimiters.
    let built = marked(0).json_path().build().unwrap();
    let payload = &first_state(&built)["Parameters"]["Payload"];
    assert_eq!(payload, &json!({"action": "{% $states.context %}"}));
}

#[test]
fn a_flattened_argument_is_merged() {
    let pair = cancel::<(Order, u8)>(&[Flattened, Field("it's")]);
    assert_eq!(
        jsonata(pair),
        r#"{% $merge([$states.input[0], {'action': 'cancel', "it's": $states.input[1]}][$ != null]) %}"#
    );
    let object = const { TaskPayload::Object(&[Flattened]) };
    assert_eq!(
        jsonata(with_payload(object)),
        "{% $merge([$states.input, {}][$ != null]) %}"
    );
    assert_eq!(json_path(with_payload(object)), (Value::Null, json!("$")));
}
