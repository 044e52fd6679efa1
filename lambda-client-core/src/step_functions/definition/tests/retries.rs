//! The retries of a task.

use std::time::Duration;

use serde_json::{Value, json};

use super::support::{charge, first_state, notify, price, reserve};
use crate::RetryConfig;
use crate::certainty::codes::lambda_codes;
use crate::certainty::{DidRun, Retryability};
use crate::step_functions::definition::{Definition, Step};

#[track_caller]
fn retriers<In, Out>(step: impl Step<In, Out>) -> Vec<Value> {
    let definition = Definition::standard(step).build().unwrap();
    match &first_state(&definition)["Retry"] {
        Value::Array(retriers) => retriers.clone(),
        Value::Null => Vec::new(),
        other => panic!("{other}"),
    }
}

fn names(retriers: &[Value]) -> Vec<String> {
    let lists = retriers
        .iter()
        .map(|retrier| retrier["ErrorEquals"].as_array().unwrap());
    let names = lists.flatten().map(|name| name.as_str().unwrap());
    names.map(str::to_owned).collect()
}

/// The names that say nothing about whether the function ran.
const UNKNOWN: [&str; 5] = [
    "Lambda.ServiceException",
    "Lambda.AWSLambdaException",
    "Lambda.SdkClientException",
    "Lambda.ClientExecutionTimeoutException",
    "States.Timeout",
];

#[test]
fn only_what_ran_nothing_is_retried_if_the_method_is_not_idempotent() {
    let of_lambda = names(&retriers(price()));
    let (own, of_lambda): (Vec<String>, Vec<String>) = of_lambda
        .into_iter()
        .partition(|name| !name.starts_with("Lambda."));
    assert_eq!(own, ["Busy"]);
    for row in lambda_codes() {
        let is_safe =
            row.class.did_run == DidRun::No && row.class.retryability != Retryability::Permanent;
        let name = format!("Lambda.{}", row.code);
        assert_eq!(of_lambda.contains(&name), is_safe, "{name}");
    }
    assert!(of_lambda.contains(&"Lambda.TooManyRequestsException".to_owned()));
    for name in UNKNOWN {
        assert!(!of_lambda.contains(&name.to_owned()), "{name}");
    }
}

#[test]
fn what_may_have_run_is_retried_too_if_the_method_is_idempotent() {
    let idempotent = names(&retriers(reserve()));
    for name in UNKNOWN {
        assert!(idempotent.contains(&name.to_owned()), "{name}");
    }
    assert_eq!(
        names(&retriers(reserve().not_idempotent())),
        names(&retriers(price()))
    );
    // Nothing says that it passes, or the function itself has failed.
    for never in [
        "Lambda.AccessDeniedException",
        "Lambda.Unknown",
        "States.TaskFailed",
        "OutOfStock",
    ] {
        assert!(!idempotent.contains(&never.to_owned()), "{never}");
    }
}

#[test]
fn no_name_is_in_two_retriers() {
    for step in [retriers(reserve()), retriers(price())] {
        let mut all = names(&step);
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}

#[test]
fn an_error_type_is_retried_if_the_function_can_ask_for_it() {
    let own = &retriers(price())[0];
    assert_eq!(own["ErrorEquals"], json!(["Busy"]));
    let all = names(&retriers(reserve()));
    assert!(!all.contains(&"Runtime.ExitError".to_owned()));
    assert!(
        names(&retriers(notify()))
            .iter()
            .all(|name| name.starts_with("Lambda."))
    );
}

#[test]
fn the_declaration_says_how_often_and_how_fast() {
    let charge = Definition::standard(charge())
        .set("stage", "prod")
        .build()
        .unwrap();
    let state = first_state(&charge);
    let retrier = |name: &str| {
        let retriers = state["Retry"].as_array().unwrap().iter();
        let mut found = retriers.filter(|retrier| {
            let names = retrier["ErrorEquals"].as_array().unwrap();
            names.contains(&json!(name))
        });
        let mut found = found.next().unwrap().clone();
        found.as_object_mut().unwrap().remove("ErrorEquals");
        found
    };
    let declared = json!({
        "IntervalSeconds": 2,
        "MaxAttempts": 2,
        "BackoffRate": 2.0,
        "MaxDelaySeconds": 8,
        "JitterStrategy": "FULL",
    });
    for name in [
        "Busy",
        "Lambda.TooManyRequestsException",
        "Lambda.ENILimitReachedException",
    ] {
        assert_eq!(retrier(name), declared, "{name}");
    }
}

#[test]
fn numbers_stay_within_the_limits_of_the_language() {
    let forever = Duration::from_secs(u64::MAX);
    let most = RetryConfig::new().max_attempts(u32::MAX);
    let retriers = retriers(reserve().retry(most.base_delay(forever).max_delay(forever)));
    assert!(
        retriers
            .iter()
            .any(|retrier| retrier["MaxAttempts"] == 99_999_999)
    );
    for retrier in retriers {
        assert!(retrier["MaxAttempts"].as_u64().unwrap() <= 99_999_999);
        assert_eq!(retrier["IntervalSeconds"], 99_999_999);
    }
}

#[test]
fn what_rarely_passes_is_retried_less_often() {
    let retriers = retriers(reserve());
    let of = |name: &str| {
        let found = retriers.iter().find(|retrier| {
            let names = retrier["ErrorEquals"].as_array().unwrap();
            names.contains(&json!(name))
        });
        let found = found.unwrap();
        let numbers = ["IntervalSeconds", "MaxAttempts", "MaxDelaySeconds"];
        numbers.map(|key| found[key].as_u64().unwrap())
    };
    assert_eq!(of("Lambda.TooManyRequestsException"), [1, 6, 20]);
    assert_eq!(of("Lambda.ENINotReadyException"), [2, 6, 10]);
    assert_eq!(of("Lambda.ENILimitReachedException"), [2, 2, 10]);
    assert_eq!(of("Lambda.SnapStartTimeoutException"), [2, 2, 10]);
    assert_eq!(of("Lambda.SdkClientException"), [1, 6, 20]);
}

#[test]
fn a_task_has_its_own_retries() {
    assert_eq!(retriers(reserve().retry(RetryConfig::never())), [""; 0]);
    let ten = Duration::from_secs(10);
    let constant = RetryConfig::new()
        .base_delay(ten)
        .max_delay(ten)
        .max_attempts(2);
    for retrier in retriers(reserve().retry(constant)) {
        assert_eq!(retrier["IntervalSeconds"], 10);
        assert_eq!(retrier["MaxAttempts"], 1);
        assert_eq!(retrier["BackoffRate"], 1.0);
        assert_eq!(retrier.get("MaxDelaySeconds"), None);
    }
}
