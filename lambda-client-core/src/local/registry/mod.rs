//! Which functions there are, and which version of one a call means.

pub(crate) mod arn;
pub(crate) mod listing;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::local::engine::concurrency::ConcurrencyLimit;
use crate::local::engine::environments::Environments;
use crate::local::engine::seeded_rng::SeededRng;
use crate::local::fault::faults::Faults;
use crate::local::registry::arn::{AccountRegion, Key};
use crate::local::service_error::ServiceError;
use crate::local::setup::function::Function;
use crate::local::setup::handler::Handler;
use crate::local::setup::settings::Settings;
use lambda_client_grammar::name::check_qualifier;

pub(crate) const LATEST: &str = "$LATEST";

/// The latest published version, by its name on functions of managed instances.
const LATEST_PUBLISHED: &str = "$LATEST.PUBLISHED";

/// All functions.
#[derive(Debug)]
pub(crate) struct Registry {
    pub(crate) home: AccountRegion,
    last_modified: String,
    functions: BTreeMap<Key, Arc<Deployed>>,
}

/// A function, with what its calls share.
pub(crate) struct Deployed {
    pub(crate) key: Key,
    pub(crate) settings: Settings,
    latest: Arc<dyn Handler>,
    pub(crate) places: Arc<ConcurrencyLimit>,
    pub(crate) environments: Environments,
    pub(crate) faults: Faults,
    pub(crate) chance: SeededRng,
    pub(crate) revision_id: String,
    pub(crate) last_modified: String,
}

impl fmt::Debug for Deployed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Deployed")
            .field("key", &self.key)
            .field("versions", &self.settings.versions.keys())
            .field("aliases", &self.settings.aliases.keys())
            .finish_non_exhaustive()
    }
}

/// A function, and the version or alias that was asked for; it is there.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub(crate) function: Arc<Deployed>,
    pub(crate) qualifier: Option<String>,
}

/// One version of a function, and its code.
pub(crate) struct Version {
    pub(crate) name: String,
    pub(crate) handler: Arc<dyn Handler>,
}

impl Registry {
    pub(crate) fn new(home: AccountRegion, last_modified: String) -> Registry {
        Registry {
            home,
            last_modified,
            functions: BTreeMap::new(),
        }
    }

    pub(crate) fn deploy(
        &mut self,
        key: Key,
        function: Function,
        account: &Arc<ConcurrencyLimit>,
        seed: Option<u64>,
    ) {
        let chance = SeededRng::new(seed, &key.arn());
        let places = match function.settings.reserved_concurrency {
            Some(limit) => Arc::new(ConcurrencyLimit::reserved(limit)),
            None => Arc::clone(account),
        };
        let deployed = Deployed {
            key: key.clone(),
            settings: function.settings,
            latest: function.latest,
            places,
            environments: Environments::default(),
            faults: Faults::default(),
            revision_id: chance.uuid(),
            last_modified: self.last_modified.clone(),
            chance,
        };
        self.functions.insert(key, Arc::new(deployed));
    }

    /// All functions of this account and region, by name.
    pub(crate) fn at_home(&self) -> impl Iterator<Item = &Arc<Deployed>> {
        self.functions
            .values()
            .filter(|function| function.key.is_at(&self.home))
    }

    /// All functions.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Arc<Deployed>> {
        self.functions.values()
    }

    /// A function by name, partial ARN or ARN, whatever its qualifier.
    pub(crate) fn function(&self, name: &str) -> Option<&Arc<Deployed>> {
        let (key, _) = Key::parse(name, &self.home)?;
        self.functions.get(&key)
    }

    /// The function and version or alias that a request means, or Lambda's refusal.
    pub(crate) fn find(&self, name: &str, qualifier: Option<&str>) -> Result<Target, ServiceError> {
        let (key, in_name) = Key::parse(name, &self.home).ok_or_else(|| {
            ServiceError::invalid_member("functionName", name, "Member must satisfy regular expression pattern: (arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_\\.]+)(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?")
        })?;
        if let Some(given) = qualifier
            && check_qualifier(given).is_err()
        {
            return Err(ServiceError::invalid_member(
                "qualifier",
                given,
                "Member must have length between 1 and 128, inclusive, and satisfy regular expression pattern: \\$(LATEST(\\.PUBLISHED)?)|[a-zA-Z0-9-_$]+",
            ));
        }
        if let (Some(in_name), Some(given)) = (&in_name, qualifier)
            && in_name != given
        {
            return Err(ServiceError::invalid_parameter(
                "The derived qualifier from the function name does not match the specified qualifier.",
            ));
        }
        let qualifier = in_name.or_else(|| qualifier.map(str::to_owned));
        let found = self.functions.get(&key);
        let function = match found {
            Some(function) if function.knows(qualifier.as_deref()) => Arc::clone(function),
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
        Ok(Target {
            function,
            qualifier,
        })
    }
}

