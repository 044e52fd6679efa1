//! The deployed functions, and the version that a request means.

pub(in crate::local) mod arn;
pub(in crate::local) mod concurrency;
mod deployed;
pub(in crate::local) mod environments;
mod listing;

use std::collections::BTreeMap;
use std::sync::Arc;

use lambda_client_grammar::name::check_qualifier;
use lambda_client_grammar::suggest::nearest;

pub(in crate::local) use self::deployed::{DeployedFunction, InvocationTarget, Version};

use crate::local::account_region::AccountRegion;
use crate::local::fault::Fault;
use crate::local::function::Function;
use crate::local::registry::arn::FunctionKey;
use crate::local::registry::concurrency::ConcurrencyLimit;
use crate::local::service_error::ServiceError;

pub(in crate::local) const LATEST: &str = "$LATEST";

/// The latest published version, as functions on managed instances name it.
const LATEST_PUBLISHED: &str = "$LATEST.PUBLISHED";

/// All deployed functions.
#[derive(Debug)]
pub(in crate::local) struct Registry {
    pub(in crate::local) home: AccountRegion,
    last_modified: String,
    functions: BTreeMap<FunctionKey, Arc<DeployedFunction>>,
}

impl Registry {
    pub(in crate::local) fn new(home: AccountRegion, last_modified: String) -> Registry {
        Registry {
            home,
            last_modified,
            functions: BTreeMap::new(),
        }
    }

    pub(in crate::local) fn deploy(
        &mut self,
        key: FunctionKey,
        function: Function,
        account: &Arc<ConcurrencyLimit>,
        seed: Option<u64>,
    ) {
        let last_modified = self.last_modified.clone();
        let deployed = DeployedFunction::new(key.clone(), function, account, seed, last_modified);
        self.functions.insert(key, Arc::new(deployed));
    }

    /// Returns the functions in the account and region of this registry, sorted by name.
    fn at_home(&self) -> impl Iterator<Item = &Arc<DeployedFunction>> {
        self.functions
            .values()
            .filter(|function| function.key.is_at(&self.home))
    }

    /// Returns the function with this name, partial ARN or ARN. A qualifier is ignored.
    pub(in crate::local) fn function(&self, name: &str) -> Option<&Arc<DeployedFunction>> {
        let (key, _) = FunctionKey::parse(name, &self.home)?;
        self.functions.get(&key)
    }

    /// Injects a fault into the calls of a function.
    ///
    /// # Errors
    ///
    /// Returns a message if the fault is invalid or the function does not exist.
    pub(in crate::local) fn inject(&self, name: &str, fault: Fault) -> Result<(), String> {
        if let Some(mistake) = fault.mistake() {
            return Err(format!("function `{name}`: {mistake}"));
        }
        let function = self.function(name).ok_or_else(|| {
            let known = self.functions.keys().map(|key| key.name.as_str());
            unknown_function(name, known)
        })?;
        function.faults.add(fault);
        Ok(())
    }

    /// Removes all faults of all functions.
    pub(in crate::local) fn clear_faults(&self) {
        for function in self.functions.values() {
            function.faults.clear();
        }
    }

    /// Returns the function with the version or alias that a request means, or Lambda's error.
    pub(in crate::local) fn find(
        &self,
        name: &str,
        qualifier: Option<&str>,
    ) -> Result<InvocationTarget, ServiceError> {
        let (key, in_name) = FunctionKey::parse(name, &self.home).ok_or_else(|| {
            ServiceError::invalid_member("functionName", name, "Member must satisfy regular expression pattern: (arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_\\.]+)(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?")
        })?;
        if let Some(requested) = qualifier
            && check_qualifier(requested).is_err()
        {
            return Err(ServiceError::invalid_member(
                "qualifier",
                requested,
                "Member must have length between 1 and 128, inclusive, and satisfy regular expression pattern: \\$(LATEST(\\.PUBLISHED)?)|[a-zA-Z0-9-_$]+",
            ));
        }
        if let (Some(in_name), Some(requested)) = (&in_name, qualifier)
            && in_name != requested
        {
            return Err(ServiceError::invalid_parameter(
                "The derived qualifier from the function name does not match the specified qualifier.",
            ));
        }
        let qualifier = in_name.or_else(|| qualifier.map(str::to_owned));
        let function = match self.functions.get(&key) {
            Some(function) if function.has(qualifier.as_deref()) => Arc::clone(function),
            Some(_) if qualifier.as_deref() == Some(LATEST_PUBLISHED) => {
                return Err(ServiceError::of_code(
                    "NoPublishedVersionException",
                    format!("The function {} has no published version", key.arn()),
                ));
            }
            _ => {
                return Err(ServiceError::function_not_found(
                    &key.qualified(qualifier.as_deref()),
                ));
            }
        };
        Ok(InvocationTarget {
            function,
            qualifier,
        })
    }
}

