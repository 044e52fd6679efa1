//! The payload of a task, made of its input.

use crate::declaration::Route;
use crate::step_functions::definition::QueryLanguage;
use crate::step_functions::definition::expression::{checked, delimited, is_delimited};
use crate::step_functions::definition::json::{Json, object};
use crate::step_functions::definition::task::waiting::token;

/// The payload of a method's task, made of the task's input.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskPayload {
    /// The method has no arguments: the payload is `{}`, and the input is `()`.
    Empty,
    /// The method has one argument, which is the payload: the input itself.
    Value,
    /// The payload is an object of these arguments and of the declared route. The input is `()` without arguments, the argument if
    /// there is one, and the tuple of all arguments otherwise, whose JSON is an array.
    Object(&'static [TaskArgument]),
    /// The method has an argument that is the tenant ID, of this name: a state machine cannot send one.
    Tenant(&'static str),
    /// The method has an argument that is the client context, of this name: the task fills it itself.
    ClientContext(&'static str),
}

/// An argument of a method.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskArgument {
    /// A field of the payload, by its name on the wire.
    Field(&'static str),
    /// An argument whose entries are those of the payload: `#[serde(flatten)]`.
    Flattened,
    /// An argument whose JSON is not that of its type, such as by `#[serde(with = ..)]`; its name and why, behind "because".
    Converted(&'static str, &'static str),
}

impl TaskPayload {
    /// Returns the payload as a field of a task, or what is wrong with it. `given` has an expression for each argument, if the input is
    /// another one. With `token`, the last of this many arguments is the task's token, which is not a part of the input.
    pub(super) fn print(
        self,
        route: Option<Route>,
        given: Option<&[String]>,
        token: Option<usize>,
        language: QueryLanguage,
    ) -> Result<(&'static str, Json), String> {
        let payload = Payload {
            given,
            token,
            language,
        };
        match self {
            TaskPayload::Empty => {
                payload.arguments(0)?;
                Ok(("Payload", object([])))
            }
            TaskPayload::Value => {
                let value = payload.arguments(1)?.concat();
                Ok(payload.field("Payload", "Payload.$", value))
            }
            TaskPayload::Object(arguments) => payload.object(route, arguments),
            TaskPayload::Tenant(name) => Err(format!(
                "the argument `{name}` is the tenant ID, which the integration `lambda:invoke` of Step Functions cannot send; \
                 call a function without tenant isolation, or one that calls this one"
            )),
            TaskPayload::ClientContext(name) => Err(format!(
                "the argument `{name}` is the client context, in which a task says which state it is; pass the value in the payload"
            )),
        }
    }
}

/// A payload that is being printed.
struct Payload<'a> {
    /// The expressions of the arguments, if they are not parts of the input.
    given: Option<&'a [String]>,
    /// The number of arguments, if the last one is the task's token.
    token: Option<usize>,
    language: QueryLanguage,
}

impl Payload<'_> {
    /// Returns the expression of each argument.
    fn arguments(&self, count: usize) -> Result<Vec<String>, String> {
        let Some(expected) = self.token else {
            return self.parts_of_input(count);
        };
        if count != expected {
            return Err(
                "the method's only argument is a tuple that ends with the token; make the token an argument, or put it into the tuple by \
                 an expression of `input_from` and call `wait_for_nested_token`"
                    .to_owned(),
            );
        }
        let mut expressions = self.parts_of_input(count.saturating_sub(1))?;
        expressions.push(token(self.language).to_owned());
        Ok(expressions)
    }

    fn is_token(&self, expression: &str) -> bool {
        self.token.is_some() && expression == token(self.language)
    }

    /// Returns the expression of each argument that is made of the input.
    fn parts_of_input(&self, count: usize) -> Result<Vec<String>, String> {
        let Some(given) = self.given else {
            let input = match self.language {
                QueryLanguage::Jsonata => "$states.input",
                QueryLanguage::JsonPath => "$",
            };
            return Ok(match count {
                0 | 1 => vec![input.to_owned(); count],
                _ => (0..count).map(|at| format!("{input}[{at}]")).collect(),
            });
        };
        if given.len() != count {
            return Err(format!(
                "`input_from` takes an expression for each argument: expected {count}, found {}",
                given.len()
            ));
        }
        let checked = given
            .iter()
            .map(|text| checked(text, self.language, "input_from"));
        checked.collect()
    }

    /// Returns a field whose value is an expression, under its key in each language.
    fn field<K>(&self, jsonata: K, json_path: K, expression: String) -> (K, Json) {
        match self.language {
            QueryLanguage::Jsonata => (jsonata, delimited(&expression).into()),
            QueryLanguage::JsonPath => (json_path, expression.into()),
        }
    }

    fn object(
        &self,
        route: Option<Route>,
        arguments: &[TaskArgument],
    ) -> Result<(&'static str, Json), String> {
        let is_evaluated = |route: &Route| {
            route.tag().ends_with(".$") || is_delimited(route.value(), self.language)
        };
        if let Some(route) = route.filter(is_evaluated) {
            return Err(format!(
                "the route `{}: {}` is taken for an expression; rename it",
                route.tag(),
                route.value()
            ));
        }
        let constant = route.map(|route| (route.tag().to_owned(), route.value().into()));
        let mut fields: Vec<(String, Json)> = constant.into_iter().collect();
        // The same as parts of one expression, for arguments that are merged with it.
        let tag = route.map(|route| format!("{}: {}", quoted(route.tag()), quoted(route.value())));
        let mut entries: Vec<String> = tag.into_iter().collect();
        let mut merged = Vec::new();
        let expressions = self.arguments(arguments.len())?;
        for (argument, expression) in arguments.iter().zip(expressions) {
            match *argument {
                TaskArgument::Field(name) if name.ends_with(".$") => {
                    return Err(format!(
                        "the argument `{name}` ends with `.$`, which marks expressions; rename it"
                    ));
                }
                TaskArgument::Field(name) => {
                    entries.push(format!("{}: {expression}", quoted(name)));
                    fields.push(self.field(name.to_owned(), format!("{name}.$"), expression));
                }
                TaskArgument::Flattened if self.is_token(&expression) => {
                    return Err(
                        "the token is text, which cannot be flattened; remove `#[serde(flatten)]`"
                            .to_owned(),
                    );
                }
                TaskArgument::Flattened => merged.push(expression),
                TaskArgument::Converted(name, reason) => {
                    return Err(format!(
                        "the argument `{name}` cannot be taken from the input because {reason}"
                    ));
                }
            }
        }
        match (merged.as_slice(), self.language) {
            ([], _) => Ok(("Payload", Json::Object(fields))),
            (_, QueryLanguage::Jsonata) => {
                // What is `None` has no entries, and its `null` cannot be merged. The last of equal keys counts: no entry that happens
                // to be in the input replaces the route, the token or another argument.
                let (object, merged) = (entries.join(", "), merged.join(", "));
                let expression = format!("$merge([{merged}, {{{object}}}][$ != null])");
                Ok(("Payload", delimited(&expression).into()))
            }
            ([only], _) if entries.is_empty() => Ok(("Payload.$", only.as_str().into())),
            (_, QueryLanguage::JsonPath) => Err(
                "JSONPath cannot merge an argument with `#[serde(flatten)]` with other fields; use JSONata"
                    .to_owned(),
            ),
        }
    }
}

/// Returns a string of JSONata.
fn quoted(text: &str) -> String {
    // What needs an escape is written as in JSON, which has double quotes: JSONata does not know an escaped single quote.
    match text.contains(|c: char| c == '\'' || c == '\\' || c.is_control()) {
        true => Json::from(text).compact(),
        false => format!("'{text}'"),
    }
}
