//! The inside of a generated client: its functions, resolved.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use crate::call::{Call, Codec, Endpoint, Plan};
use crate::declaration::{Declaration, Method};
use crate::names::expand;
use crate::payload::Encoded;
use crate::settings::Settings;
use crate::target::Target;
use crate::{Error, Lambda, RetryConfig};
use lambda_client_grammar::suggest::nearest;

/// What a generated client holds: each method's function with all settings resolved.
#[derive(Clone)]
pub struct Stub {
    name: &'static str,
    endpoints: Arc<[Result<Arc<Endpoint>, Error>]>,
}

impl fmt::Debug for Stub {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let targets = self.endpoints.iter().filter_map(|endpoint| {
            let target = &endpoint.as_ref().ok()?.target;
            Some((&target.function, &target.qualifier))
        });
        write!(f, "{} ", self.name)?;
        f.debug_list().entries(targets).finish()
    }
}

/// The stub of a client whose names are all known at compile time. Should a name be unusable all the same, the calls to it
/// say so.
pub fn stub(lambda: &Lambda, declaration: &'static Declaration) -> Stub {
    let overrides = Overrides::default();
    let endpoints = declaration.methods.iter().map(|method| {
        resolve(lambda, method, &overrides, &overrides)
            .map(Arc::new)
            .map_err(|mistakes| Error::configuration(mistakes.join("; ")))
    });
    Stub {
        name: declaration.name,
        endpoints: endpoints.collect(),
    }
}

/// The call of a method.
pub fn call<R>(stub: &Stub, method: usize, codec: Codec<R>, payload: Encoded) -> Call<R> {
    let plan = match stub.endpoints.get(method) {
        Some(Ok(endpoint)) => Plan::new(Arc::clone(endpoint), payload),
        Some(Err(error)) => Plan::impossible(error.share()),
        None => Plan::impossible(Error::configuration(format!(
            "`{}` has no method {method}",
            stub.name
        ))),
    };
    Call::new(Box::new(plan), codec)
}

/// A client that `#[lambda_fn]` generates.
pub trait GeneratedClient: Sized {
    /// What the trait declares.
    const DECLARATION: &'static Declaration;

    /// The client around its resolved functions.
    fn from_stub(stub: Stub) -> Self;
}

/// What an operator may set for a whole client or for one method of it.
#[derive(Clone, Debug, Default)]
struct Overrides {
    name: Option<String>,
    qualifier: Option<String>,
    settings: Settings,
    keys: BTreeMap<String, String>,
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
        let mut endpoints = Vec::with_capacity(declaration.methods.len());
        for method in declaration.methods {
            let own = self.methods.get(method.name).unwrap_or(&none);
            match resolve(&self.lambda, method, own, &self.whole) {
                Ok(endpoint) => endpoints.push(Ok(Arc::new(endpoint))),
                Err(_) if !method.enabled => {
                    endpoints.push(Err(Error::configuration("the method is not compiled in")))
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
            endpoints: endpoints.into(),
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

/// The endpoint of a method, or everything that is wrong with it. `own` wins over `whole`, which wins over the declaration.
fn resolve(
    lambda: &Lambda,
    method: &Method,
    own: &Overrides,
    whole: &Overrides,
) -> Result<Endpoint, Vec<String>> {
    let mut mistakes = Vec::new();
    let mut fill = |template: &str| expand(template, method, &whole.keys, &mut mistakes);
    let mut layer = |name: Option<&str>, qualifier: Option<&str>| Layer {
        name: name.map(&mut fill),
        qualifier: qualifier.map(&mut fill),
    };
    let mut layers = vec![
        layer(own.name.as_deref(), own.qualifier.as_deref()),
        layer(whole.name.as_deref(), whole.qualifier.as_deref()),
    ];
    // A declared name that is replaced need not be known.
    let replaced = layers.iter().any(|layer| layer.name.is_some());
    layers.push(layer(
        (!replaced).then_some(method.function),
        method.qualifier,
    ));
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    let target = target(layers).map_err(|error| vec![error.message().to_owned()])?;
    let settings = own.settings.over(whole.settings).over(method.settings);
    let mode = method.mode.invocation_type();
    Ok(Endpoint::new(lambda, target, mode, settings))
}

/// What one layer says about the function; a name may carry a qualifier of its own.
struct Layer {
    name: Option<String>,
    qualifier: Option<String>,
}

/// The function of the topmost layer that names one, with the qualifier of the topmost layer that has one, in its name or beside
/// it.
fn target(layers: Vec<Layer>) -> Result<Target, Error> {
    let mut function = None;
    let mut qualifier = None;
    for layer in layers {
        let named = match &layer.name {
            Some(name) => Some(Target::parse(name)?),
            None => None,
        };
        let inside = named.as_ref().and_then(|target| target.qualifier.clone());
        if let (Some(inside), Some(beside)) = (&inside, &layer.qualifier)
            && inside != beside
        {
            let name = layer.name.unwrap_or_default();
            return Err(Error::configuration(format!(
                "`{name}` carries the qualifier `{inside}`, and `{beside}` is set beside it; give one of them"
            )));
        }
        function = function.or(named.map(|target| target.function));
        qualifier = qualifier.or(layer.qualifier).or(inside);
    }
    let mut target = Target {
        function: function.unwrap_or_default(),
        qualifier: None,
    };
    if let Some(qualifier) = qualifier {
        target.set_qualifier(&qualifier)?;
    }
    Ok(target)
}