/// Returns the message for a name that no function has, with the nearest of the known names.
pub(in crate::local) fn unknown_function<'a>(
    name: &str,
    known: impl Iterator<Item = &'a str>,
) -> String {
    let known: Vec<&str> = known.collect();
    match nearest(name, &known) {
        Some(meant) => format!("unknown function `{name}`; did you mean `{meant}`?"),
        None => format!("unknown function `{name}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::Invocation;

    fn registry() -> Registry {
        let code = |payload: &'static str| move |_: Invocation| async move { payload };
        let function = Function::new(code("latest"))
            .version(1, code("one"))
            .publish()
            .alias("live", 1)
            .weighted_alias("canary", 1, 2, 0.25);
        let mut registry = Registry::new(AccountRegion::default(), String::new());
        let account = Arc::new(ConcurrencyLimit::of_account(10));
        for (name, function) in [("f", function), ("bare", Function::new(code("bare")))] {
            let (key, _) = FunctionKey::parse(name, &registry.home).unwrap();
            registry.deploy(key, function, &account, Some(1));
        }
        registry
    }

    fn version(name: &str, qualifier: Option<&str>) -> Result<String, String> {
        let found = registry().find(name, qualifier);
        found
            .map(|target| target.version().name)
            .map_err(|error| format!("{} {}", error.code.unwrap(), error.message))
    }

    #[test]
    fn each_qualifier_selects_its_version() {
        for (name, qualifier, expected) in [
            ("f", None, "$LATEST"),
            ("f", Some("$LATEST"), "$LATEST"),
            ("f", Some("2"), "2"),
            ("f:live", None, "1"),
            ("f:live", Some("live"), "1"),
            ("f", Some("$LATEST.PUBLISHED"), "2"),
            (
                "arn:aws:lambda:us-east-1:000000000000:function:f:1",
                None,
                "1",
            ),
            ("000000000000:function:f", Some("live"), "1"),
        ] {
            assert_eq!(
                version(name, qualifier).unwrap(),
                expected,
                "{name} {qualifier:?}"
            );
        }
    }

    #[test]
    fn an_unknown_function_or_qualifier_gets_lambdas_error() {
        let arn = "arn:aws:lambda:us-east-1:000000000000:function";
        for (name, qualifier, expected) in [
            ("g", None, format!("ResourceNotFoundException Function not found: {arn}:g")),
            ("f", Some("3"), format!("ResourceNotFoundException Function not found: {arn}:f:3")),
            ("f", Some("01"), format!("ResourceNotFoundException Function not found: {arn}:f:01")),
            ("f:dead", None, format!("ResourceNotFoundException Function not found: {arn}:f:dead")),
            (
                "arn:aws:lambda:eu-west-1:000000000000:function:f",
                None,
                "ResourceNotFoundException Function not found: arn:aws:lambda:eu-west-1:000000000000:function:f".to_owned(),
            ),
        ] {
            assert_eq!(version(name, qualifier).unwrap_err(), expected);
        }
        for (name, qualifier, code) in [
            ("f:live", Some("1"), "InvalidParameterValueException"),
            (
                "bare",
                Some("$LATEST.PUBLISHED"),
                "NoPublishedVersionException",
            ),
            ("no name", None, "ValidationException"),
            ("f", Some("no qualifier"), "ValidationException"),
            ("f", Some(""), "ValidationException"),
        ] {
            let message = version(name, qualifier).unwrap_err();
            assert!(message.starts_with(code), "{message}");
        }
    }

    #[test]
    fn weights_distribute_the_calls() {
        let registry = registry();
        let target = registry.find("f", Some("canary")).unwrap();
        let second = (0..1000).filter(|_| target.version().name == "2").count();
        assert!((200..300).contains(&second), "{second}");
    }
}
