//! The builder of a client.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use lambda_client_grammar::suggest::nearest;

use crate::client::resolve::resolve;
use crate::client::{GeneratedClient, Stub};
use crate::declaration::Declaration;
use crate::error::Error;
use crate::lambda::Lambda;
use crate::settings::{RetryConfig, Settings};

/// What an operator may set for a whole client or for one method of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Overrides {
    pub(super) name: Option<String>,
    pub(super) qualifier: Option<String>,
    pub(super) settings: Settings,
    pub(super) keys: BTreeMap<String, String>,
}

/// What is set for one method, through [`ClientBuilder::method`].
#[derive(Debug)]
#[must_use = "settings do nothing until they are given back to the builder"]
pub struct MethodSettings {
    overrides: Overrides,
}

/// The settings that a whole client and a single method have in common.
macro_rules! common_settings {
    ($this:ident => $overrides:expr) => {
        /// The function's name, partial ARN or ARN, with the placeholders of the attribute: `{method}`, `{method:kebab-case}`,
        /// `{env:VAR}` and keys.
        pub fn name(mut self, name: impl Into<String>) -> Self {
            let $this = &mut self;
            $overrides.name = Some(name.into());
            self
        }

        /// The version or alias.
        pub fn qualifier(mut self, qualifier: impl Into<String>) -> Self {
            let $this = &mut self;
            $overrides.qualifier = Some(qualifier.into());
            self
        }

        /// The bound of a whole call.
        pub fn timeout(mut self, timeout: Duration) -> Self {
            let $this = &mut self;
            $overrides.settings.timeout = Some(timeout);
            self
        }

        /// The bound of one attempt.
        pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
            let $this = &mut self;
            $overrides.settings.attempt_timeout = Some(timeout);
            self
        }

        /// How calls are repeated; what is not set in `retry` stays as declared.
        pub fn retry(mut self, retry: RetryConfig) -> Self {
            let $this = &mut self;
            $overrides.settings.retry = retry;
            self
        }

        /// Takes back a declared `idempotent`. Only a declaration or a call can say that running twice does no harm.
        pub fn not_idempotent(mut self) -> Self {
            let $this = &mut self;
            $overrides.settings.idempotent = Some(false);
            self
        }
    };
}

impl MethodSettings {
    common_settings!(this => this.overrides);
}

/// Builds a client whose names or settings are given at run time. Made by the generated `builder`.
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder<C> {
    lambda: Lambda,
    whole: Overrides,
    methods: BTreeMap<String, Overrides>,
    marker: PhantomData<fn() -> C>,
}

/// The builder of a generated client.
pub fn builder<C: GeneratedClient>(lambda: &Lambda) -> ClientBuilder<C> {
    ClientBuilder {
        lambda: lambda.clone(),
        whole: Overrides::default(),
        methods: BTreeMap::new(),
        marker: PhantomData,
    }
}

impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("whole", &self.whole)
            .field("methods", &self.methods)
            .finish_non_exhaustive()
    }
}

impl<C: GeneratedClient> ClientBuilder<C> {
    common_settings!(this => this.whole);

    /// The value of a `{key}` in the names of the trait.
    pub fn set(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.whole.keys.insert(key.into(), value.into());
        self
    }

    /// Settings for one method, by its name in the trait; they win over those for the whole client.
    pub fn method(
        mut self,
        method: impl Into<String>,
        settings: impl FnOnce(MethodSettings) -> MethodSettings,
    ) -> Self {
        let method = method.into();
        let overrides = self.methods.remove(&method).unwrap_or_default();
        let overrides = settings(MethodSettings { overrides }).overrides;
        self.methods.insert(method, overrides);
        self
    }

    /// Resolves all names.
    ///
    /// # Errors
    ///
    /// One error of kind [`Configuration`](crate::ErrorKind::Configuration) that lists everything that is missing or wrong:
    /// variables that are not set, keys without a value, names that Lambda would refuse, methods that the trait does not have.
    pub fn build(self) -> Result<C, Error> {
        let declaration = C::DECLARATION;
        let mut mistakes = self.unknown_methods(declaration);
        let none = Overrides::default();
        let mut functions = Vec::with_capacity(declaration.methods.len());
        for method in declaration.methods {
            let own = self.methods.get(method.name).unwrap_or(&none);
            match resolve(&self.lambda, method, own, &self.whole) {
                Ok(function) => functions.push(Ok(Arc::new(function))),
                Err(_) if !method.enabled => {
                    functions.push(Err(Error::configuration("the method is not compiled in")))
                }
                Err(found) => {
                    for mistake in found {
                        if !mistakes.contains(&mistake) {
                            mistakes.push(mistake);
                        }
                    }
                }
            }
        }
        if !mistakes.is_empty() {
            let list = mistakes.join("; ");
            return Err(Error::configuration(format!(
                "`{}` cannot be built: {list}",
                declaration.name
            )));
        }
        Ok(C::from_stub(Stub {
            name: declaration.name,
            functions: functions.into(),
        }))
    }

    fn unknown_methods(&self, declaration: &Declaration) -> Vec<String> {
        let known: Vec<&str> = declaration
            .methods
            .iter()
            .map(|method| method.name)
            .collect();
        let unknown = self
            .methods
            .keys()
            .filter(|name| !known.contains(&name.as_str()));
        unknown
            .map(|name| match nearest(name, &known) {
                Some(near) => format!("there is no method `{name}`; did you mean `{near}`?"),
                None => format!(
                    "there is no method `{name}`; there are `{}`",
                    known.join("`, `")
                ),
            })
            .collect()
    }
}
