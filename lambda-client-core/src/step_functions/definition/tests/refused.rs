//! Each rule of a definition, broken once.

use std::time::Duration;

use serde_json::json;

use super::support::{
    Order, OrderError, Stock, cancel, check, notify, price, refusal, reserve, with_payload,
};
use crate::RetryConfig;
use crate::declaration::{Declaration, MethodEntry};
use crate::step_functions::definition::{
    Definition, ErrorName, Flow, PlatformError, Step, TaskArgument, TaskPayload, constant, fail,
    map, parallel, pass, task, transform,
};

#[track_caller]
fn assert_refused<In, Out>(step: impl Step<In, Out>, expected: &str) {
    let message = refusal(Definition::standard(step));
    assert!(message.contains(expected), "{message}");
    let mistakes = message.matches("state `").count() + message.matches("two states").count();
    assert_eq!(mistakes, 1, "{message}");
}

#[track_caller]
fn assert_refused_in_json_path<In, Out>(step: impl Step<In, Out>, expected: &str) {
    let message = refusal(Definition::standard(step).json_path());
    assert!(message.contains(expected), "{message}");
}

fn handled(name: &'static str) -> Flow<Order, Stock> {
    reserve()
        .catch(ErrorName::new(name), fail("x", "y"))
        .into_flow()
}

#[test]
fn methods_that_a_task_cannot_call() {
    assert_refused(
        check(),
        "state `check`: the method has `mode = \"dry_run\"`, which runs nothing; make",
    );
    let tenant = with_payload(TaskPayload::Tenant("customer"));
    assert_refused(
        tenant,
        "the argument `customer` is the tenant ID, which the integration `lambda:invoke` of Step Functions cannot send; call",
    );
    let context = with_payload(TaskPayload::ClientContext("caller"));
    assert_refused(
        context,
        "the argument `caller` is the client context, in which a task says which state it is; pass",
    );
    let converted = cancel::<Order>(&[TaskArgument::Converted("order", "it has `#[serde(with)]`")]);
    assert_refused(
        converted,
        "`order` cannot be taken from the input because it has `#[serde(with)]`",
    );
    let marked = cancel::<Order>(&[TaskArgument::Field("order.$")]);
    assert_refused(
        marked,
        "`order.$` ends with `.$`, which marks expressions; rename it",
    );
    let missing =
        task::<(), Result<(), OrderError>>(&super::support::ORDERS, 99, TaskPayload::Empty);
    assert_refused(missing, "state `task`: the trait does not have this method");
}

#[test]
fn settings_that_contradict_each_other() {
    assert_refused(
        reserve().timeout(Duration::ZERO),
        "`timeout` is zero, so no attempt could succeed; set",
    );
    assert_refused(
        reserve().timeout(Duration::from_secs(100_000_000)),
        "the timeout of 100000000 s is longer than 99999999 s",
    );
    let none = RetryConfig::new().max_attempts(0);
    assert_refused(reserve().retry(none), "`max_attempts` is 0");
    let message = refusal(Definition::standard(reserve()).timeout(Duration::ZERO));
    assert!(
        message.contains("`timeout` is zero, so no execution could succeed"),
        "{message}"
    );
    let message = refusal(Definition::standard(reserve()).timeout(Duration::MAX));
    assert!(
        message.contains("the timeout of 18446744073709551615 s is longer than 99999999 s"),
        "{message}"
    );
}

#[test]
fn malformed_functions() {
    assert_refused(
        reserve().function("or ders"),
        "state `reserve`: invalid function name `or ders`",
    );
    assert_refused(
        reserve().function("orders:beta"),
        "`orders:beta` includes the qualifier `beta`, but the qualifier is also set to `live`; keep",
    );
    assert_refused(reserve().qualifier("a b"), "state `reserve`: ");
}