impl Deployed {
    fn knows(&self, qualifier: Option<&str>) -> bool {
        match qualifier {
            None | Some(LATEST) => true,
            Some(LATEST_PUBLISHED) => !self.settings.versions.is_empty(),
            Some(name) => match self.settings.aliases.contains_key(name) {
                true => true,
                false => version_number(name)
                    .is_some_and(|number| self.settings.versions.contains_key(&number)),
            },
        }
    }

    /// The number of the version that a qualifier means; none is `$LATEST`. An alias means the version that it points to,
    /// whatever share of its calls goes to another.
    fn number(&self, qualifier: Option<&str>) -> Option<u64> {
        match qualifier {
            None | Some(LATEST) => None,
            Some(LATEST_PUBLISHED) => {
                let last = self.settings.versions.last_key_value();
                last.map(|(number, _)| *number)
            }
            Some(name) => match self.settings.aliases.get(name) {
                Some(routing) => Some(routing.version),
                None => version_number(name),
            },
        }
    }

    /// The number of the version that a call runs: of the two behind an alias with weights, each call gets one by luck.
    fn number_by_luck(&self, qualifier: Option<&str>) -> Option<u64> {
        let alias = qualifier.and_then(|name| self.settings.aliases.get(name));
        match alias.and_then(|routing| routing.weighted) {
            Some((other, share)) if self.chance.fraction() < share => Some(other),
            _ => self.number(qualifier),
        }
    }
}

impl Target {
    /// The version that this call runs.
    pub(crate) fn version(&self) -> Version {
        let number = self.function.number_by_luck(self.qualifier.as_deref());
        let own_code = number
            .and_then(|number| self.function.settings.versions.get(&number))
            .and_then(Option::as_ref);
        Version {
            name: version_name(number),
            handler: Arc::clone(own_code.unwrap_or(&self.function.latest)),
        }
    }

    /// The name of the version that was asked for, by whatever name.
    pub(crate) fn version_name(&self) -> String {
        version_name(self.function.number(self.qualifier.as_deref()))
    }

    /// The ARN as it was asked for.
    pub(crate) fn arn(&self) -> String {
        self.function.key.qualified(self.qualifier.as_deref())
    }
}

fn version_name(number: Option<u64>) -> String {
    number.map_or_else(|| LATEST.to_owned(), |number| number.to_string())
}

/// A version number as Lambda writes it: without leading zeros.
pub(crate) fn version_number(text: &str) -> Option<u64> {
    let number = text.parse().ok()?;
    (text == u64::to_string(&number)).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::Invocation;

    fn registry() -> Registry {
        let code = |answer: &'static str| move |_: Invocation| async move { answer };
        let function = Function::new(code("latest"))
            .version(1, code("one"))
            .publish()
            .alias("live", 1)
            .weighted_alias("canary", 1, 2, 0.25);
        let mut registry = Registry::new(AccountRegion::default(), String::new());
        let account = Arc::new(ConcurrencyLimit::of_account(10));
        for (name, function) in [("f", function), ("bare", Function::new(code("bare")))] {
            let (key, _) = Key::parse(name, &registry.home).unwrap();
            registry.deploy(key, function, &account, Some(1));
        }
        registry
    }

    fn version(name: &str, qualifier: Option<&str>) -> Result<String, String> {
        let found = registry().find(name, qualifier);
        found
            .map(|target| target.version().name)
            .map_err(|refusal| format!("{} {}", refusal.code.unwrap(), refusal.message))
    }

    #[test]
    fn qualifiers_lead_to_versions() {
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
    fn what_is_not_there_is_refused_in_lambdas_words() {
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
            let refused = version(name, qualifier).unwrap_err();
            assert!(refused.starts_with(code), "{refused}");
        }
    }

    #[test]
    fn weights_share_the_calls_out() {
        let registry = registry();
        let target = registry.find("f", Some("canary")).unwrap();
        let second = (0..1000).filter(|_| target.version().name == "2").count();
        assert!((200..300).contains(&second), "{second}");
    }
}
