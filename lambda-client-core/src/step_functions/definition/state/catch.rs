//! What happens after the error of a state.

use crate::failure::is_reserved;
use crate::step_functions::definition::QueryLanguage;
use crate::step_functions::definition::error_name::sealed::Names;
use crate::step_functions::definition::json::{Json, object};
use crate::step_functions::definition::scope::Scope;

/// The name that stands for all errors.
const ALL: &str = "States.ALL";

/// The error that always ends the execution (AWS Step Functions Developer Guide, "Error names").
const RUNTIME: &str = "States.Runtime";

/// The names that `States.TaskFailed` does not stand for.
const NOT_TASK_FAILED: [&str; 5] = [
    ALL,
    "States.Timeout",
    "States.HeartbeatTimeout",
    "States.DataLimitExceeded",
    RUNTIME,
];

/// The length of the longest error name, in characters (AWS Step Functions API reference, `SendTaskFailure`).
const LONGEST: usize = 256;

/// The errors of a state that are caught, in the order in which they are tried.
#[derive(Debug)]
pub(in crate::step_functions::definition) struct Catches<H> {
    catches: Vec<Catch<H>>,
    mistakes: Vec<String>,
}

#[derive(Debug)]
struct Catch<H> {
    names: Vec<&'static str>,
    /// Whether the handler gets the error next to the state's input.
    with_error: bool,
    handler: H,
}

// A derived impl would require it of the handlers.
impl<H> Default for Catches<H> {
    fn default() -> Self {
        Catches {
            catches: Vec::new(),
            mistakes: Vec::new(),
        }
    }
}

impl<H> Catches<H> {
    pub(in crate::step_functions::definition) fn is_empty(&self) -> bool {
        self.catches.is_empty()
    }

    /// Adds a handler of these errors.
    pub(in crate::step_functions::definition) fn add<N: Names>(
        &mut self,
        error: &N,
        with_error: bool,
        handler: H,
    ) {
        let names = error.names();
        for name in &names {
            if *name == ALL {
                self.mistakes.push(format!(
                    "`{ALL}` stands for all errors; call `catch_all`, as the last one"
                ));
            } else if *name == RUNTIME {
                self.mistakes.push(format!(
                    "`{RUNTIME}` always ends the execution, so it cannot be caught; remove the handler"
                ));
            } else if name.starts_with("States.") && !N::OF_PLATFORM {
                self.mistakes.push(format!(
                    "`{name}` is a name of Step Functions, which a function cannot report; catch it as a `PlatformError`"
                ));
            } else if name.is_empty() || name.chars().count() > LONGEST {
                self.mistakes.push(format!(
                    "the error name {name:?} must have 1 to {LONGEST} characters"
                ));
            }
            let mut caught = self.catches.iter().flat_map(|catch| &catch.names);
            if let Some(before) = caught.find(|before| includes(before, name)) {
                self.mistakes.push(match before == name {
                    true => format!("the error `{name}` is caught twice; remove one of the handlers"),
                    false => format!(
                        "the error `{name}` is caught by the handler of `{before}`, which includes it; move its own handler before that one"
                    ),
                });
            }
        }
        self.push(&names, with_error, handler);
    }

    /// Adds a handler of all errors that are not caught before.
    pub(in crate::step_functions::definition) fn add_all(&mut self, with_error: bool, handler: H) {
        self.push(&[ALL], with_error, handler);
    }

    fn push(&mut self, names: &[&'static str], with_error: bool, handler: H) {
        if self.catches.last().is_some_and(|last| last.names == [ALL]) {
            self.mistakes.push(
                "`catch_all` must come last: what is caught after it never runs; move it to the end".to_owned(),
            );
        }
        self.catches.push(Catch {
            names: names.to_vec(),
            with_error,
            handler,
        });
    }

    pub(super) fn handlers(&self) -> impl Iterator<Item = &H> {
        self.catches.iter().map(|catch| &catch.handler)
    }

    /// Returns the names that a function's own code reports, and nobody else.
    pub(super) fn of_function(&self) -> impl Iterator<Item = &'static str> {
        let names = self.catches.iter().flat_map(|catch| &catch.names).copied();
        names.filter(|name| !is_reserved(name))
    }

    /// Prints the field `Catch`. `handler` prints a handler and returns the name of its first state.
    pub(super) fn print(
        &self,
        state: &str,
        scope: &mut Scope<'_>,
        mut handler: impl FnMut(&H, &mut Scope<'_>) -> String,
    ) -> Option<Json> {
        for mistake in &self.mistakes {
            scope.mistake(state, mistake);
        }
        let mut entries = Vec::with_capacity(self.catches.len());
        for catch in &self.catches {
            let first = handler(&catch.handler, scope);
            entries.push(catch.print(state, first, scope));
        }
        (!entries.is_empty()).then_some(Json::Array(entries))
    }
}

/// Returns whether a handler of one error catches the other one too (AWS Step Functions Developer Guide, "Handling errors in Step
/// Functions workflows").
fn includes(caught: &str, other: &str) -> bool {
    match caught {
        _ if caught == other => true,
        "States.Timeout" => other == "States.HeartbeatTimeout",
        "States.TaskFailed" => !NOT_TASK_FAILED.contains(&other),
        _ => false,
    }
}

impl<H> Catch<H> {
    fn print(&self, state: &str, handler: String, scope: &mut Scope<'_>) -> Json {
        let names = self.names.iter().copied().collect();
        // By default the handler gets the error alone.
        let output = match (scope.language(), self.with_error) {
            (QueryLanguage::Jsonata, false) => ("Output", "{% $states.input %}".into()),
            (QueryLanguage::Jsonata, true) => (
                "Output",
                object([
                    ("input", "{% $states.input %}".into()),
                    ("error", "{% $states.errorOutput %}".into()),
                ]),
            ),
            (QueryLanguage::JsonPath, false) => ("ResultPath", Json::Null),
            (QueryLanguage::JsonPath, true) => {
                scope.mistake(
                    state,
                    "JSONPath cannot give a handler the input together with the error; use `catch` or `catch_all`, or JSONata",
                );
                ("ResultPath", Json::Null)
            }
        };
        object([("ErrorEquals", names), output, ("Next", handler.into())])
    }
}
