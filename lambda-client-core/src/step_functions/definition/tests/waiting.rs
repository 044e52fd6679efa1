//! Tasks that wait for a token.

use std::time::Duration;

use serde_json::{Value, json};

use super::support::{
    ORDERS, Order, OrderError, Receipt, Stock, assert_stored, cancel, first_state, refusal,
};
use crate::step_functions::TaskToken;
use crate::step_functions::definition::{
    Definition, DefinitionBuilder, ErrorName, Flow, Step, TaskArgument, TaskPayload, TaskState,
    distributed_map, fail, map, pass, task,
};
use TaskArgument::Field;

const HOUR: Duration = Duration::from_secs(3_600);
const MINUTE: Duration = Duration::from_secs(60);

/// A method with one argument, by its place: 0 is idempotent, 1 is not, 3 is an event.
fn one<In>(method: usize) -> TaskState<In, (), OrderError> {
    task::<_, Result<_, _>>(&ORDERS, method, TaskPayload::Value)
}

fn two(method: usize) -> TaskState<(Order, TaskToken), (), OrderError> {
    let arguments = const { &[Field("order"), Field("token")] };
    task::<_, Result<_, _>>(&ORDERS, method, TaskPayload::Object(arguments))
}

#[track_caller]
fn state(builder: DefinitionBuilder) -> Value {
    first_state(&builder.build().unwrap())
}

#[track_caller]
fn payload<In, Out>(step: impl Step<In, Out>) -> Value {
    state(Definition::standard(step))["Arguments"]["Payload"].clone()
}

#[track_caller]
fn json_path_payload<In, Out>(step: impl Step<In, Out>) -> (Value, Value) {
    let parameters = &state(Definition::standard(step).json_path())["Parameters"];
    (
        parameters["Payload"].clone(),
        parameters["Payload.$"].clone(),
    )
}

#[track_caller]
fn assert_refused<In, Out>(step: impl Step<In, Out>, expected: &str) {
    let message = refusal(Definition::standard(step));
    assert!(message.contains(expected), "{message}");
    assert_eq!(message.matches("state `").count(), 1, "{message}");
}

/// A flow with a task that waits, and the handlers of its errors.
fn approved() -> Flow<Order, Receipt> {
    const REJECTED: ErrorName<OrderError> = ErrorName::new("Rejected");
    two(0)
        .wait_for_token::<Stock>()
        .timeout(HOUR)
        .heartbeat(MINUTE)
        .catch(OrderError::DECLINED, fail("Declined", "no funds"))
        .catch(REJECTED, fail("Rejected", "the desk said no"))
        .then(
            one::<TaskToken>(3)
                .wait_for_token::<()>()
                .timeout(HOUR)
                .named("ping")
                .for_any_input(),
        )
        .then(
            one::<Value>(1)
                .input_from(["{'to': 'desk', 'token': $states.context.Task.Token}"])
                .wait_for_nested_token()
                .timeout(MINUTE),
        )
}

#[test]
fn definitions_that_wait() {
    assert_stored("waiting", Definition::standard(approved()));
    let waiting = two(1)
        .wait_for_token::<Stock>()
        .timeout(HOUR)
        .heartbeat(MINUTE);
    let event = one::<TaskToken>(3).wait_for_token::<()>().timeout(HOUR);
    let flow = waiting.then(event.for_any_input());
    assert_stored("waiting_json_path", Definition::standard(flow).json_path());
}

