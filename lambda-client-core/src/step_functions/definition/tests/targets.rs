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
