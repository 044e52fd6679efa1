//! Builders of clients, for names and settings that are known only at run time.

mod resolve;

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use lambda_client_grammar::suggest::nearest;

pub(super) use self::resolve::resolve;
use crate::client::{GeneratedClient, ResolvedMethod, ResolvedMethods, Stub};
use crate::declaration::Declaration;
use crate::error::Error;
use crate::function_name::template::unknown_keys;
use crate::lambda::Lambda;
use crate::settings::{RetryConfig, Settings};

/// The settings of a whole client, or of one of its methods.
#[derive(Clone, Debug, Default)]
pub(super) struct Overrides {
    pub(super) name: Option<String>,
    pub(super) qualifier: Option<String>,
    pub(super) settings: Settings,
    pub(super) keys: BTreeMap<String, String>,
}

/// The settings of one method, for [`ClientBuilder::method`].
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use std::time::Duration;
/// use lambda_client::{RetryConfig, client::MethodSettings};
///
/// /// Suits any method with large orders.
/// fn slow(method: MethodSettings) -> MethodSettings {
///     method.timeout(Duration::from_secs(300)).retry(RetryConfig::never())
/// }
/// ```
#[derive(Debug)]
#[must_use = "settings do nothing until they are returned to the builder"]
pub struct MethodSettings {
    overrides: Overrides,
}

/// The setters that a client and a single method have in common.
macro_rules! common_settings {
    ($this:ident => $overrides:expr) => {
        /// Sets the function's name, partial ARN or ARN. The placeholders are those of the attribute: `{method}`,
        /// `{method:kebab-case}`, `{env:VAR}`, and keys such as `{stage}`.
        pub fn name(mut self, name: impl Into<String>) -> Self {
            let $this = &mut self;
            $overrides.name = Some(name.into());
            self
        }

        /// Sets the version or alias.
        pub fn qualifier(mut self, qualifier: impl Into<String>) -> Self {
            let $this = &mut self;
            $overrides.qualifier = Some(qualifier.into());
            self
        }

        /// Sets the timeout of a whole call, with all attempts and delays.
        pub fn timeout(mut self, timeout: Duration) -> Self {
            let $this = &mut self;
            $overrides.settings.timeout = Some(timeout);
            self
        }

        /// Sets the timeout of each attempt: at most the `timeout` that applies, unless a call sets another one.
        pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
            let $this = &mut self;
            $overrides.settings.attempt_timeout = Some(timeout);
            self
        }

        /// Sets how calls are retried; what `retry` leaves unset stays as declared.
        pub fn retry(mut self, retry: RetryConfig) -> Self {
            let $this = &mut self;
            $overrides.settings.retry = retry;
            self
        }

        /// Withdraws a declared `idempotent`. Only the attribute and [`Call::idempotent`](crate::Call::idempotent) can declare it.
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

/// Builds a client whose names or settings are known only at run time. Created by the generated `builder`.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use std::time::Duration;
/// # use lambda_client::transport::{BoxFuture, InvokeRequest, InvokeResponse, Transport, TransportError};
/// # use lambda_client::{ClientBuilder, Error, Lambda, __private::{self, Declaration, GeneratedClient, Method, Stub}};
/// # #[derive(Debug)] struct OrdersClient(Stub);
/// # impl GeneratedClient for OrdersClient {
/// #     const DECLARATION: &'static Declaration = &Declaration::new("Orders", &[Method::new("place", "{stage}-place")]);
/// #     fn from_stub(stub: Stub) -> Self { OrdersClient(stub) }
/// # }
/// # impl OrdersClient {
/// #     fn builder(lambda: &Lambda) -> ClientBuilder<Self> { __private::builder(lambda) }
/// # }
/// # fn example(lambda: Lambda) -> Result<(), Error> {
///
/// // Generated from `#[lambda_fn(name = "{stage}-{method}")] trait Orders { .. }`.
/// let orders = OrdersClient::builder(&lambda)
///     .set("stage", "prod")
///     .timeout(Duration::from_secs(10))
///     .method("place", |method| method.qualifier("live").not_idempotent())
///     .build()?;
/// assert!(format!("{orders:?}").contains("prod-place"));
/// # Ok(()) }
/// # #[derive(Debug)] struct Unused;
/// # impl Transport for Unused {
/// #     fn invoke<'a>(&'a self, _: InvokeRequest<'a>) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> { unreachable!() }
/// # }
/// # example(Lambda::new(Unused)).unwrap();
/// ```
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder<C> {
    lambda: Lambda,
    whole: Overrides,
    methods: BTreeMap<String, Overrides>,
    marker: PhantomData<fn() -> C>,
}

/// Returns the builder of a generated client.
#[doc(hidden)]
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

    /// Sets the value of a `{key}` in the names of the trait.
    pub fn set(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.whole.keys.insert(key.into(), value.into());
        self
    }

    /// Changes the settings of one method, by its name in the trait. They override those of the whole client.
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

    /// Resolves all names and builds the client.
    ///
    /// # Errors
    ///
    /// Returns one error of kind [`Configuration`](crate::ErrorKind::Configuration) that lists everything that is missing or
    /// invalid: environment variables that are not set, keys without a value, malformed names, unknown methods and keys, and
    /// settings that are zero or contradict each other, such as an `attempt_timeout` that is longer than the `timeout`. The settings
    /// are those of all layers: the builder, the declaration and the [`Lambda`].
    pub fn build(self) -> Result<C, Error> {
        let declaration = C::DECLARATION;
        let methods = declaration.methods.iter();
        let known: Vec<&str> = methods.map(|method| method.name).collect();
        let general = unknown_methods(self.methods.keys(), &known).into_iter();
        let general = general.chain(unknown_keys(&self.whole.keys, self.templates(declaration)));
        let none = Overrides::default();
        let methods = declaration.methods.iter().map(|method| {
            let own = self.methods.get(method.name).unwrap_or(&none);
            ResolvedMethod {
                name: method.name,
                is_enabled: method.enabled,
                resolved: resolve(&self.lambda, method, own, &self.whole),
            }
        });
        let methods = ResolvedMethods::checked(declaration.name, general, methods)?;
        Ok(C::from_stub(Stub { methods }))
    }

    /// Returns every text that may hold a key: declared ones too if they are replaced, since whoever sets their keys is right.
    fn templates(&self, declaration: &Declaration) -> impl Iterator<Item = &str> {
        let declared = declaration.methods.iter();
        let declared = declared.flat_map(|method| [Some(method.function), method.qualifier]);
        let given = std::iter::once(&self.whole).chain(self.methods.values());
        let given = given.flat_map(|given| [given.name.as_deref(), given.qualifier.as_deref()]);
        declared.chain(given).flatten()
    }
}

/// Returns what to say about each of the `given` methods that a trait does not have.
pub(crate) fn unknown_methods<'a>(
    given: impl Iterator<Item = &'a String>,
    known: &[&str],
) -> Vec<String> {
    let unknown = given.filter(|name| !known.contains(&name.as_str()));
    unknown
        .map(|name| match nearest(name, known) {
            Some(near) => format!("unknown method `{name}`; did you mean `{near}`?"),
            None => format!(
                "unknown method `{name}`; expected one of `{}`",
                known.join("`, `")
            ),
        })
        .collect()
}
