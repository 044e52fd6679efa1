//! The function and the timeout of a task.

use std::time::Duration;

use super::support::{charge, first_state, notify, price, refusal, reserve};
use crate::step_functions::definition::{Definition, DefinitionBuilder, Step};

#[track_caller]
fn function_of(builder: DefinitionBuilder) -> String {
    let state = first_state(&builder.build().unwrap());
    state["Arguments"]["FunctionName"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[track_caller]
fn function<In, Out>(step: impl Step<In, Out>) -> String {
    function_of(Definition::standard(step))
}

#[track_caller]
fn timeout<In, Out>(step: impl Step<In, Out>) -> u64 {
    let state = first_state(&Definition::standard(step).build().unwrap());
    state["TimeoutSeconds"].as_u64().unwrap()
}

#[test]
fn a_name_has_its_qualifier_behind_it() {
    let arn = "arn:aws:lambda:eu-west-1:123456789012:function:price";
    assert_eq!(function(reserve()), "orders-reserve:live");
    assert_eq!(function(price()), format!("{arn}:3"));
    assert_eq!(function(notify()), "notify");
    assert_eq!(function(reserve().unqualified()), "orders-reserve");
    assert_eq!(function(reserve().qualifier("7")), "orders-reserve:7");
    assert_eq!(function(reserve().function(arn)), format!("{arn}:live"));
    assert_eq!(function(reserve().function("x:live")), "x:live");
    assert_eq!(
        function(reserve().function("x:beta").unqualified()),
        "x:beta"
    );
}

#[test]
fn a_substitution_is_left_to_the_deployment() {
    assert_eq!(
        function(reserve().function("${ReserveArn}")),
        "${ReserveArn}:live"
    );
    let alias = reserve().function("${ReserveAliasArn}").unqualified();
    assert_eq!(function(alias), "${ReserveAliasArn}");
    let by_key = Definition::standard(charge()).set("stage", "${Stage}");
    assert_eq!(function_of(by_key), "${Stage}-charge");
}

#[test]
fn a_substitution_stands_for_a_part_of_a_name_or_for_an_arn() {
    let role = |function: &str, own: bool| {
        let task = reserve().function(function);
        let task = if own { task.unqualified() } else { task };
        let policy = Definition::standard(task)
            .build()
            .unwrap()
            .iam_policy()
            .unwrap();
        let policy: serde_json::Value = serde_json::from_str(&policy.to_json()).unwrap();
        let resource = &policy["Statement"][0]["Resource"][0];
        resource.as_str().unwrap().to_owned()
    };
    let arn = "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:${Name}";
    for (function, expected) in [
        ("${Arn}", "${Arn}:live"),
        (
            "${aws_lambda_function.x.arn}",
            "${aws_lambda_function.x.arn}:live",
        ),
        (arn, &format!("{arn}:live")),
        ("arn:aws:lambda:${Rest}", "arn:aws:lambda:${Rest}:live"),
        ("${Stage}-x", "arn:aws:lambda:*:*:function:${Stage}-x:live"),
        (
            "${Stage}${Name}",
            "arn:aws:lambda:*:*:function:${Stage}${Name}:live",
        ),
        ("x-${Stage}", "arn:aws:lambda:*:*:function:x-${Stage}:live"),
        (
            "x-${Stage}:live",
            "arn:aws:lambda:*:*:function:x-${Stage}:live",
        ),
        (
            "function:${Name}",
            "arn:aws:lambda:*:*:function:${Name}:live",
        ),
        (
            "${AWS::AccountId}:function:x",
            "arn:aws:lambda:*:${AWS::AccountId}:function:x:live",
        ),
        (
            "eu-west-1:123456789012:function:${Name}",
            "arn:aws:lambda:eu-west-1:123456789012:function:${Name}:live",
        ),
    ] {
        assert_eq!(role(function, false), expected, "{function}");
    }
    assert_eq!(role("${AliasArn}", true), "${AliasArn}");
    assert_eq!(
        role("${Stage}-x:beta", true),
        "arn:aws:lambda:*:*:function:${Stage}-x:beta"
    );
    // A value of a declared name is no different.
    let charge = Definition::standard(charge()).set("stage", "${Stage}");
    let policy = charge.build().unwrap().iam_policy().unwrap().to_json();
    assert!(
        policy.contains("\"arn:aws:lambda:*:*:function:${Stage}-charge\""),
        "{policy}"
    );
}

#[test]
fn malformed_substitutions() {
    let refused = |function: &str| refusal(Definition::standard(reserve().function(function)));
    for (function, expected) in [
        ("${Stage-x", "`${Stage-x` has a `${` without `}`; write"),
        (
            "{% $x %}${Stage}",
            "has `{` outside of its `${..}`; use only ASCII",
        ),
        (
            "${Stage}\"",
            "has `\\\"` outside of its `${..}`; use only ASCII",
        ),
        (
            "${Stage}-x:beta",
            "includes the qualifier `beta`, but the qualifier is also set to `live`",
        ),
        (
            "a:b:${Stage}",
            "has parts behind the name and the qualifier of a function; write `function:`",
        ),
        (
            "a:b:c:function:${Stage}",
            "has too many parts in front of `function:`; write",
        ),
    ] {
        let message = refused(function);
        assert!(message.contains(expected), "{message}");
    }
    let message = refusal(Definition::standard(reserve().qualifier("${Alias")));
    assert!(
        message.contains("`${Alias` has a `${` without `}`"),
        "{message}"
    );
}

#[test]
fn placeholders_get_their_values() {
    let charge = || Definition::standard(charge());
    assert_eq!(function_of(charge().set("stage", "beta")), "beta-charge");
    assert!(refusal(charge()).contains("state `charge`: the key `stage` has no value"));
    let unknown = refusal(charge().set("stage", "beta").set("stag", "x"));
    assert!(
        unknown.contains("unknown key `stag`; did you mean `stage`?"),
        "{unknown}"
    );
    // What is replaced needs no value.
    let replaced = super::support::charge().function("pay");
    assert_eq!(function(replaced), "pay");
}

#[test]
fn the_partition_is_that_of_the_functions() {
    let resource = |builder: DefinitionBuilder| {
        let state = first_state(&builder.build().unwrap());
        state["Resource"].as_str().unwrap().to_owned()
    };
    let reserve = |arn: &str| Definition::standard(reserve().function(arn));
    assert_eq!(resource(reserve("x")), "arn:aws:states:::lambda:invoke");
    let china = "arn:aws-cn:lambda:cn-north-1:123456789012:function:x";
    assert_eq!(
        resource(reserve(china)),
        "arn:aws-cn:states:::lambda:invoke"
    );
    let set = reserve("${Arn}").partition("aws-us-gov");
    assert_eq!(resource(set), "arn:aws-us-gov:states:::lambda:invoke");
    let set = reserve("x").partition("${AWS::Partition}");
    assert_eq!(
        resource(set),
        "arn:${AWS::Partition}:states:::lambda:invoke"
    );
    let known = reserve("arn:aws-cn:lambda:${AWS::Region}:${AWS::AccountId}:function:x");
    assert_eq!(resource(known), "arn:aws-cn:states:::lambda:invoke");
    for invalid in ["", "china", "aws\"", "${}\"", "${x"] {
        let message = refusal(reserve("x").partition(invalid));
        assert!(message.contains("invalid partition `"), "{message}");
    }
    // A task before the one whose ARN says it has the same.
    let before = super::support::notify().function("x");
    let before = before.then(
        super::support::with_payload(crate::step_functions::definition::TaskPayload::Empty)
            .function(china),
    );
    assert_eq!(
        resource(Definition::standard(before)),
        "arn:aws-cn:states:::lambda:invoke"
    );
    let other = refusal(reserve(china).partition("aws"));
    assert!(
        other.contains("a machine in the partition `aws` cannot call a function in `aws-cn`"),
        "{other}"
    );
}

#[test]
fn every_task_has_a_timeout() {
    assert_eq!(timeout(reserve()), 905, "nothing is declared");
    assert_eq!(
        timeout(price()),
        8,
        "2.5 s for an attempt and 5 s more, rounded up"
    );
    assert_eq!(
        timeout(charge().function("x")),
        35,
        "30 s for the call and 5 s more"
    );
    assert_eq!(timeout(notify()), 60, "an event is only queued");
    assert_eq!(timeout(price().timeout(Duration::from_millis(1_001))), 2);
}