#[test]
fn the_token_is_the_last_argument() {
    let token = "{% $states.context.Task.Token %}";
    let alone = || one::<TaskToken>(0).wait_for_token::<u8>().timeout(HOUR);
    assert_eq!(payload::<(), u8>(alone()), token);
    assert_eq!(payload::<Order, u8>(alone().for_any_input()), token);
    assert_eq!(
        json_path_payload(alone()),
        (Value::Null, json!("$$.Task.Token"))
    );

    let routed = cancel::<TaskToken>(&[Field("token")]).wait_for_token::<u8>();
    assert_eq!(
        payload(routed.timeout(HOUR)),
        json!({"action": "cancel", "token": token})
    );

    let pair = || two(0).wait_for_token::<u8>().timeout(HOUR);
    assert_eq!(
        payload::<Order, u8>(pair()),
        json!({"order": "{% $states.input %}", "token": token})
    );
    assert_eq!(
        json_path_payload(pair()).0,
        json!({"order.$": "$", "token.$": "$$.Task.Token"})
    );
    assert_eq!(
        payload(pair().input_from::<u8>(["$states.input.order"])),
        json!({"order": "{% $states.input.order %}", "token": token})
    );

    let three = cancel::<(Order, u8, TaskToken)>(&[Field("a"), Field("b"), Field("t")]);
    assert_eq!(
        payload::<(Order, u8), u8>(three.wait_for_token().timeout(HOUR)),
        json!({"action": "cancel", "a": "{% $states.input[0] %}", "b": "{% $states.input[1] %}", "t": token})
    );
    let names = ["a", "b", "c", "d", "e", "f", "g", "h", "token"].map(Field);
    type Nine = (Order, u8, u8, u8, u8, u8, u8, u8, TaskToken);
    let nine = cancel::<Nine>(Box::leak(Box::new(names)));
    type Eight = (Order, u8, u8, u8, u8, u8, u8, u8);
    let nine = payload::<Eight, u8>(nine.wait_for_token().timeout(HOUR));
    assert_eq!(
        (&nine["a"], &nine["h"], &nine["token"]),
        (
            &json!("{% $states.input[0] %}"),
            &json!("{% $states.input[7] %}"),
            &json!(token)
        )
    );
}

#[test]
fn the_token_is_an_argument_and_not_a_part_of_one() {
    // The method has one argument, whose type looks like the arguments of another one.
    let tuple = one::<(Order, TaskToken)>(0).wait_for_token::<u8>();
    let field = cancel::<(Order, TaskToken)>(&[Field("both")]).wait_for_token::<u8>();
    for task in [tuple, field] {
        assert_refused(
            task.timeout(HOUR),
            "the method's only argument is a tuple that ends with the token; make the token an argument, or put",
        );
    }
    let both = one::<(Order, TaskToken)>(0)
        .input_from::<Order>(["[$states.input, $states.context.Task.Token]"])
        .wait_for_nested_token::<u8>();
    assert_eq!(
        payload(both.timeout(HOUR)),
        "{% [$states.input, $states.context.Task.Token] %}"
    );
    let flattened = cancel::<TaskToken>(&[TaskArgument::Flattened]).wait_for_token::<u8>();
    assert_refused(
        flattened.timeout(HOUR),
        "the token is text, which cannot be flattened",
    );
    // The expressions would be those of all arguments, and the type of the input that of the token's neighbors.
    let early = two(0).input_from::<(Order, TaskToken)>(["$states.input"]);
    assert_refused(
        early.wait_for_token::<u8>().timeout(HOUR),
        "`wait_for_token` must be called before `input_from`",
    );
}

#[test]
fn the_result_is_what_is_sent() {
    for method in [0, 3] {
        let waiting = || two(method).wait_for_token::<Stock>().timeout(HOUR);
        let jsonata = state(Definition::standard(waiting()));
        assert_eq!(
            jsonata["Resource"],
            "arn:aws:states:::lambda:invoke.waitForTaskToken"
        );
        assert_eq!(jsonata.get("Output"), None);
        let json_path = state(Definition::standard(waiting()).json_path());
        assert_eq!(json_path.get("OutputPath"), None);
        assert_eq!(json_path.get("ResultSelector"), None);
        let is_event = jsonata["Arguments"]["InvocationType"] == "Event";
        assert_eq!(is_event, method == 3);
        assert_eq!(
            jsonata["Arguments"].get("ClientContext").is_some(),
            !is_event
        );
    }
    let plain = state(Definition::standard(one::<Order>(0)));
    assert_eq!(plain["Resource"], "arn:aws:states:::lambda:invoke");
}

#[test]
fn the_role_may_invoke_the_function_and_nothing_else() {
    let policy = |step: TaskState<_, (), OrderError>| {
        let definition = Definition::standard(step).build().unwrap();
        definition.iam_policy().unwrap().to_json()
    };
    let waiting = two(0).wait_for_token::<()>().timeout(HOUR);
    assert_eq!(policy(waiting), policy(one::<Order>(0)));
}

#[test]
fn a_late_heartbeat_is_retried_like_a_timeout() {
    let names = |task: TaskState<Order, (), OrderError>| {
        let retry = state(Definition::standard(task))["Retry"].to_string();
        ["States.Timeout", "States.HeartbeatTimeout"].map(|name| retry.contains(name))
    };
    let waiting = |method| two(method).wait_for_token::<()>().timeout(HOUR);
    assert_eq!(names(waiting(0).heartbeat(MINUTE)), [true, true]);
    assert_eq!(names(waiting(0)), [true, false]);
    assert_eq!(names(waiting(1).heartbeat(MINUTE)), [false, false]);
}

