//! Functions before they are deployed, and the mistakes in their settings.

use std::collections::BTreeMap;
use std::sync::Arc;

use lambda_client_grammar::name::check_qualifier;

use crate::local::account_region::AccountRegion;
use crate::local::function::Function;
use crate::local::registry::arn::FunctionKey;
use crate::local::registry::concurrency::ConcurrencyLimit;
use crate::local::registry::{Registry, unknown_function};
use crate::local::setup::served;
use crate::server::Service;

/// A change of a function's settings.
pub(super) type Change = Box<dyn FnOnce(Function) -> Function + Send>;

/// Functions to deploy, with every mistake found so far.
pub(super) struct Deployment {
    home: AccountRegion,
    functions: BTreeMap<FunctionKey, Function>,
    mistakes: Vec<String>,
}

impl Deployment {
    pub(super) fn new(home: AccountRegion) -> Deployment {
        Deployment {
            mistakes: home.check(),
            functions: BTreeMap::new(),
            home,
        }
    }

    /// Adds the functions that traits declare.
    pub(super) fn add_declared(
        &mut self,
        services: &[Arc<dyn Service>],
        keys: &BTreeMap<String, String>,
    ) {
        let (functions, mistakes) = served::functions(services, keys, &self.home);
        self.functions.extend(functions);
        self.mistakes.extend(mistakes);
    }

    pub(super) fn add(&mut self, name: &str, function: Function) {
        match FunctionKey::parse(name, &self.home) {
            None => self.mistakes.push(format!("invalid function name `{name}`")),
            Some((_, Some(qualifier))) => self.mistakes.push(format!(
                "the name `{name}` has the qualifier `{qualifier}`; call `Function::alias` or `Function::publish` instead"
            )),
            Some((key, None)) => {
                if self.functions.insert(key, function).is_some() {
                    self.mistakes.push(format!("duplicate function `{name}`"));
                }
            }
        }
    }

    pub(super) fn change(&mut self, name: &str, change: Change) {
        let key = FunctionKey::parse(name, &self.home).map(|(key, _)| key);
        match key.and_then(|key| self.functions.remove_entry(&key)) {
            Some((key, function)) => {
                self.functions.insert(key, change(function));
            }
            None => {
                let known = self.functions.keys().map(|key| key.name.as_str());
                self.mistakes.push(unknown_function(name, known));
            }
        }
    }

    /// Deploys the functions and returns every mistake found.
    pub(super) fn deploy(
        mut self,
        registry: &mut Registry,
        account_concurrency: u32,
        seed: Option<u64>,
    ) -> Vec<String> {
        let reserved = self.reserved_concurrency();
        self.check(account_concurrency, reserved);
        let unreserved = account_concurrency.saturating_sub(reserved);
        let account = Arc::new(ConcurrencyLimit::of_account(unreserved));
        for (key, function) in self.functions {
            registry.deploy(key, function, &account, seed);
        }
        self.mistakes
    }

    fn reserved_concurrency(&self) -> u32 {
        self.functions
            .values()
            .filter_map(|function| function.settings.reserved_concurrency)
            .fold(0, u32::saturating_add)
    }

    fn check(&mut self, account_concurrency: u32, reserved: u32) {
        for (key, function) in &self.functions {
            let mistakes = function.mistakes.iter().cloned().chain(function.check());
            let named = mistakes.map(|mistake| format!("function `{}`: {mistake}", key.name));
            self.mistakes.extend(named);
        }
        if reserved > account_concurrency {
            self.mistakes.push(format!(
                "the functions reserve {reserved} concurrent runs, but the account has {account_concurrency}"
            ));
        }
    }
}

impl Function {
    /// Returns the mistakes in the aliases.
    fn check(&self) -> Vec<String> {
        let mut mistakes = Vec::new();
        for (name, routing) in &self.settings.aliases {
            if name.starts_with('$') || check_qualifier(name).is_err() {
                mistakes.push(format!("invalid alias name `{name}`"));
            } else if name.bytes().all(|byte| byte.is_ascii_digit()) {
                mistakes.push(format!(
                    "invalid alias name `{name}`: numbers are reserved for versions"
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
