//! States that run one after the other.

use std::collections::BTreeSet;

use crate::step_functions::definition::json::Json;
use crate::step_functions::definition::scope::Scope;
use crate::step_functions::definition::state::name::mistake;
use crate::step_functions::definition::state::{Body, StateName, catch};

/// The errors of a state that are caught, with the states that run then.
pub(in crate::step_functions::definition) type Catches = catch::Catches<Chain>;

/// A state.
#[derive(Debug)]
pub(in crate::step_functions::definition) struct State {
    pub(in crate::step_functions::definition) name: StateName,
    pub(in crate::step_functions::definition) body: Box<dyn Body>,
    pub(in crate::step_functions::definition) catches: Catches,
}

/// States that run one after the other: at least one.
#[derive(Debug)]
pub(in crate::step_functions::definition) struct Chain {
    first: State,
    rest: Vec<State>,
}

impl Chain {
    pub(in crate::step_functions::definition) fn new(first: State) -> Chain {
        Chain {
            first,
            rest: Vec::new(),
        }
    }

    /// Adds the states of another chain behind these.
    pub(in crate::step_functions::definition) fn append(&mut self, next: Chain) {
        self.rest.push(next.first);
        self.rest.extend(next.rest);
    }

    pub(in crate::step_functions::definition) fn last_mut(&mut self) -> &mut State {
        self.rest.last_mut().unwrap_or(&mut self.first)
    }

    fn states(&self) -> impl Iterator<Item = &State> {
        std::iter::once(&self.first).chain(&self.rest)
    }

    /// Collects the names that states were given, here and within them, and reports those that are given twice.
    pub(in crate::step_functions::definition) fn given_names(
        &self,
        names: &mut BTreeSet<String>,
        mistakes: &mut Vec<String>,
    ) {
        for state in self.states() {
            if let StateName::Given(name) = &state.name
                && !names.insert(name.clone())
            {
                mistakes.push(format!(
                    "two states are named `{name}`; names are unique in the whole definition"
                ));
            }
            for inner in state
                .body
                .chains()
                .into_iter()
                .chain(state.catches.handlers())
            {
                inner.given_names(names, mistakes);
            }
        }
    }

    /// Prints the chain as a machine: with `StartAt` and `States`.
    pub(in crate::step_functions::definition) fn machine(
        &self,
        scope: &mut Scope<'_>,
    ) -> [(&'static str, Json); 2] {
        let mut states = Vec::new();
        let first = self.print(None, scope, &mut states);
        [("StartAt", first.into()), ("States", Json::Object(states))]
    }

    /// Prints the states into `states`; the last one leads to `next`. Returns the name of the first one.
    pub(super) fn print(
        &self,
        next: Option<&str>,
        scope: &mut Scope<'_>,
        states: &mut Vec<(String, Json)>,
    ) -> String {
        let first = self.first.take_name(scope);
        let mut name = first.clone();
        let mut states_left = self.states().peekable();
        while let Some(state) = states_left.next() {
            let following = states_left.peek().map(|state| state.take_name(scope));
            if following.is_some() && state.body.is_end() {
                scope.mistake(
                    &name,
                    "the execution ends here, so nothing can follow; remove what follows",
                );
            }
            state.print(&name, following.as_deref().or(next), scope, states);
            name = following.unwrap_or_default();
        }
        first
    }
}

impl State {
    /// Returns the name under which the state is printed.
    fn take_name(&self, scope: &mut Scope<'_>) -> String {
        let name = match &self.name {
            StateName::Default(name) => scope.unique_name(name),
            StateName::Given(name) => name.clone(),
        };
        if let Some(mistake) = mistake(&name) {
            scope.mistake(&name, mistake);
        }
        name
    }

    fn print(
        &self,
        name: &str,
        next: Option<&str>,
        scope: &mut Scope<'_>,
        states: &mut Vec<(String, Json)>,
    ) {
        let mut fields = self.body.print(name, scope);
        if self.body.is_queued() {
            for error in self.catches.of_function() {
                scope.mistake(
                    name,
                    format!(
                        "the error `{error}` is not reported to a task that only queues its event; remove the handler, or set \
                         `mode = \"request_response\"`"
                    ),
                );
            }
        }
        let mut handlers = Vec::new();
        let catch = self.catches.print(name, scope, |handler, scope| {
            handler.print(next, scope, &mut handlers)
        });
        fields.extend(catch.map(|catch| ("Catch", catch)));
        match next {
            _ if self.body.is_end() => {}
            Some(next) => fields.push(("Next", next.into())),
            None => fields.push(("End", Json::Bool(true))),
        }
        let fields = fields
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value));
        states.push((name.to_owned(), Json::Object(fields.collect())));
        states.extend(handlers);
    }
}
