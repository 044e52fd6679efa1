//! Whole definitions.

use std::time::Duration;

use serde_json::json;

use super::support::{
    Order, OrderError, Quote, Receipt, assert_stored, charge, first_state, notify, price, reserve,
};
use crate::step_functions::MachineKind;
use crate::step_functions::definition::{
    Caught, Definition, ErrorName, Flow, constant, fail, map, parallel, pass, transform,
};

fn checkout() -> Flow<Order, ()> {
    let refund: Flow<Caught<(super::support::Stock, Quote)>, Receipt> =
        pass().named("refund").then(fail("Refunded", "not paid"));
    parallel((reserve(), price()))
        .named("prepare")
        .then(
            charge()
                .catch(OrderError::OUT_OF_STOCK, fail("OutOfStock", "nothing left"))
                .catch_with_error(OrderError::DECLINED, refund)
                .catch_all(fail("Unpaid", "the charge failed")),
        )
        .then(notify())
}

#[test]
fn a_flow_with_branches_and_handlers() {
    assert_stored(
        "checkout",
        Definition::standard(checkout())
            .set("stage", "prod")
            .comment("Sells an order.")
            .timeout(Duration::from_millis(1_500)),
    );
}

#[test]
fn a_map_goes_on_after_its_handler() {
    let quotes = map(price().without_context())
        .max_concurrency(40)
        .catch_all(constant(&Vec::<u8>::new()).then(transform("$states.input")));
    let flow = quotes.then(transform::<_, u64>("$count($states.input)").named("count"));
    assert_stored("map", Definition::express(flow));
}

#[test]
fn json_path_says_the_same() {
    let prepared = parallel((reserve(), price().timeout(Duration::from_millis(100))));
    let charged = charge().catch(OrderError::OUT_OF_STOCK, fail("OutOfStock", "nothing left"));
    let sold = prepared.then(charged).then(notify());
    let all = map(sold.then(constant(&1_u8)).then(pass())).catch_all(transform("$[0:1]"));
    assert_stored(
        "json_path",
        Definition::standard(all).set("stage", "prod").json_path(),
    );
}

#[test]
fn names_are_made_unique_and_given_ones_are_kept() {
    let flow = pass::<Order>()
        .then(pass())
        .then(reserve().named("pass"))
        .then(pass())
        .then(pass().named("pass-3"));
    let definition = Definition::standard(flow).build().unwrap();
    let json: serde_json::Value = serde_json::from_str(&definition.to_json()).unwrap();
    let mut chain = vec![json["StartAt"].as_str().unwrap()];
    while let Some(next) = json["States"][chain[chain.len() - 1]]["Next"].as_str() {
        chain.push(next);
    }
    assert_eq!(chain, ["pass-2", "pass-4", "pass", "pass-5", "pass-3"]);
}

#[test]
fn a_constant_object_has_no_array_in_an_array() {
    let json = serde_json::json!({
        "plain": [1, {"nested": [[2], []]}],
        "nested": [3, [[4]]],
        "text": "%} {%",
    });
    let definition = Definition::standard(constant::<(), _>(&json))
        .build()
        .unwrap();
    let expected = serde_json::json!({
        "plain": [1, {"nested": "{% [[2],[]] %}"}],
        "nested": "{% [3,[[4]]] %}",
        "text": "%} {%",
    });
    assert_eq!(first_state(&definition)["Output"], expected);
}

#[test]
fn an_error_has_each_name_once() {
    const BUSY: ErrorName<OrderError> = ErrorName::new("Busy").or(&["Full", "Busy", "Full"]);
    let task = reserve().catch(BUSY, fail("x", "y"));
    let definition = Definition::standard(task).build().unwrap();
    let caught = &first_state(&definition)["Catch"][0]["ErrorEquals"];
    assert_eq!(*caught, serde_json::json!(["Busy", "Full"]));
}

#[test]
fn the_context_is_handed_over_unless_switched_off() {
    let has_context = |definition: Definition| {
        let arguments = &first_state(&definition)["Arguments"];
        arguments.get("ClientContext").is_some()
    };
    assert!(has_context(
        Definition::standard(reserve()).build().unwrap()
    ));
    let without = Definition::standard(reserve().without_context());
    assert!(!has_context(without.build().unwrap()));
    let without = Definition::standard(reserve()).without_context();
    assert!(!has_context(without.build().unwrap()));
}

#[test]
fn a_definition_prints_the_same_each_time() {
    let build = || {
        Definition::standard(checkout())
            .set("stage", "prod")
            .build()
            .unwrap()
    };
    let (one, other) = (build(), build());
    assert_eq!(one.to_string(), other.to_json());
    assert_eq!(one.kind(), MachineKind::Standard);
    assert_eq!(
        Definition::express(reserve()).build().unwrap().kind(),
        MachineKind::Express
    );
}

#[test]
fn a_failure_leaves_out_what_it_does_not_say() {
    let failed = |error, cause| {
        let definition = Definition::standard(fail::<(), ()>(error, cause));
        first_state(&definition.build().unwrap())
    };
    assert_eq!(failed("x", ""), json!({"Type": "Fail", "Error": "x"}));
    assert_eq!(failed("", "y"), json!({"Type": "Fail", "Cause": "y"}));
    assert_eq!(failed("", ""), json!({"Type": "Fail"}));
}
