//! Functions before they are deployed, and what is wrong with them.

use std::collections::BTreeMap;

use crate::local::fault::Fault;
use crate::local::registry::Registry;
use crate::local::registry::arn::{AccountRegion, Key};
use crate::local::setup::function::Function;
use lambda_client_grammar::name::check_qualifier;
use lambda_client_grammar::suggest::nearest;

/// A change of a function's settings.
pub(crate) type Change = Box<dyn FnOnce(Function) -> Function + Send>;

/// Functions on their way to be deployed.
#[derive(Default)]
pub(crate) struct Plan {
    pub(crate) functions: BTreeMap<Key, Function>,
    pub(crate) mistakes: Vec<String>,
}

impl Plan {
    pub(crate) fn add(&mut self, name: &str, function: Function, home: &AccountRegion) {
        match Key::parse(name, home) {
            None => self.mistakes.push(format!("`{name}` cannot be the name of a function")),
            Some((_, Some(qualifier))) => self.mistakes.push(format!(
                "the name `{name}` has a qualifier; write `Function::alias` or `Function::publish` for `{qualifier}`"
            )),
            Some((key, None)) => {
                if self.functions.insert(key, function).is_some() {
                    self.mistakes.push(format!("there are two functions called `{name}`"));
                }
            }
        }
    }

    pub(crate) fn change(&mut self, name: &str, change: Change, home: &AccountRegion) {
        let key = Key::parse(name, home).map(|(key, _)| key);
        match key.and_then(|key| self.functions.remove_entry(&key)) {
            Some((key, function)) => {
                self.functions.insert(key, change(function));
            }
            None => {
                let known = self.functions.keys().map(|key| key.name.as_str());
                self.mistakes.push(not_there(name, known));
            }
        }
    }

    pub(crate) fn reserved(&self) -> u32 {
        self.functions
            .values()
            .filter_map(|function| function.settings.reserved_concurrency)
            .fold(0, u32::saturating_add)
    }

    pub(crate) fn check(&mut self, account_concurrency: u32) {
        for (key, function) in &self.functions {
            let mistakes = function.mistakes.iter().cloned().chain(function.check());
            let named = mistakes.map(|mistake| format!("function `{}`: {mistake}", key.name));
            self.mistakes.extend(named);
        }
        let reserved = self.reserved();
        if reserved > account_concurrency {
            self.mistakes.push(format!(
                "the functions reserve {reserved} runs at a time, the account has {account_concurrency}"
            ));
        }
    }
}

impl Function {
    /// What is wrong with the aliases.
    fn check(&self) -> Vec<String> {
        let mut mistakes = Vec::new();
        for (name, routing) in &self.settings.aliases {
            if name.starts_with('$') || check_qualifier(name).is_err() {
                mistakes.push(format!("`{name}` cannot be the name of an alias"));
            } else if name.bytes().all(|byte| byte.is_ascii_digit()) {
                mistakes.push(format!(
                    "the alias `{name}` is a number; numbers are versions, give it another name"
                ));
            }
            let other = routing.weighted.map(|(other, _)| other);
            for version in [Some(routing.version), other].into_iter().flatten() {
                if !self.settings.versions.contains_key(&version) {
                    mistakes.push(format!(
                        "the alias `{name}` points to version {version}, which is not published; call `publish` or `version` first"
                    ));
                }
            }
        }
        mistakes
    }
}

fn not_there<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.collect();
    match nearest(name, &known) {
        Some(meant) => format!("there is no function `{name}`; did you mean `{meant}`?"),
        None => format!("there is no function `{name}`"),
    }
}

impl Registry {
    /// Puts a fault into the way of a function's calls, or tells what is wrong with that.
    pub(crate) fn inject(&self, name: &str, fault: Fault) -> Result<(), String> {
        if let Some(mistake) = fault.mistake() {
            return Err(format!("function `{name}`: {mistake}"));
        }
        let function = self.function(name).ok_or_else(|| {
            let known = self.all().map(|function| function.key.name.as_str());
            not_there(name, known)
        })?;
        function.faults.add(fault);
        Ok(())
    }
}