#[test]
fn handlers_that_never_run() {
    assert_refused(
        handled("States.Timeout"),
        "`States.Timeout` is a name of Step Functions, which a function cannot report; catch",
    );
    let all = reserve().catch(PlatformError::new("States.ALL"), fail("x", "y"));
    assert_refused(all, "`States.ALL` stands for all errors; call `catch_all`");
    let long: &str = Box::leak("x".repeat(257).into_boxed_str());
    assert_refused(
        reserve().catch(PlatformError::new(long), fail("x", "y")),
        "must have 1 to 256 characters",
    );
    let late = reserve()
        .catch(PlatformError::TIMEOUT, fail("x", "y"))
        .catch(PlatformError::HEARTBEAT_TIMEOUT, fail("x", "y"));
    assert_refused(
        late,
        "the error `States.HeartbeatTimeout` is caught by the handler of `States.Timeout`, which includes it; move",
    );
    for later in [PlatformError::PERMISSIONS, PlatformError::SERVICE_EXCEPTION] {
        let late = reserve()
            .catch(PlatformError::TASK_FAILED, fail("x", "y"))
            .catch(later, fail("x", "y"));
        assert_refused(late, "is caught by the handler of `States.TaskFailed`");
    }
    let late = reserve()
        .catch(PlatformError::TASK_FAILED, fail("x", "y"))
        .catch(OrderError::OUT_OF_STOCK, fail("x", "y"));
    assert_refused(
        late,
        "`OutOfStock` is caught by the handler of `States.TaskFailed`",
    );
    let twice = parallel((reserve(), price()))
        .catch(PlatformError::BRANCH_FAILED, fail("x", "y"))
        .catch(PlatformError::BRANCH_FAILED, fail("x", "y"));
    assert_refused(twice, "the error `States.BranchFailed` is caught twice");
    assert_refused(
        handled(""),
        "the error name \"\" must have 1 to 256 characters",
    );
    let twice = reserve()
        .catch(OrderError::OUT_OF_STOCK, fail("x", "y"))
        .catch(OrderError::OUT_OF_STOCK, fail("x", "y"));
    assert_refused(twice, "the error `OutOfStock` is caught twice; remove");
    let behind = reserve()
        .catch_all(fail("x", "y"))
        .catch(OrderError::OUT_OF_STOCK, fail("x", "y"));
    assert_refused(
        behind,
        "`catch_all` must come last: what is caught after it never runs; move",
    );
    let late = reserve()
        .catch_all(fail("x", "y"))
        .input_from::<u8>(["$states.input.order"]);
    assert_refused(
        late,
        "`input_from` must be called before errors are caught: the handlers take the new input; move",
    );
}

#[test]
fn errors_that_a_queued_event_does_not_report() {
    let caught = |name| notify().catch(ErrorName::new(name), fail("x", "y"));
    assert_refused(
        caught("OutOfStock"),
        "the error `OutOfStock` is not reported to a task that only queues its event; remove the handler, or set",
    );
    // Lambda may refuse the event, and whoever has the token of a waiting task may report any error.
    let platform = notify()
        .catch(PlatformError::TIMEOUT, fail("x", "y"))
        .catch(
            ErrorName::new("Lambda.TooManyRequestsException"),
            fail("x", "y"),
        )
        .catch_all(fail("x", "y"));
    assert!(Definition::standard(platform).build().is_ok());
    let waiting = notify()
        .input_from::<Order>(["$states.context.Task.Token"])
        .wait_for_nested_token::<()>()
        .timeout(Duration::from_secs(60))
        .catch(ErrorName::new("OutOfStock"), fail("x", "y"));
    assert!(Definition::standard(waiting).build().is_ok());
}

#[test]
fn nothing_follows_the_end() {
    let flow = fail::<Order, Order>("x", "y").then(pass());
    assert_refused(
        flow,
        "state `fail`: the execution ends here, so nothing can follow; remove",
    );
}

/// A method whose name has 79 characters.
static LONG: Declaration = Declaration::new(
    "Long",
    &[MethodEntry::new(
        "a234567890b234567890c234567890d234567890e234567890f234567890g234567890h23456789",
        "orders",
    )],
);

#[test]
fn names_of_states() {
    assert_refused(reserve().named(""), "state ``: empty name; write");
    assert_refused(
        reserve().named("x".repeat(81)),
        "the name has 81 characters, but a state's name has at most 80; set",
    );
    assert!(
        Definition::standard(reserve().named("x".repeat(80)))
            .build()
            .is_ok()
    );
    for refused in ["a\"b", "a\\b", "naïve", "a\nb", "it's"] {
        assert_refused(
            reserve().named(refused),
            "write printable ASCII without quotes and backslashes",
        );
    }
    // A number that tells two states apart counts, too.
    let long = || task::<Order, Result<Order, OrderError>>(&LONG, 0, TaskPayload::Value);
    assert!(Definition::standard(long()).build().is_ok());
    assert_refused(long().then(long()), "the name has 81 characters");
    let inside = map(price().named("x")).catch_all(fail("x", "y").named("y"));
    assert_refused(
        inside.then(transform::<_, ()>("1").named("x")),
        "two states are named `x`; names",
    );
    let handler = reserve().named("x").catch_all(fail("x", "y").named("x"));
    assert_refused(handler, "two states are named `x`; names");
}

#[test]
fn numbers_out_of_range() {
    for items in [0, 41] {
        assert_refused(
            map(price()).max_concurrency(items),
            &format!("`max_concurrency` is {items}, but an inline map runs 1 to 40"),
        );
    }
}

