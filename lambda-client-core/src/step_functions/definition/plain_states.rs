//! States that call nothing: they change the data, or end the execution.

use serde::Serialize;

use crate::step_functions::definition::QueryLanguage;
use crate::step_functions::definition::caught::Caught;
use crate::step_functions::definition::expression::{checked, delimited, is_delimited};
use crate::step_functions::definition::flow::Flow;
use crate::step_functions::definition::json::Json;
use crate::step_functions::definition::scope::Scope;
use crate::step_functions::definition::state::{Body, Catches, State, StateName};
use crate::step_functions::input::{MAX_CAUSE, MAX_ERROR};

/// Returns its input. As the handler of an error, it lets the flow go on with the input of the state that failed.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::step_functions::definition::{ErrorName, TaskState, pass};
///
/// /// A customer without a discount pays the whole price.
/// fn optional<Order, E>(
///     discount: TaskState<Order, Order, E>,
///     no_discount: ErrorName<E>,
/// ) -> TaskState<Order, Order, E> {
///     discount.catch(no_discount, pass())
/// }
/// ```
pub fn pass<T>() -> Flow<T, T> {
    flow("pass", Plain::Pass)
}

/// Computes the output from the input by an expression: JSONata without delimiters, such as `$states.input.order`, or in JSONPath the path of
/// a part, such as `$.order`.
///
/// **The compiler does not check the expression**: it trusts that it turns an `In` into an `Out`. For the input of a single task,
/// [`input_from`](super::TaskState::input_from) does the same without another state.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::step_functions::definition::{Flow, transform};
///
/// let total: Flow<Vec<u64>, u64> = transform("$sum($states.input)");
/// ```
pub fn transform<In, Out>(expression: impl Into<String>) -> Flow<In, Out> {
    flow("transform", Plain::Transform(expression.into()))
}

/// Returns a constant, whatever the input is. An integer beyond 9,007,199,254,740,991 (2^53 - 1) is refused by
/// [`build`](super::DefinitionBuilder::build): Step Functions would round it.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::step_functions::definition::{ErrorName, TaskState, constant};
///
/// /// An unknown customer has no points.
/// fn points<E>(points: TaskState<String, u32, E>, unknown: ErrorName<E>) -> TaskState<String, u32, E> {
///     points.catch(unknown, constant(&0))
/// }
/// ```
pub fn constant<In, Out: Serialize>(value: &Out) -> Flow<In, Out> {
    let json = serde_json::to_value(value);
    flow(
        "constant",
        Plain::Constant(json.map_err(|error| error.to_string())),
    )
}

/// Ends the execution with an error. Nothing can follow, so it fits wherever a step is expected.
///
/// The client decodes the error like one of a function: its name selects the variant, and the cause is the message. A variant with other fields
/// than one text needs them there as JSON, such as `{"by": "ada"}`; otherwise the error becomes `other`. **An error that nothing catches
/// ends the execution with all its fields**, so catch one only where something is left to do, and end with [`fail_with_caught`] to fail
/// with the same error after it.
///
/// The name has at most 256 characters, and does not begin with `States.`, which the specification forbids, or with `Lambda.`, as the errors of
/// calls of Lambda do; the cause has at most 32,768 characters (Amazon States Language specification, "Errors"; AWS Step Functions API
/// reference, `SendTaskFailure`).
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::step_functions::definition::{Flow, TaskState, fail};
///
/// /// Gives the money back, and lets the execution fail all the same.
/// fn refund_and_fail<Order, Receipt, E>(refund: TaskState<Order, (), E>) -> Flow<Order, Receipt> {
///     refund.then(fail("Refunded", "the order could not be placed"))
/// }
/// ```
pub fn fail<In, Out>(error: impl Into<String>, cause: impl Into<String>) -> Flow<In, Out> {
    flow("fail", Plain::Fail(error.into(), cause.into()))
}

/// Ends the execution with the error that was caught, so that the client decodes the same variant with all its fields. It is for a handler
/// that has something left to do, such as giving the money back. Only in JSONata, as [`Caught`] is.
///
/// [`keep_input`](super::keep_input()) keeps the error while another step runs:
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::step_functions::definition::{ErrorName, TaskState, fail_with_caught, keep_input};
///
/// /// Releases the stock if the card is declined, and lets the execution fail with that error all the same.
/// fn charge_or_release<Order, Receipt, E>(
///     charge: TaskState<Order, Receipt, E>,
///     release: TaskState<Order, (), E>,
///     card_declined: ErrorName<E>,
/// ) -> TaskState<Order, Receipt, E> {
///     let release = release.input_from(["$states.input.input"]); // the order in the `Caught<Order>`
///     charge.catch_with_error(card_declined, keep_input(release).then(fail_with_caught()))
/// }
/// ```
///
/// If the step in between fails, the execution ends with the error of that step. With `keep_input(release).catch_all(pass())`, it ends with the
/// caught one all the same.
///
/// The state evaluates its `Error` and `Cause` (AWS Step Functions Developer Guide, "Fail workflow state"). A cause that is missing or
/// `null` becomes an empty text. The Amazon States Language specification keeps names that begin with `States.` for Step Functions, and AWS
/// does not document what becomes of one here, such as `States.Timeout` after `catch_all_with_error`.
pub fn fail_with_caught<In, Out>() -> Flow<Caught<In>, Out> {
    flow("fail", Plain::FailWithCaught)
}

fn flow<In, Out>(name: &'static str, state: Plain) -> Flow<In, Out> {
    Flow::of_state(State {
        name: StateName::Default(name),
        body: Box::new(state),
        catches: Catches::default(),
    })
}

#[derive(Debug)]
enum Plain {
    Pass,
    Transform(String),
    /// A value, or why it has no JSON.
    Constant(Result<serde_json::Value, String>),
    Fail(String, String),
    FailWithCaught,
}

