//! The policy of a machine's role.

use super::support::{charge, price, reserve};
use crate::step_functions::definition::{Definition, fail, map, parallel, pass};

#[test]
fn the_role_may_invoke_each_function_as_it_is_called() {
    let flow = parallel((reserve(), price())).then(charge().function("${ChargeArn}"));
    let all = map(parallel((
        flow,
        reserve().function("eu-west-1:210987654321:function:old"),
    )));
    let policy = Definition::standard(all)
        .build()
        .unwrap()
        .iam_policy()
        .unwrap();
    policy.assert_matches("tests/definitions/checkout.policy.json");
    let policy = policy
        .region("eu-central-1")
        .account("123456789012")
        .to_string();
    let own = "arn:aws:lambda:eu-central-1:123456789012:function:orders-reserve:live";
    assert!(policy.contains(own), "{policy}");
    let other = "arn:aws:lambda:eu-west-1:210987654321:function:old:live";
    assert!(policy.contains(other), "{policy}");
}

#[test]
fn a_handler_needs_its_functions_too() {
    let handled = reserve().catch_all(reserve().function("fallback"));
    let policy = Definition::standard(handled)
        .build()
        .unwrap()
        .iam_policy()
        .unwrap()
        .to_json();
    assert!(
        policy.contains("arn:aws:lambda:*:*:function:fallback:live"),
        "{policy}"
    );
}

#[test]
fn steps_that_call_nothing_need_no_policy() {
    let steps = pass::<()>().then(fail::<_, ()>("Closed", "on Sundays"));
    let definition = Definition::standard(steps).build().unwrap();
    assert!(definition.iam_policy().is_none());
}
