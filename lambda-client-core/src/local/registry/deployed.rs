//! A deployed function, with the state that its calls share.

use std::fmt;
use std::sync::Arc;

use crate::local::fault::schedule::FaultSchedule;
use crate::local::function::Function;
use crate::local::function::handler::Handler;
use crate::local::function::settings::FunctionSettings;
use crate::local::registry::arn::FunctionKey;
use crate::local::registry::concurrency::ConcurrencyLimit;
use crate::local::registry::environments::Environments;
use crate::local::registry::{LATEST, LATEST_PUBLISHED};
use crate::local::seeded_rng::SeededRng;

pub(in crate::local) struct DeployedFunction {
    pub(in crate::local) key: FunctionKey,
    pub(in crate::local) settings: FunctionSettings,
    latest: Arc<dyn Handler>,
    pub(in crate::local) concurrency: Arc<ConcurrencyLimit>,
    pub(in crate::local) environments: Environments,
    pub(in crate::local) faults: FaultSchedule,
    pub(in crate::local) rng: SeededRng,
    pub(super) revision_id: String,
    pub(in crate::local) last_modified: String,
}

/// A function, with the version or alias that a request named. Both exist.
#[derive(Clone, Debug)]
pub(in crate::local) struct InvocationTarget {
    pub(in crate::local) function: Arc<DeployedFunction>,
    pub(in crate::local) qualifier: Option<String>,
}

/// One version of a function, and its code.
pub(in crate::local) struct Version {
    pub(in crate::local) name: String,
    pub(in crate::local) handler: Arc<dyn Handler>,
}

impl DeployedFunction {
    pub(super) fn new(
        key: FunctionKey,
        function: Function,
        account: &Arc<ConcurrencyLimit>,
        seed: Option<u64>,
        last_modified: String,
    ) -> DeployedFunction {
        // Each function has its own random numbers, so that calls to one do not change what happens to another.
        let rng = SeededRng::new(seed, &key.arn());
        let concurrency = match function.settings.reserved_concurrency {
            Some(limit) => Arc::new(ConcurrencyLimit::reserved(limit)),
            None => Arc::clone(account),
        };
        DeployedFunction {
            key,
            settings: function.settings,
            latest: function.latest,
            concurrency,
            environments: Environments::default(),
            faults: FaultSchedule::default(),
            revision_id: rng.uuid(),
            last_modified,
            rng,
        }
    }

    /// Returns whether this version or alias exists.
    pub(super) fn has(&self, qualifier: Option<&str>) -> bool {
        match qualifier {
            None | Some(LATEST) => true,
            Some(LATEST_PUBLISHED) => !self.settings.versions.is_empty(),
            Some(name) if self.settings.aliases.contains_key(name) => true,
            Some(name) => version_number(name)
                .is_some_and(|number| self.settings.versions.contains_key(&number)),
        }
    }

    /// Returns the number of the version that a qualifier means; `None` is `$LATEST`. An alias means the version that it points
    /// to, regardless of the share of its calls that goes to another.
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

    /// Returns the number of the version that a call runs. An alias with weights chooses one of its two versions for each call.
    fn number_for_call(&self, qualifier: Option<&str>) -> Option<u64> {
        let alias = qualifier.and_then(|name| self.settings.aliases.get(name));
        match alias.and_then(|routing| routing.weighted) {
            Some((other, share)) if self.rng.fraction() < share => Some(other),
            _ => self.number(qualifier),
        }
    }
}

impl InvocationTarget {
    /// Chooses the version that a call runs.
    pub(in crate::local) fn version(&self) -> Version {
        let number = self.function.number_for_call(self.qualifier.as_deref());
        let own_code = number
            .and_then(|number| self.function.settings.versions.get(&number))
            .and_then(Option::as_ref);
        Version {
            name: version_name(number),
            handler: Arc::clone(own_code.unwrap_or(&self.function.latest)),
        }
    }

    /// Returns the name of the version that the qualifier means.
    pub(super) fn version_name(&self) -> String {
        version_name(self.function.number(self.qualifier.as_deref()))
    }

    /// Returns the ARN with the requested qualifier.
    pub(in crate::local) fn arn(&self) -> String {
        self.function.key.qualified(self.qualifier.as_deref())
    }
}

impl fmt::Debug for DeployedFunction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeployedFunction")
            .field("key", &self.key)
            .field("versions", &self.settings.versions.keys())
            .field("aliases", &self.settings.aliases.keys())
            .finish_non_exhaustive()
    }
}

fn version_name(number: Option<u64>) -> String {
    number.map_or_else(|| LATEST.to_owned(), |number| number.to_string())
}

/// Parses a version number as Lambda writes it: without leading zeros.
fn version_number(text: &str) -> Option<u64> {
    let number = text.parse().ok()?;
    (text == u64::to_string(&number)).then_some(number)
}