#[test]
fn constants_and_expressions() {
    for text in ["{% $states.input %}", "{% 1", "1 %}"] {
        for constants in [json!(text), json!({"a": [text]})] {
            assert_refused(
                constant::<(), _>(&constants),
                "the constant has a string or a key that JSONata takes for an expression",
            );
            let in_json_path = Definition::standard(constant::<(), _>(&constants)).json_path();
            assert!(in_json_path.build().is_ok());
        }
        assert_refused(
            fail::<(), ()>(text, "x"),
            "`fail` takes texts, which Step Functions does not evaluate; remove",
        );
    }
    assert_refused_in_json_path(
        constant::<(), _>(&serde_json::json!([{"a.$": 1}])),
        "a key that JSONPath takes for an expression",
    );
    let unserializable = std::collections::HashMap::from([((1, 2), 3)]);
    assert_refused(
        constant::<(), _>(&unserializable),
        "the constant cannot be serialized: key must be a string",
    );
    assert_refused(
        fail::<(), ()>("Declined", "{% $states.input %}"),
        "`fail` takes texts, which Step Functions does not evaluate; remove",
    );
    assert_refused(
        transform::<(), ()>("{% 1 %}"),
        "`transform` takes an expression without delimiters",
    );
    assert_refused(
        transform::<(), ()>("1 %} "),
        "`transform` takes an expression without delimiters",
    );
    assert_refused(
        transform::<(), ()>(" "),
        "`transform` takes an expression without delimiters",
    );
    assert_refused(
        reserve().input_from::<u8>(["{% $states.input %}"]),
        "`input_from` takes an expression without delimiters",
    );
    let exact = 9_007_199_254_740_991_i64;
    for constants in [
        json!(exact + 1),
        json!([1, -exact - 1]),
        json!({"a": {"b": [exact + 2]}}),
        json!(u64::MAX),
    ] {
        let expected = "the constant has an integer beyond 9007199254740991, which Step Functions rounds; write it as a string";
        assert_refused(constant::<(), _>(&constants), expected);
        assert_refused_in_json_path(constant::<(), _>(&constants), expected);
    }
    let kept = json!([exact, -exact, 1e300, (exact + 1).to_string()]);
    assert!(
        Definition::standard(constant::<(), _>(&kept))
            .build()
            .is_ok()
    );
    for path in ["$", "$.order", "$[0]", "$$.Execution.Id"] {
        assert_refused(
            transform::<(), ()>(path),
            &format!("`{path}` is a JSONPath; write the same in JSONata"),
        );
    }
    let sum = transform::<(), ()>("$sum($states.input)");
    assert!(Definition::standard(sum).build().is_ok());
}

#[test]
fn each_argument_has_an_expression() {
    let none: [&str; 0] = [];
    assert_refused(
        reserve().input_from::<u8>(none),
        "`input_from` takes an expression for each argument: expected 1, found 0",
    );
    let pair = cancel::<(Order, u8)>(&[TaskArgument::Field("x"), TaskArgument::Flattened]);
    assert_refused(
        pair.input_from::<u8>(["$states.input"]),
        "expected 2, found 1",
    );
}

#[test]
fn what_json_path_cannot_express() {
    let caught = reserve().catch_all_with_error(fail("x", "y"));
    assert_refused_in_json_path(
        caught,
        "JSONPath cannot give a handler the input together with the error; use",
    );
    assert_refused_in_json_path(
        transform::<(), ()>("1 + 1"),
        "`1 + 1` is not a JSONPath, such as `$.order`; write one, or use JSONata",
    );
    assert_refused_in_json_path(notify().input_from::<u8>(["x"]), "`x` is not a JSONPath");
    let merged = cancel::<(Order, u8)>(&[TaskArgument::Flattened, TaskArgument::Field("x")]);
    assert_refused_in_json_path(
        merged,
        "JSONPath cannot merge an argument with `#[serde(flatten)]` with other fields; use JSONata",
    );
}

#[test]
fn a_definition_has_at_most_a_megabyte() {
    let with_comment = |length| Definition::standard(pass::<()>()).comment("x".repeat(length));
    let printed = |length| with_comment(length).build().unwrap().to_json().len();
    let most = 1_048_576 - printed(0);
    assert_eq!(printed(most), 1_048_576);
    let message = refusal(with_comment(most + 1));
    assert!(
        message.contains(
            "the definition has 1048577 bytes, but the limit is 1048576; move a part into its own machine"
        ),
        "{message}"
    );
}

#[test]
fn all_mistakes_are_one_error() {
    let flow = check().then(with_payload(TaskPayload::Tenant("customer")).named(""));
    let message = refusal(Definition::standard(flow).set("stage", "x"));
    assert!(
        message.starts_with("the definition cannot be built: "),
        "{message}"
    );
    for expected in ["dry_run", "tenant ID", "empty name", "unknown key `stage`"] {
        assert!(message.contains(expected), "{expected}: {message}");
    }
}

#[test]
fn ends_that_no_execution_can_have() {
    let ends = |error: &str, cause: &str| fail::<Order, Stock>(error, cause);
    for name in ["States.Timeout", "Lambda.Unknown"] {
        let expected = format!("`{name}` is a name that Step Functions itself reports");
        assert_refused(ends(name, "y"), &expected);
    }
    assert_refused(
        ends(&"é".repeat(257), "y"),
        "the error has 257 characters, but the limit is 256",
    );
    assert_refused(
        ends("x", &"é".repeat(32_769)),
        "the cause has 32769 characters, but the limit is 32768",
    );
    let longest = ends(&"é".repeat(256), &"é".repeat(32_768));
    assert!(Definition::standard(longest).build().is_ok());
}
