//! Handlers that do what is left to do, and then fail with the caught error.

use serde_json::json;

use super::support::{
    Order, OrderError, Receipt, assert_stored, first_state, notify, price, refusal,
};
use crate::RetryConfig;
use crate::step_functions::definition::{
    Caught, Definition, Flow, constant, fail_with_caught, keep_input, pass, transform,
};

#[test]
fn a_compensation_ends_with_the_caught_error() {
    let release = || transform::<Caught<Order>, Order>("$states.input.input").named("order");
    let released = keep_input(release().then(pass().named("release")));
    let tried = keep_input(pass().named("cancel"))
        .named("try")
        .catch_all(pass());
    let priced = price()
        .retry(RetryConfig::new().max_attempts(1))
        .without_context()
        .catch_with_error(OrderError::OUT_OF_STOCK, released.then(fail_with_caught()))
        .catch_all_with_error(tried.then(fail_with_caught()));
    assert_stored("compensation", Definition::standard(priced));
}

#[test]
fn an_input_is_kept_in_json_path() {
    let kept: Flow<Order, Order> = keep_input(constant(&7)).then(pass());
    assert_stored(
        "keep_input_json_path",
        Definition::standard(kept).json_path(),
    );
}

#[test]
fn a_missing_cause_is_an_empty_text() {
    let definition = Definition::standard(fail_with_caught::<Order, Receipt>());
    assert_eq!(
        first_state(&definition.build().unwrap()),
        json!({
            "Type": "Fail",
            "Error": "{% $states.input.error.Error ? $states.input.error.Error : '' %}",
            "Cause": "{% $states.input.error.Cause ? $states.input.error.Cause : '' %}",
        })
    );
}

#[test]
fn nothing_follows_the_caught_error() {
    let message = refusal(Definition::standard(
        fail_with_caught::<Order, Receipt>().then(notify()),
    ));
    assert!(
        message.contains("the execution ends here, so nothing can follow"),
        "{message}"
    );
}

#[test]
fn json_path_has_no_caught_error_to_fail_with() {
    let message = refusal(Definition::standard(fail_with_caught::<Order, Receipt>()).json_path());
    assert!(
        message.contains("JSONPath cannot give a handler the error that `fail_with_caught` fails with; use `fail`, or JSONata"),
        "{message}"
    );
}
