//! The payload of a task, made of its input.

use crate::declaration::Route;
use crate::step_functions::definition::QueryLanguage;
use crate::step_functions::definition::json::{Json, object};

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
    /// Returns the payload as a field of a task, or what is wrong with it. `input` is an expression other than the whole input.
    pub(super) fn print(
        self,
        route: Option<Route>,
        input: Option<&str>,
        language: QueryLanguage,
    ) -> Result<(&'static str, Json), String> {
        let input = Input::new(input, language)?;
        match self {
            TaskPayload::Empty => Ok(("Payload", object([]))),
            TaskPayload::Value => Ok(input.field("Payload", "Payload.$", input.whole())),
            TaskPayload::Object(arguments) => input.object(route, arguments),
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

/// The input of a task, as expressions refer to it.
struct Input {
    /// The expression, without delimiters.
    expression: String,
    /// Whether it is an expression of the caller's, of any form.
    is_given: bool,
    language: QueryLanguage,
}

impl Input {
    fn new(given: Option<&str>, language: QueryLanguage) -> Result<Input, String> {
        let expression = match (given, language) {
            (None, QueryLanguage::Jsonata) => "$states.input",
            (None, QueryLanguage::JsonPath) => "$",
            (Some(given), QueryLanguage::Jsonata) => given,
            (Some(given), QueryLanguage::JsonPath) if given.starts_with('$') => given,
            (Some(given), QueryLanguage::JsonPath) => {
                return Err(format!(
                    "the input `{given}` is not a JSONPath, which starts with `$`; write one, or use JSONata"
                ));
            }
        };
        if expression.trim().is_empty() || expression.trim().starts_with("{%") {
            return Err(
                "`input_from` takes an expression without delimiters, such as `$states.input.order`"
                    .to_owned(),
            );
        }
        Ok(Input {
            expression: expression.trim().to_owned(),
            is_given: given.is_some(),
            language,
        })
    }

    fn whole(&self) -> String {
        self.expression.clone()
    }

    /// Returns the expression of an argument: the input, or a part of it.
    fn argument(&self, position: usize, arguments: usize) -> String {
        match (arguments, self.language, self.is_given) {
            (0 | 1, ..) => self.whole(),
            (_, QueryLanguage::Jsonata, true) => format!("({})[{position}]", self.expression),
            _ => format!("{}[{position}]", self.expression),
        }
    }

    /// Returns a field whose value is an expression, under its key in each language.
    fn field<K>(&self, jsonata: K, json_path: K, expression: String) -> (K, Json) {
        match self.language {
            QueryLanguage::Jsonata => (jsonata, format!("{{% {expression} %}}").into()),
            QueryLanguage::JsonPath => (json_path, expression.into()),
        }
    }

    fn object(
        &self,
        route: Option<Route>,
        arguments: &[TaskArgument],
    ) -> Result<(&'static str, Json), String> {
        let constant = route.map(|route| (route.tag().to_owned(), route.value().into()));
        let mut fields: Vec<(String, Json)> = constant.into_iter().collect();
        // The same as parts of one expression, for arguments that are merged with it.
        let tag = route.map(|route| format!("{}: {}", quoted(route.tag()), quoted(route.value())));
        let mut entries: Vec<String> = tag.into_iter().collect();
        let mut merged = Vec::new();
        for (position, argument) in arguments.iter().enumerate() {
            let expression = self.argument(position, arguments.len());
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
            ([only], _) if entries.is_empty() => {
                Ok(self.field("Payload", "Payload.$", only.clone()))
            }
            (_, QueryLanguage::Jsonata) => {
                let object = format!("{{{}}}", entries.join(", "));
                let object = (!entries.is_empty()).then_some(object);
                let all: Vec<String> = object.into_iter().chain(merged).collect();
                let expression = format!("$merge([{}])", all.join(", "));
                Ok(self.field("Payload", "Payload.$", expression))
            }
            (_, QueryLanguage::JsonPath) => Err(
                "JSONPath cannot merge an argument with `#[serde(flatten)]` with other fields; use JSONata".to_owned(),
            ),
        }
    }
}

/// Returns a string of JSONata.
fn quoted(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('\'', "\\'");
    format!("'{escaped}'")
}
