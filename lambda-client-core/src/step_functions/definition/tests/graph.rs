//! Whatever the steps: each transition leads to a state of the same machine, each state is reached, and no name occurs twice.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::Value;

use super::support::{OrderError, with_payload};
use crate::step_functions::definition::{
    Definition, Flow, Step, TaskPayload, fail, fail_with_caught, keep_input, map, parallel, pass,
    transform,
};

/// A flow from `()` to `()`.
#[derive(Clone, Debug)]
enum Shape {
    Pass,
    Task,
    /// A task with a handler of an error and one of all others.
    Caught(Box<Shape>, Box<Shape>),
    /// A task whose handler ends the execution.
    Failing,
    /// A task whose handler runs a step and then fails with the error.
    Compensated(Box<Shape>),
    Sequence(Box<Shape>, Box<Shape>),
    Parallel(Box<Shape>, Box<Shape>),
    Map(Box<Shape>, Box<Shape>),
}

impl Shape {
    fn flow(&self) -> Flow<(), ()> {
        let task = || with_payload(TaskPayload::Empty);
        match self {
            Shape::Pass => pass(),
            Shape::Task => task().into_flow(),
            Shape::Caught(one, all) => {
                let one = task().catch(OrderError::OUT_OF_STOCK, one.flow());
                one.catch_all(all.flow()).into_flow()
            }
            Shape::Failing => task().catch_all(fail("x", "y")).into_flow(),
            Shape::Compensated(step) => {
                let kept = keep_input(transform("null").then(step.flow())).catch_all(pass());
                task()
                    .catch_all_with_error(kept.then(fail_with_caught()))
                    .into_flow()
            }
            Shape::Sequence(one, other) => one.flow().then(other.flow()),
            Shape::Parallel(one, other) => {
                parallel((one.flow(), other.flow())).then(transform("null"))
            }
            Shape::Map(each, handler) => {
                let handler = handler.flow().then(transform::<_, Vec<()>>("[]"));
                let all = map(each.flow()).catch_all(transform("null").then(handler));
                transform("[1, 2]").then(all).then(transform("null"))
            }
        }
    }
}

fn shapes() -> impl Strategy<Value = Shape> {
    let leaf = prop_oneof![Just(Shape::Pass), Just(Shape::Task), Just(Shape::Failing)];
    leaf.prop_recursive(4, 24, 2, |inner| {
        let compensated = inner.clone();
        let pair = (inner.clone(), inner).prop_map(|(one, other)| (Box::new(one), Box::new(other)));
        prop_oneof![
            compensated.prop_map(|step| Shape::Compensated(Box::new(step))),
            pair.clone()
                .prop_map(|(one, other)| Shape::Caught(one, other)),
            pair.clone()
                .prop_map(|(one, other)| Shape::Sequence(one, other)),
            pair.clone()
                .prop_map(|(one, other)| Shape::Parallel(one, other)),
            pair.prop_map(|(one, other)| Shape::Map(one, other)),
        ]
    })
}

/// Checks a machine and those inside of it.
fn check(machine: &Value, names: &mut BTreeSet<String>) {
    let states = machine["States"].as_object().unwrap();
    let mut reached = BTreeSet::new();
    let mut waiting = vec![machine["StartAt"].as_str().unwrap()];
    while let Some(name) = waiting.pop() {
        let state = states
            .get(name)
            .unwrap_or_else(|| panic!("no state `{name}`"));
        if !reached.insert(name) {
            continue;
        }
        let catches = state["Catch"].as_array().into_iter().flatten();
        let next = catches.map(|catch| &catch["Next"]).chain(state.get("Next"));
        waiting.extend(next.map(|next| next.as_str().unwrap()));
        let ends = [
            state.get("Next").is_some(),
            state["End"] == true,
            state["Type"] == "Fail",
        ];
        assert_eq!(
            ends.iter().filter(|end| **end).count(),
            1,
            "{name}: {state}"
        );
        assert!(names.insert(name.to_owned()), "two states `{name}`");
        let branches = state["Branches"].as_array().into_iter().flatten();
        for inner in branches.chain(state.get("ItemProcessor")) {
            check(inner, names);
        }
    }
    assert_eq!(
        reached.len(),
        states.len(),
        "a state is not reached: {machine}"
    );
}

proptest! {
    #[test]
    fn every_definition_is_a_closed_graph(shape in shapes()) {
        let definition = Definition::standard(shape.flow()).build().unwrap();
        let machine: Value = serde_json::from_str(&definition.to_json()).unwrap();
        check(&machine, &mut BTreeSet::new());
    }
}