impl Body for Plain {
    fn is_end(&self) -> bool {
        matches!(self, Plain::Fail(..) | Plain::FailWithCaught)
    }

    fn print(&self, state: &str, scope: &mut Scope<'_>) -> Vec<(&'static str, Json)> {
        let pass = ("Type", "Pass".into());
        match (self, scope.language()) {
            (Plain::Pass, _) => vec![pass],
            (Plain::Transform(expression), language) => {
                let expression = checked(expression, language, "transform");
                let expression = expression.unwrap_or_else(|mistake| {
                    scope.mistake(state, mistake);
                    String::new()
                });
                match language {
                    QueryLanguage::Jsonata => vec![pass, ("Output", delimited(&expression).into())],
                    QueryLanguage::JsonPath => vec![pass, ("OutputPath", expression.into())],
                }
            }
            (Plain::Constant(Ok(value)), language) => {
                let json = Json::from(value.clone());
                if is_expression(value, language) {
                    scope.mistake(
                        state,
                        format!("the constant has a string or a key that {language} takes for an expression"),
                    );
                }
                if is_rounded(value) {
                    scope.mistake(state, format!("the constant has {ROUNDED}"));
                }
                match language {
                    QueryLanguage::Jsonata => vec![pass, ("Output", literal(json))],
                    QueryLanguage::JsonPath => vec![pass, ("Result", json)],
                }
            }
            (Plain::Constant(Err(mistake)), _) => {
                scope.mistake(
                    state,
                    format!("the constant cannot be serialized: {mistake}"),
                );
                vec![pass]
            }
            (Plain::Fail(error, cause), language) => {
                if [error, cause].map(|text| is_delimited(text, language)) != [false, false] {
                    scope.mistake(
                        state,
                        "`fail` takes texts, which Step Functions does not evaluate; remove `{%` and `%}`",
                    );
                }
                if error.starts_with("States.") || error.starts_with("Lambda.") {
                    scope.mistake(
                        state,
                        format!("`{error}` is a name that Step Functions itself reports; write another one"),
                    );
                }
                for (key, text, longest) in
                    [("error", error, MAX_ERROR), ("cause", cause, MAX_CAUSE)]
                {
                    let length = text.chars().count();
                    if length > longest {
                        scope.mistake(
                            state,
                            format!(
                                "the {key} has {length} characters, but the limit is {longest}"
                            ),
                        );
                    }
                }
                // Validators of definitions expect no empty texts.
                let texts = [("Error", error), ("Cause", cause)].into_iter();
                let texts = texts.filter(|(_, text)| !text.is_empty());
                let texts = texts.map(|(key, text)| (key, text.as_str().into()));
                std::iter::once(("Type", "Fail".into()))
                    .chain(texts)
                    .collect()
            }
            (Plain::FailWithCaught, language) => {
                if language == QueryLanguage::JsonPath {
                    scope.mistake(
                        state,
                        "JSONPath cannot give a handler the error that `fail_with_caught` fails with; use `fail`, or JSONata",
                    );
                }
                // An expression that yields nothing, or `null`, would fail with `States.QueryEvaluationError` instead.
                let text = |key| {
                    let path = format!("$states.input.error.{key}");
                    delimited(&format!("{path} ? {path} : ''")).into()
                };
                vec![
                    ("Type", "Fail".into()),
                    ("Error", text("Error")),
                    ("Cause", text("Cause")),
                ]
            }
        }
    }
}

/// Returns a constant as an output in JSONata. An object stands for itself. Everything else is an expression: the language includes JSON,
/// and some validators of definitions do not expect other JSON there, nor an array in an array.
fn literal(json: Json) -> Json {
    match json {
        Json::Object(_) => member(json),
        _ => delimited(&json.compact()).into(),
    }
}

/// Returns what stands for a part of a constant object.
fn member(json: Json) -> Json {
    let is_array = |item: &Json| matches!(item, Json::Array(_));
    match json {
        Json::Object(members) => {
            let members = members.into_iter();
            Json::Object(members.map(|(key, value)| (key, member(value))).collect())
        }
        Json::Array(items) if items.iter().any(is_array) => {
            delimited(&Json::Array(items).compact()).into()
        }
        Json::Array(items) => items.into_iter().map(member).collect(),
        other => other,
    }
}

/// What is wrong with a constant of which [`is_rounded`] is true.
pub(super) const ROUNDED: &str =
    "an integer beyond 9007199254740991, which Step Functions rounds; write it as a string";

/// Returns whether a constant has integers that lose digits: numbers in a state machine are those of JavaScript (Amazon States Language
/// specification, "Data").
pub(super) fn is_rounded(value: &serde_json::Value) -> bool {
    const EXACT: u64 = (1 << 53) - 1;
    match value {
        serde_json::Value::Number(number) => {
            let magnitude = number
                .as_u64()
                .or_else(|| number.as_i64().map(i64::unsigned_abs));
            magnitude.is_some_and(|magnitude| magnitude > EXACT)
        }
        serde_json::Value::Array(items) => items.iter().any(is_rounded),
        serde_json::Value::Object(members) => members.values().any(is_rounded),
        _ => false,
    }
}

/// Returns whether a constant has parts that Step Functions evaluates.
pub(super) fn is_expression(value: &serde_json::Value, language: QueryLanguage) -> bool {
    match value {
        serde_json::Value::String(text) => is_delimited(text, language),
        serde_json::Value::Array(items) => items.iter().any(|item| is_expression(item, language)),
        serde_json::Value::Object(members) => members
            .iter()
            .any(|(key, value)| key.ends_with(".$") || is_expression(value, language)),
        _ => false,
    }
}
