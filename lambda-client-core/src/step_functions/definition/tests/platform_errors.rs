//! Errors that the function's own code does not report.

use std::collections::BTreeSet;
use std::time::Duration;

use super::support::{
    Order, OrderError, Quote, Receipt, Stock, assert_stored, charge, first_state, price, refusal,
    reserve,
};
use crate::certainty::codes::lambda_codes;
use crate::step_functions::definition::platform_error::ALL;
use crate::step_functions::definition::{
    Caught, Definition, Flow, PlatformError, Step, constant, fail, map, parallel, pass,
};

const UNREACHABLE: PlatformError = PlatformError::TOO_MANY_REQUESTS.or(&[
    PlatformError::SERVICE_EXCEPTION,
    PlatformError::TOO_MANY_REQUESTS,
    PlatformError::new("Lambda.ENILimitReachedException")
        .or(&[PlatformError::AWS_LAMBDA_EXCEPTION]),
]);

/// The names that each handler of the first state catches.
fn caught<In, Out>(step: impl Step<In, Out>) -> Vec<Vec<String>> {
    let state = first_state(&Definition::standard(step).build().unwrap());
    let handlers = state["Catch"].as_array().unwrap().iter();
    let names = handlers.map(|handler| handler["ErrorEquals"].clone());
    names
        .map(|names| serde_json::from_value(names).unwrap())
        .collect()
}

#[test]
fn a_flow_that_handles_them() {
    let late: Flow<Caught<(Stock, Quote)>, Receipt> =
        pass().named("look up").then(fail("Late", "unknown"));
    let charged = charge()
        .timeout(Duration::from_secs(60))
        .catch(OrderError::DECLINED, fail("Declined", "no funds"))
        .catch(PlatformError::HEARTBEAT_TIMEOUT, fail("Silent", "no sign"))
        .catch_with_error(PlatformError::TIMEOUT, late)
        .catch(UNREACHABLE, fail("TryLater", "Lambda is busy"))
        .catch(PlatformError::TASK_FAILED, fail("Failed", "failed"))
        .catch_all(fail("Unpaid", "the charge failed"));
    let prepared = parallel((reserve(), price()))
        .catch(PlatformError::BRANCH_FAILED, fail("Unprepared", "a branch"))
        .catch(OrderError::OUT_OF_STOCK, fail("Gone", "nothing left"));
    assert_stored(
        "platform_errors",
        Definition::standard(prepared.then(charged)).set("stage", "prod"),
    );
}

#[test]
fn every_state_catches_them_next_to_those_of_functions() {
    let task = reserve()
        .catch(PlatformError::TIMEOUT, fail("Late", "late"))
        .catch(OrderError::OUT_OF_STOCK, fail("Gone", "gone"));
    assert_eq!(caught(task), [["States.Timeout"], ["OutOfStock"]]);
    let each = map(price())
        .catch(
            PlatformError::TIMEOUT,
            constant(&Vec::<u8>::new()).then(fail("Late", "late")),
        )
        .catch(OrderError::OUT_OF_STOCK, fail("Gone", "gone"));
    assert_eq!(caught(each), [["States.Timeout"], ["OutOfStock"]]);
    // A handler of one error may be one of several; each name is printed once.
    let unreachable = reserve().catch(UNREACHABLE, pass::<Order>().then(fail("Busy", "busy")));
    assert_eq!(
        caught(unreachable),
        [[
            "Lambda.TooManyRequestsException",
            "Lambda.ServiceException",
            "Lambda.ENILimitReachedException",
            "Lambda.AWSLambdaException"
        ]]
    );
}

#[test]
fn what_is_more_general_comes_later() {
    let ordered = reserve()
        .catch(PlatformError::HEARTBEAT_TIMEOUT, fail("Silent", "silent"))
        .catch(OrderError::OUT_OF_STOCK, fail("Gone", "gone"))
        .catch(PlatformError::TASK_FAILED, fail("Failed", "failed"))
        // Any error but this one.
        .catch(PlatformError::TIMEOUT, fail("Late", "late"));
    assert_eq!(caught(ordered).len(), 4);
}

#[test]
fn the_end_of_the_execution_is_not_caught() {
    let runtime = PlatformError::new("States.Runtime");
    let message = refusal(Definition::standard(
        reserve().catch(runtime, fail("x", "y")),
    ));
    let expected = "`States.Runtime` always ends the execution, so it cannot be caught";
    assert!(message.contains(expected), "{message}");
}

#[test]
fn other_names_replace_those_of_an_earlier_call() {
    const TWICE: PlatformError = PlatformError::TIMEOUT
        .or(&[PlatformError::PERMISSIONS])
        .or(&[PlatformError::LAMBDA_UNKNOWN]);
    let step = reserve().catch(TWICE, fail("x", "y"));
    assert_eq!(caught(step), [["States.Timeout", "Lambda.Unknown"]]);
}

#[test]
fn every_name_is_known_and_has_one_constant() {
    let names: BTreeSet<&str> = ALL.iter().map(|error| error.as_str()).collect();
    assert_eq!(names.len(), ALL.len());
    let codes: BTreeSet<&str> = lambda_codes().map(|row| row.code).collect();
    // AWS Step Functions Developer Guide, "Error names".
    let states = [
        "BranchFailed",
        "ExceedToleratedFailureThreshold",
        "HeartbeatTimeout",
        "IntrinsicFailure",
        "ItemReaderFailed",
        "ParameterPathFailure",
        "Permissions",
        "QueryEvaluationError",
        "ResultWriterFailed",
        "TaskFailed",
        "Timeout",
    ];
    let own = [
        "AWSLambdaException",
        "ClientExecutionTimeoutException",
        "SdkClientException",
        "Unknown",
    ];
    for name in names {
        let is_known = match name.split_once('.') {
            Some(("States", own)) => states.contains(&own),
            Some(("Lambda", code)) => codes.contains(code) || own.contains(&code),
            _ => crate::failure::is_reserved(name),
        };
        assert!(is_known, "{name}");
    }
}