#[test]
fn waits_have_limits() {
    let waiting = || two(0).wait_for_token::<()>();
    assert_refused(
        waiting(),
        "a task that waits for a token has no default timeout; call `timeout`",
    );
    // A declared timeout is that of the function.
    assert_refused(
        two(1).wait_for_token::<()>(),
        "a task that waits for a token has no default timeout; call `timeout`",
    );
    let half = Duration::from_millis(59_500);
    assert_refused(
        waiting().timeout(MINUTE).heartbeat(half),
        "`heartbeat` is 60 s, but must be shorter than the timeout of 60 s",
    );
    let limits = state(Definition::standard(
        waiting().timeout(HOUR).heartbeat(half),
    ));
    assert_eq!(
        (&limits["TimeoutSeconds"], &limits["HeartbeatSeconds"]),
        (&json!(3_600), &json!(60))
    );
    assert_refused(
        waiting().timeout(HOUR).heartbeat(Duration::ZERO),
        "`heartbeat` is zero, so no attempt could succeed; set",
    );
    assert_refused(
        one::<Order>(0).heartbeat(MINUTE),
        "`heartbeat` is set, but the task does not wait for a token; call `wait_for_token`, or",
    );
}

#[test]
fn a_token_without_a_wait_is_refused() {
    let given = |token: &str| two(0).input_from::<Order>(["$states.input", token]);
    let expected = "has `$states.context.Task.Token`, but the task does not wait for a token; call `wait_for_token`";
    assert_refused(given("$states.context.Task.Token"), expected);
    assert_refused(
        one::<Value>(0).input_from::<Order>(["{'token': $states.context.Task.Token}"]),
        expected,
    );
    let json_path = two(0).input_from::<Order>(["$.order", "$$.Task.Token"]);
    let message = refusal(Definition::standard(json_path).json_path());
    assert!(message.contains("has `$$.Task.Token`, but"), "{message}");
    // The input may have a part of that name.
    let part = Definition::standard(given("$states.input.Task.Token")).build();
    assert!(part.is_ok(), "{part:?}");
}

#[test]
fn only_standard_machines_wait() {
    let waiting = || two(0).wait_for_token::<()>().timeout(HOUR);
    let expected = "only a Standard execution can wait for a token; build the definition with";
    let message = refusal(Definition::express(map(waiting())));
    assert!(message.contains(expected), "{message}");
    assert_refused(
        distributed_map(waiting()).express(),
        "only a Standard execution can wait for a token; remove `express` from the Distributed Map around it",
    );
    assert!(Definition::standard(map(waiting())).build().is_ok());
}

#[test]
fn the_function_gets_the_token() {
    let nested = |expression| {
        let task = one::<Value>(0).input_from::<Order>([expression]);
        task.wait_for_nested_token::<()>().timeout(HOUR)
    };
    assert_refused(
        nested("$states.input"),
        "the function does not get the token for which its task waits; put `$states.context.Task.Token` into",
    );
    assert_refused(
        one::<Order>(0).wait_for_nested_token::<()>().timeout(HOUR),
        "the function does not get the token",
    );
    assert_eq!(
        payload(nested("{'t': $states.context.Task.Token}")),
        "{% {'t': $states.context.Task.Token} %}"
    );
    let json_path = |expression| refusal(Definition::standard(nested(expression)).json_path());
    let message = json_path("$.x");
    assert!(message.contains("put `$$.Task.Token` into"), "{message}");
    // That of the other language is nothing.
    assert_refused(
        nested("{'t': $$.Task.Token}"),
        "put `$states.context.Task.Token` into",
    );
    let message = json_path("$states.context.Task.Token");
    for expected in [
        "put `$$.Task.Token` into",
        "`$states.context.Task.Token` is not a JSONPath",
    ] {
        assert!(message.contains(expected), "{message}");
    }
}

#[test]
fn errors_are_caught_after_the_wait_is_set() {
    let caught = || two(0).catch(OrderError::DECLINED, fail("x", "y"));
    let expected = "must be called before errors are caught: the handlers return what is sent";
    assert_refused(caught().wait_for_token::<()>().timeout(HOUR), expected);
    let nested = one::<Value>(0)
        .input_from::<Order>(["$states.context.Task.Token"])
        .catch_all(pass::<Order>().then(fail("x", "y")));
    assert_refused(nested.wait_for_nested_token::<()>().timeout(HOUR), expected);
}
