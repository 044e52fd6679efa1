//! The builder of a client whose ARNs or settings are known only at run time.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use crate::client::{ResolvedMethod, ResolvedMethods, unknown_methods};
use crate::error::Error;
use crate::function_name::template::{expand, unknown_keys};
use crate::settings::{RetryConfig, Settings};
use crate::step_functions::Machines;
use crate::step_functions::arn::MachineArn;
use crate::step_functions::client::declaration::MachineEntry;
use crate::step_functions::client::{GeneratedMachineClient, MachineStub, Resolved};

/// The settings of a whole client, or of one of its methods.
#[derive(Clone, Debug, Default)]
pub(super) struct Overrides {
    arn: Option<String>,
    settings: Settings,
    keys: BTreeMap<String, String>,
}

/// The settings of one method, for [`MachineClientBuilder::method`].
#[derive(Debug)]
#[must_use = "settings do nothing until they are returned to the builder"]
pub struct MachineSettings {
    overrides: Overrides,
}

/// The setters that a client and a single method have in common.
macro_rules! common_settings {
    ($this:ident => $overrides:expr) => {
        /// Sets the ARN of the machine, or of one of its versions or aliases. The placeholders are those of the attribute: `{method}`,
        /// `{method:kebab-case}`, `{env:VAR}`, and keys such as `{stage}`.
        pub fn arn(mut self, arn: impl Into<String>) -> Self {
            let $this = &mut self;
            $overrides.arn = Some(arn.into());
            self
        }

        /// Sets the timeout of a whole call, from the start to the end of the execution.
        pub fn timeout(mut self, timeout: Duration) -> Self {
            let $this = &mut self;
            $overrides.settings.timeout = Some(timeout);
            self
        }

        /// Sets the timeout of each attempt of a request: see [`MachinesBuilder::attempt_timeout`](crate::step_functions::MachinesBuilder::attempt_timeout).
        pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
            let $this = &mut self;
            $overrides.settings.attempt_timeout = Some(timeout);
            self
        }

        /// Sets how requests are retried; what `retry` leaves unset stays as declared.
        pub fn retry(mut self, retry: RetryConfig) -> Self {
            let $this = &mut self;
            $overrides.settings.retry = retry;
            self
        }

        /// Withdraws a declared `idempotent`, which only Express machines have.
        pub fn not_idempotent(mut self) -> Self {
            let $this = &mut self;
            $overrides.settings.idempotent = Some(false);
            self
        }
    };
}

impl MachineSettings {
    common_settings!(this => this.overrides);
}

/// Builds a client whose ARNs or settings are known only at run time. Created by the `builder` that `#[state_machine]` generates.
#[must_use = "a builder does nothing until `build` is called"]
pub struct MachineClientBuilder<C> {
    machines: Machines,
    whole: Overrides,
    methods: BTreeMap<String, Overrides>,
    marker: PhantomData<fn() -> C>,
}

/// Returns the builder of a generated client.
#[doc(hidden)]
pub fn builder<C: GeneratedMachineClient>(machines: &Machines) -> MachineClientBuilder<C> {
    MachineClientBuilder {
        machines: machines.clone(),
        whole: Overrides::default(),
        methods: BTreeMap::new(),
        marker: PhantomData,
    }
}

impl<C> fmt::Debug for MachineClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MachineClientBuilder")
            .field("whole", &self.whole)
            .field("methods", &self.methods)
            .finish_non_exhaustive()
    }
}

impl<C: GeneratedMachineClient> MachineClientBuilder<C> {
    common_settings!(this => this.whole);

    /// Sets the value of a `{key}` in the ARNs of the trait.
    pub fn set(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.whole.keys.insert(key.into(), value.into());
        self
    }

    /// Changes the settings of one method, by its name in the trait. They override those of the whole client.
    pub fn method(
        mut self,
        method: impl Into<String>,
        settings: impl FnOnce(MachineSettings) -> MachineSettings,
    ) -> Self {
        let method = method.into();
        let overrides = self.methods.remove(&method).unwrap_or_default();
        let overrides = settings(MachineSettings { overrides }).overrides;
        self.methods.insert(method, overrides);
        self
    }

    /// Resolves all ARNs and builds the client.
    ///
    /// # Errors
    ///
    /// Returns one error of kind [`Configuration`](crate::ErrorKind::Configuration) that lists everything that is missing or
    /// invalid: environment variables that are not set, keys without a value, malformed ARNs, methods that share a machine, unknown
    /// methods and keys, and settings that are zero or contradict each other.
    pub fn build(self) -> Result<C, Error> {
        let declaration = C::DECLARATION;
        let declared = declaration.methods;
        let known: Vec<&str> = declared.iter().map(|method| method.name).collect();
        let templates = declared
            .iter()
            .map(|method| method.arn)
            .chain(self.whole.arn.as_deref())
            .chain(self.methods.values().filter_map(|own| own.arn.as_deref()));
        let general = unknown_methods(self.methods.keys(), &known).into_iter();
        let general = general.chain(unknown_keys(&self.whole.keys, templates));
        let none = Overrides::default();
        let methods = declared.iter().map(|method| {
            let own = self.methods.get(method.name).unwrap_or(&none);
            ResolvedMethod {
                name: method.name,
                is_enabled: method.enabled,
                resolved: resolve(&self.machines, method, own, &self.whole),
            }
        });
        let methods: Vec<_> = methods.collect();
        let general: Vec<_> = general.chain(shared_machine(&methods)).collect();
        let methods = ResolvedMethods::checked(declaration.name, general, methods.into_iter())?;
        Ok(C::from_stub(MachineStub {
            machines: self.machines,
            methods,
        }))
    }
}

/// Returns what to say about two methods that have come to start the same machine, as one ARN for all of them makes them.
fn shared_machine(methods: &[ResolvedMethod<Resolved>]) -> Option<String> {
    let mut enabled = methods.iter().filter(|method| method.is_enabled);
    let mut known = BTreeMap::new();
    enabled.find_map(|method| {
        let arn = method.resolved.as_ref().ok()?.arn.as_str();
        let earlier = known.insert(arn, method.name)?;
        Some(format!(
            "`{earlier}` and `{}` start the same state machine, which cannot tell them apart; add `{{method}}` to the ARN, or set the ARN \
             of each method",
            method.name
        ))
    })
}

/// Returns the machine of a method, or all mistakes in its ARN and settings. `own` overrides `whole`, which overrides the declaration.
pub(super) fn resolve(
    machines: &Machines,
    method: &MachineEntry,
    own: &Overrides,
    whole: &Overrides,
) -> Result<Resolved, Vec<String>> {
    let mut mistakes = Vec::new();
    let template = own.arn.as_deref().or(whole.arn.as_deref());
    let template = template.unwrap_or(method.arn);
    let arn = expand(template, method.name, &whole.keys, &mut mistakes);
    let settings = own.settings.over(whole.settings).over(method.settings);
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    let arn = MachineArn::parse(&arn);
    if let Err(error) = &arn {
        mistakes.push(error.message().unwrap_or_default().to_owned());
    }
    mistakes.extend(settings.over(machines.settings()).mistakes());
    match arn {
        Ok(arn) if mistakes.is_empty() => Ok(Resolved { arn, settings }),
        _ => Err(mistakes),
    }
}
