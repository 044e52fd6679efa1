//! The traits of the tests, as generated code declares them.

use std::time::Duration;

use crate::declaration::{Declaration, MethodEntry, Mode};
use crate::error::{Error, ErrorDocument, ErrorType, FunctionError};
use crate::step_functions::definition::{
    Definition, DefinitionBuilder, ErrorName, TaskArgument, TaskPayload, TaskState, task,
};

/// The types that pass from step to step.
pub(super) struct Order;
pub(super) struct Stock;
pub(super) struct Quote;
pub(super) struct Receipt;

#[derive(Debug)]
pub(super) struct OrderError;

impl OrderError {
    pub(super) const OUT_OF_STOCK: ErrorName<OrderError> = ErrorName::new("OutOfStock");
    pub(super) const DECLINED: ErrorName<OrderError> =
        ErrorName::new("Declined").or(&["CardDeclined"]);
}

impl FunctionError for OrderError {
    const ERROR_TYPES: &'static [ErrorType] = &[
        ErrorType::new("OutOfStock"),
        ErrorType::new("Declined"),
        ErrorType::new("Busy").retry(),
        // The platform reports it: a function cannot ask for a retry by it.
        ErrorType::new("Runtime.ExitError").retry(),
        // Step Functions reports them as well, if it does not know whether the function ran, and if it knows that it did not.
        ErrorType::new("Lambda.ServiceException").retry(),
        ErrorType::new("Lambda.SdkClientException").retry(),
        ErrorType::new("Lambda.TooManyRequestsException").retry(),
    ];

    fn from_error(_: Error) -> Self {
        OrderError
    }

    fn to_document(&self) -> ErrorDocument {
        ErrorDocument::new("OutOfStock", "")
    }
}

pub(super) static ORDERS: Declaration = Declaration::new(
    "Orders",
    &[
        MethodEntry::new("reserve", "orders-{method}")
            .qualifier("live")
            .idempotent(true),
        MethodEntry::new(
            "price",
            "arn:aws:lambda:eu-west-1:123456789012:function:price:3",
        )
        .timeout(Duration::from_secs(20))
        .attempt_timeout(Duration::from_millis(2_500)),
        MethodEntry::new("charge", "{stage}-charge")
            .timeout(Duration::from_secs(30))
            .max_attempts(3)
            .base_delay(Duration::from_secs(2))
            .max_delay(Duration::from_secs(8)),
        MethodEntry::new("notify", "notify").mode(Mode::Event),
        MethodEntry::new("check", "check").mode(Mode::DryRun),
        MethodEntry::new("cancel", "orders").route("action", "cancel"),
    ],
);

pub(super) fn reserve() -> TaskState<Order, Stock, OrderError> {
    task::<_, Result<_, _>>(&ORDERS, 0, TaskPayload::Value)
}

pub(super) fn price() -> TaskState<Order, Quote, OrderError> {
    task::<_, Result<_, _>>(&ORDERS, 1, TaskPayload::Value)
}

pub(super) fn charge() -> TaskState<(Stock, Quote), Receipt, OrderError> {
    let arguments = const { &[TaskArgument::Field("stock"), TaskArgument::Field("quote")] };
    task::<_, Result<_, _>>(&ORDERS, 2, TaskPayload::Object(arguments))
}

pub(super) fn notify() -> TaskState<Receipt, (), Error> {
    task::<_, Result<_, _>>(&ORDERS, 3, TaskPayload::Value)
}

pub(super) fn check() -> TaskState<Order, (), Error> {
    task::<_, Result<_, _>>(&ORDERS, 4, TaskPayload::Value)
}

/// The method behind a route, with these arguments.
pub(super) fn cancel<In>(arguments: &'static [TaskArgument]) -> TaskState<In, (), OrderError> {
    task::<_, Result<_, _>>(&ORDERS, 5, TaskPayload::Object(arguments))
}

/// A method with this payload.
pub(super) fn with_payload(payload: TaskPayload) -> TaskState<(), (), OrderError> {
    task::<_, Result<_, _>>(&ORDERS, 0, payload)
}

/// Compares a definition with its file in `tests/definitions`.
#[track_caller]
pub(super) fn assert_stored(name: &str, builder: DefinitionBuilder) {
    let definition = builder.build().unwrap();
    definition.assert_matches(format!("tests/definitions/{name}.json"));
}

/// Returns the message of a definition that cannot be built.
#[track_caller]
pub(super) fn refusal(builder: DefinitionBuilder) -> String {
    let error = builder.build().map(|definition| definition.to_json());
    error.unwrap_err().to_string()
}

/// Returns the first state of a definition.
#[track_caller]
pub(super) fn first_state(definition: &Definition) -> serde_json::Value {
    let json: serde_json::Value = serde_json::from_str(&definition.to_json()).unwrap();
    let first = json["StartAt"].as_str().unwrap().to_owned();
    json["States"][first].clone()
}
